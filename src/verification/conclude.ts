import type { WorkspacePath } from '../core/model/ids';
import type { CheckResult } from '../core/model/run';
import { workspacePath } from '../core/model/workspacePath';
import type { NewFinding } from '../core/ports/stateStore';
import { causedByChange } from './causedByChange';
import type { Job } from './jobs';
import type { Readout, ToolFinding } from './toolCheck';

/** What a tool said, and how long it took. */
export interface Done {
  readonly readout: Readout;
  readonly durationMs: number;
}

export interface Conclusion {
  readonly check: CheckResult;
  readonly findings: readonly NewFinding[];
}

/** Turns a printed path into one of the workspace; null for a place that is not there. */
export type Locate = (place: string, path: string) => WorkspacePath | null;

/** Compares what a tool says with the change to what it says without (undefined when it found nothing). */
export function conclude(job: Job, done: Done, before: Readout | undefined, locate: Locate): Conclusion {
  const { readout, durationMs } = done;
  const verdict = (status: CheckResult['status'], detail: string): CheckResult =>
    checkResult(job, status, detail, durationMs);
  if (readout.kind === 'notChecked') return { check: verdict('notChecked', readout.reason), findings: [] };
  const caused = newOnes(job, readout.findings, before);
  const findings = caused.map((item) => newFinding(job, item, locate));
  const ignored = readout.findings.length - caused.length;
  const older = ignored === 1 ? '1 older finding' : `${String(ignored)} older findings`;
  if (caused.length > 0) {
    const detail = ignored === 0 ? readout.detail : `${readout.detail}; ${older} not counted`;
    return { check: verdict('failed', detail), findings };
  }
  if (before?.kind === 'notChecked') {
    const detail = `${older} could not be compared with the workspace before the change: ${before.reason}`;
    return { check: verdict('notChecked', detail), findings };
  }
  if (!readout.proves) {
    return {
      check: verdict('notChecked', `${older} kept it from checking the rest: ${readout.detail}`),
      findings,
    };
  }
  const detail = ignored === 0 ? readout.detail : `${readout.detail}; ${older} not counted`;
  return { check: verdict('passed', detail), findings };
}

export function checkResult(
  job: Job,
  status: CheckResult['status'],
  detail: string,
  durationMs: number,
): CheckResult {
  return { check: job.label, kind: job.check.kind, status, detail, durationMs };
}

/** Where nothing can be compared, what stands in the files of the change is its own. */
function newOnes(
  job: Job,
  findings: readonly ToolFinding[],
  before: Readout | undefined,
): readonly ToolFinding[] {
  if (before?.kind === 'notChecked') {
    return findings.filter(({ path }) => path !== null && job.part.changed.includes(path));
  }
  return causedByChange(findings, before?.findings ?? [], job.check.sameRuleIsSame);
}

function newFinding(job: Job, item: ToolFinding, locate: Locate): NewFinding {
  const path = item.path === null ? null : locate(job.place, item.path);
  const elsewhere = path === null ? item.path : null;
  return {
    severity: item.severity,
    category: job.check.kind,
    message: elsewhere === null ? item.message : `${item.message} (in ${elsewhere})`,
    path,
    line: elsewhere === null ? item.line : null,
    column: elsewhere === null ? item.column : null,
    source: job.check.name,
    rule: item.rule,
  };
}

/** Finds files of the workspace or of the change; generated ones and installed packages cannot be opened. */
export function locator(root: string, known: (path: WorkspacePath) => boolean): Locate {
  return (place, path) => {
    const isAbsolute = path.startsWith('/') || /^[a-z]:\//i.test(path);
    const inside = isAbsolute ? insideOf(root, path) : place === '' ? path : `${place}/${path}`;
    if (inside === undefined) return null;
    try {
      const found = workspacePath(resolveDots(inside));
      return known(found) ? found : null;
    } catch {
      return null;
    }
  };
}

function insideOf(root: string, path: string): string | undefined {
  const base = root.replaceAll('\\', '/');
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** `backend/../shared/a.py` is `shared/a.py`; a path that leaves keeps its dots and is refused later. */
function resolveDots(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
