import type { ToolFinding } from './toolCheck';

/**
 * The findings that are not there without the change. Lines move when a file is edited, so that findings are the same
 * when path, rule and message are (or path and rule alone); as many of the same as there were before are old, whichever
 * they are.
 */
export function causedByChange(
  after: readonly ToolFinding[],
  before: readonly ToolFinding[],
  sameRuleIsSame = false,
): readonly ToolFinding[] {
  const identity = sameRuleIsSame ? byRule : byMessage;
  const known = new Map<string, number>();
  for (const item of before) known.set(identity(item), (known.get(identity(item)) ?? 0) + 1);
  return after.filter((item) => {
    const count = known.get(identity(item)) ?? 0;
    if (count === 0) return true;
    known.set(identity(item), count - 1);
    return false;
  });
}

const byMessage = ({ path, rule, message }: ToolFinding): string =>
  JSON.stringify([path, rule, message.replace(/\bline \d+/g, 'line')]);
const byRule = ({ path, rule, message }: ToolFinding): string =>
  rule === null ? JSON.stringify([path, message]) : JSON.stringify([path, rule]);
