import type { ProcessResult } from '../core/ports/processRunner';
import { PYTHON_TOOL_FOLDERS, TEST_FILE, changesPython } from './pythonPart';
import { crashed, notChecked, read, readPartly } from './readout';
import { WANTED, filesToCheck, finding, withFiles } from './toolCheck';
import type { CheckedPart, Readout, ToolCheck, ToolFinding } from './toolCheck';
import { gist, outputLines, searchPath } from './toolPaths';

const PYTEST = [
  '-m',
  'pytest',
  // What `-q` says, whatever the project's own options add to it.
  '--verbosity=-1',
  '--tb=line',
  '-rfE',
  '--color=no',
  '-p',
  'no:cacheprovider',
  '--continue-on-collection-errors',
];
/** The rest of the suite may be any size: beyond this it is not checked. */
const SUITE_TIMEOUT_MS = 180_000;
const NO_TESTS = 5;

const base = {
  kind: 'test',
  tool: 'python3',
  toolFolders: PYTHON_TOOL_FOLDERS,
  fromPath: () => false,
  fit: () => WANTED,
  // The copy comes before the real package of an editable install.
  env: (part: CheckedPart) => ({ PYTHONPATH: searchPath(part.importPaths) }),
  sameRuleIsSame: true,
  read: readPytest,
} as const;

/** The tests that the change brings always run; the others as well, as far as the time goes. */
export const PYTEST_CHECKS: readonly ToolCheck[] = [
  {
    ...base,
    name: 'pytest',
    args: (part) => withFiles(PYTEST, filesToCheck(part, TEST_FILE)),
  },
  {
    ...base,
    name: 'pytest (existing tests)',
    timeoutMs: SUITE_TIMEOUT_MS,
    args(part) {
      if (!changesPython(part)) return undefined;
      const own = part.changed.filter((file) => TEST_FILE.test(file));
      // Without the change only what failed with it is of interest.
      if (part.asked !== undefined) return withFiles(PYTEST, part.asked);
      return [...PYTEST, ...own.map((file) => `--ignore=${file}`)];
    },
  },
];

/** Reads the short summary of pytest; a run without a single passed test proves nothing. */
export function readPytest(result: ProcessResult): Readout {
  const { stdout, stderr, exitCode } = result;
  const reasons = collectionErrors(stdout);
  const findings = outputLines(stdout).flatMap((line): ToolFinding[] => {
    const match = SUMMARY.exec(line);
    if (match === null) return [];
    const [, path = '', test, message] = match;
    if (test === undefined) {
      const reason = message ?? reasons.get(path) ?? 'The file cannot be run.';
      return [finding({ severity: 'major', message: reason, path, rule: 'collection' })];
    }
    return [finding({ severity: 'major', message: `${test}: ${message ?? 'failed'}`, path, rule: test })];
  });
  const passed = Number(/(\d+) passed/.exec(stdout)?.[1] ?? '0');
  const detail = passed === 1 ? '1 test passed' : `${String(passed)} tests passed`;
  if (findings.length > 0) return passed === 0 ? readPartly(findings, detail) : read(findings, detail);
  // A threshold of a plugin (coverage) fails a part of the suite although every test passed.
  const allPassed = passed > 0 && !/\b\d+ (failed|errors?)\b/.test(stdout);
  if (allPassed && (exitCode === 0 || exitCode === 1)) return read([], detail);
  if (exitCode === 0 || exitCode === NO_TESTS) {
    return notChecked(`No test ran (${gist(stdout, '').toLowerCase() || 'nothing was collected'}).`);
  }
  return crashed(stdout, stderr);
}

/** A parametrised test's name may hold spaces and dashes in its brackets. */
const SUMMARY = /^(?:FAILED|ERROR) (\S+?\.py)(?:::([^\s[]+(?:\[.*?\](?= - |$))?))?(?: - (.*))?$/;

/** What went wrong in files that could not be imported: the first line of their section that says so. */
function collectionErrors(stdout: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  let path: string | undefined;
  for (const line of outputLines(stdout)) {
    const title = /^_+ ERROR collecting (\S+) _+$/.exec(line)?.[1];
    if (title !== undefined) path = title;
    else if (/^(_{3,}|={3,})/.test(line)) path = undefined;
    const reason = /^E\s+(.*)$/.exec(line)?.[1];
    if (path !== undefined && reason !== undefined && !reasons.has(path)) reasons.set(path, reason);
  }
  return reasons;
}
