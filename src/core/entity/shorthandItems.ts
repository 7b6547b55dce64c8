import type { ShorthandScanner } from './shorthandScanner';
import { parseValue } from './shorthandType';
import type { ShorthandItem } from './shorthandValue';

/** Reads `name:type name:type ...` up to the end of the text or a closing character, which stays. */
export function parseFields(scanner: ShorthandScanner, close: string): readonly ShorthandItem[] {
  const items: ShorthandItem[] = [];
  for (;;) {
    scanner.skipSpace();
    scanner.take(',');
    scanner.skipSpace();
    if (scanner.done || (close !== '' && scanner.peek() === close)) return items;
    const name = scanner.takeWhile(/[^\s:(),;!^#="]/);
    if (!scanner.take(':')) {
      const stray = name.text === '' ? scanner.takeWhile(/[^\s)]/) : name;
      if (stray.text === '') scanner.position++;
      scanner.report(
        stray.offset,
        Math.max(1, stray.text.length),
        `\`${stray.text.slice(0, 40) || ')'}\` is not \`name:type\`.`,
        'Write a name, a colon and a type, e.g. `price:decimal(10,2)!`.',
      );
      if (name.text !== '') scanner.takeWhile(close === '' ? /\S/ : /[^\s)]/);
      continue;
    }
    if (name.text === '') {
      scanner.report(name.offset, 1, 'A name is missing before the colon.', 'Write one, e.g. `price:int`.');
    }
    const value = parseValue(scanner, parseFields);
    if (value === undefined || name.text === '') continue;
    items.push({ name: name.text, value, offset: name.offset, length: scanner.position - name.offset });
  }
}
