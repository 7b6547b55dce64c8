import { parseFields } from './shorthandItems';
import { ShorthandScanner, type ShorthandProblem } from './shorthandScanner';
import { parseValue } from './shorthandType';
import type { ShorthandValue } from './shorthandValue';

/** Parses a type that stands alone, as in YAML: `decimal(10,2)!`. */
export function parseShorthandType(
  text: string,
): { kind: 'valid'; value: ShorthandValue } | { kind: 'invalid'; problems: readonly ShorthandProblem[] } {
  const scanner = new ShorthandScanner(text);
  scanner.skipSpace();
  const value = parseValue(scanner, parseFields);
  scanner.skipSpace();
  if (value !== undefined && !scanner.done) {
    scanner.report(
      scanner.position,
      text.length - scanner.position,
      `${JSON.stringify(text.slice(scanner.position).slice(0, 40))} does not belong here.`,
      'Write the type, its arguments in parentheses, then `!`, `^`, `#` or `=value`.',
    );
  }
  const [problem] = scanner.problems;
  if (value === undefined || problem !== undefined) return { kind: 'invalid', problems: scanner.problems };
  return { kind: 'valid', value };
}
