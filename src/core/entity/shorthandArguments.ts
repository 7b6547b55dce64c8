import type { ShorthandScanner } from './shorthandScanner';

export interface Argument {
  readonly text: string;
  readonly offset: number;
  readonly kind: 'bare' | 'quoted' | 'pattern';
}

/** The arguments in parentheses; an empty list without parentheses, undefined after a problem. */
export function parseArguments(scanner: ShorthandScanner): readonly Argument[] | undefined {
  const open = scanner.position;
  if (!scanner.take('(')) return [];
  const found: Argument[] = [];
  for (;;) {
    scanner.skipSpace();
    const offset = scanner.position;
    if (scanner.peek() === '/' || scanner.peek() === '"') {
      const kind = scanner.peek() === '/' ? 'pattern' : 'quoted';
      const text = kind === 'pattern' ? scanner.takePattern() : scanner.takeQuoted();
      if (text === undefined) return undefined;
      found.push({ text, offset, kind });
    } else {
      const bare = scanner.takeWhile(/[^,;()"]/);
      found.push({ text: bare.text.trim(), offset, kind: 'bare' });
    }
    scanner.skipSpace();
    if (scanner.take(',')) continue;
    if (scanner.take(')')) break;
    const message = scanner.done
      ? 'The parenthesis is not closed.'
      : `\`${scanner.peek()}\` does not belong here.`;
    scanner.report(
      scanner.done ? open : scanner.position,
      1,
      message,
      'Separate arguments by commas, close with `)`.',
    );
    return undefined;
  }
  const empty = found.find((argument) => argument.kind === 'bare' && argument.text === '');
  if (empty !== undefined) {
    scanner.report(
      empty.offset,
      1,
      'An argument is empty.',
      'Write a value, or leave the comma or the parentheses out.',
    );
    return undefined;
  }
  return found;
}

/** After an unknown type: its arguments, so that the rest of the text is still checked. */
export function skipArguments(scanner: ShorthandScanner): void {
  if (scanner.peek() !== '(') return;
  let depth = 0;
  while (!scanner.done) {
    const character = scanner.peek();
    scanner.position++;
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return;
  }
}
