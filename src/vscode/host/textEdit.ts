/** The smallest single replacement that turns one text into another. Offsets are UTF-16 units, end exclusive. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Never splits a CRLF: editors move such an edge. Undefined when the texts are equal. */
export function smallestReplacement(before: string, after: string): Replacement | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shortest && before[prefix] === after[prefix]) prefix += 1;
  while (prefix > 0 && (splitsPair(before, prefix) || splitsPair(after, prefix))) prefix -= 1;
  let suffix = 0;
  while (
    suffix < shortest - prefix &&
    before[before.length - 1 - suffix] === after[after.length - 1 - suffix]
  )
    suffix += 1;
  while (
    suffix > 0 &&
    (splitsPair(before, before.length - suffix) || splitsPair(after, after.length - suffix))
  )
    suffix -= 1;
  return { start: prefix, end: before.length - suffix, text: after.slice(prefix, after.length - suffix) };
}

function splitsPair(text: string, offset: number): boolean {
  const left = text[offset - 1];
  const right = text[offset];
  if (left === '\r' && right === '\n') return true;
  return (
    left !== undefined && right !== undefined && /[\ud800-\udbff]/.test(left) && /[\udc00-\udfff]/.test(right)
  );
}

const BOM = '\ufeff';

export const hasBom = (text: string): boolean => text.startsWith(BOM);

/** An editor's buffer holds no byte order mark. */
export const withoutBom = (text: string): string => (hasBom(text) ? text.slice(1) : text);
