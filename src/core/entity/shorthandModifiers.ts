import type { FieldInput } from './entityInput';
import type { ShorthandScanner } from './shorthandScanner';

export type Modifiers = Pick<FieldInput, 'required' | 'unique' | 'index' | 'default'>;

/** Reads what follows a type: `!` required, `?` optional, `^` unique, `#` index, `=value` default, which comes last. */
export function parseModifiers(scanner: ShorthandScanner): Modifiers {
  const found: Modifiers = {};
  for (;;) {
    const offset = scanner.position;
    if (scanner.take('!')) setRequired(scanner, found, true, offset);
    else if (scanner.take('?')) setRequired(scanner, found, false, offset);
    else if (scanner.take('^')) found.unique = true;
    else if (scanner.take('#')) found.index = true;
    else if (scanner.take('=')) {
      const value = scanner.peek() === '"' ? scanner.takeQuoted() : scanner.takeWhile(/[^\s();"]/).text;
      if (value === '' && scanner.text.charAt(offset + 1) !== '"') {
        scanner.report(
          offset,
          1,
          'The default is missing.',
          'Write it after `=`, in double quotes if it has spaces.',
        );
      }
      if (value !== undefined) found.default = value;
      return found;
    } else {
      if (scanner.done || /[\s);]/.test(scanner.peek())) return found;
      const rest = scanner.takeWhile(/[^\s);]/);
      const suggestion =
        'After the type come `!` required, `?` optional, `^` unique, `#` index, `=value` default.';
      scanner.report(
        rest.offset,
        rest.text.length,
        `\`${rest.text.slice(0, 40)}\` is no modifier.`,
        suggestion,
      );
      return found;
    }
  }
}

function setRequired(scanner: ShorthandScanner, found: Modifiers, required: boolean, offset: number): void {
  if (found.required === !required) {
    scanner.report(offset, 1, '`!` and `?` contradict each other.', 'Keep one of them.');
  }
  found.required = required;
}
