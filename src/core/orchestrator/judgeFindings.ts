import type { Config } from '../config/configSchema';
import type { CheckResult, Finding } from '../model/run';
import type { RunView } from '../model/runView';

export interface Evidence {
  readonly findings: readonly Pick<Finding, 'severity' | 'resolved' | 'category'>[];
  readonly checks: readonly Pick<CheckResult, 'check' | 'kind' | 'status'>[];
}

/**
 * What was found of a run against the thresholds: too many major findings abort, too many medium ones warn. A failed check
 * aborts as well, unless the configuration leaves that to the findings that it made.
 */
export function judgeFindings(
  { findings, checks }: Evidence,
  { maxMajor, maxMedium, acceptFailedChecks }: Config['findings'],
): RunView['verdict'] {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => !finding.resolved && finding.severity === severity).length;
  const major = count('major');
  if (major > maxMajor) return { kind: 'abort', message: above(major, 'major', maxMajor) };
  const failed = checks.find(
    ({ kind, status }) =>
      status === 'failed' &&
      !(acceptFailedChecks && findings.some(({ category, resolved }) => category === kind && !resolved)),
  );
  if (failed !== undefined) return { kind: 'abort', message: `${failed.check} failed.` };
  const medium = count('medium');
  if (medium > maxMedium) return { kind: 'warn', message: above(medium, 'medium', maxMedium) };
  return { kind: 'within', message: null };
}

function above(found: number, severity: string, most: number): string {
  const findings = `${String(found)} ${severity} finding${found === 1 ? '' : 's'}`;
  return `${findings}, the configuration allows ${most === 0 ? 'none' : String(most)}.`;
}
