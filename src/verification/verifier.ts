import { toAppError } from '../core/model/appError';
import type { ChangeSet, FileChange } from '../core/model/changeSet';
import type { WorkspacePath } from '../core/model/ids';
import type { CheckResult } from '../core/model/run';
import { workspacePath } from '../core/model/workspacePath';
import type { Overlay, Overlays } from '../core/ports/overlay';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { NewFinding } from '../core/ports/stateStore';
import type { ProjectParts, VerificationEvent, Verifier } from '../core/ports/verifier';
import type { Cancellable } from '../core/ports/workspaceFiles';
import { NODE_CHECKS } from './nodeChecks';
import { causedByChange } from './causedByChange';
import { PYTHON_CHECKS } from './pythonChecks';
import type { CheckedPart, Readout, ToolCheck, ToolFinding } from './toolCheck';

export interface VerifierPorts {
  readonly overlays: Overlays;
  readonly processes: ProcessRunner;
}

const TIMEOUT_MS = 300_000;
const AT_ONCE = 2;

interface Job {
  readonly check: ToolCheck;
  readonly part: CheckedPart;
  /** The part's folder relative to the workspace. */
  readonly place: string;
  readonly label: string;
}

type Options = Cancellable & { readonly onEvent: (event: VerificationEvent) => void };

/**
 * Checks a change in an overlay with the project's own tools. A tool that finds something is run again without the
 * change, and only what is new counts. What the project lacks, or what crashed, is `notChecked`, never passed.
 */
export function createVerifier({ overlays, processes }: VerifierPorts): Verifier {
  return {
    async verify(changes, project, options) {
      const overlay = await overlays.create(options);
      try {
        const jobs = jobsOf(changes, project, overlay);
        const checks: CheckResult[] = [];
        const findings: NewFinding[] = [];
        await overlay.write(textsOf(changes.files), options);
        const readouts = await runJobs(jobs, overlay, options);
        const suspicious = jobs.filter((job) => hasFindings(readouts.get(job)?.readout));
        const before = await baselineOf(suspicious, overlay, options);
        for (const job of jobs) {
          const done = readouts.get(job);
          if (done === undefined) continue;
          const result = conclude(job, done, before.get(job)?.readout);
          checks.push(result.check);
          findings.push(...result.findings);
          options.onEvent({ kind: 'check', result: result.check });
          for (const finding of result.findings) options.onEvent({ kind: 'finding', finding });
        }
        return { checks, findings };
      } finally {
        await overlay.dispose();
      }
    },
  };

  async function baselineOf(
    jobs: readonly Job[],
    overlay: Overlay,
    options: Options,
  ): Promise<ReadonlyMap<Job, Done>> {
    if (jobs.length === 0) return new Map();
    await overlay.write(new Map(), options);
    return runJobs(jobs, overlay, { ...options, onEvent: () => undefined });
  }

  async function runJobs(
    jobs: readonly Job[],
    overlay: Overlay,
    options: Options,
  ): Promise<ReadonlyMap<Job, Done>> {
    const done = new Map<Job, Done>();
    const queue = [...jobs];
    const work = async (): Promise<void> => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        options.onEvent({ kind: 'check', result: checkResult(job, 'running', '', 0) });
        done.set(job, await runJob(job, overlay, options));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return done;
  }

  async function runJob(job: Job, overlay: Overlay, options: Options): Promise<Done> {
    const { check, part } = job;
    const args = check.args(part);
    if (args === undefined) return { readout: nothing('The change has no files for it.'), durationMs: 0 };
    try {
      const tool = await findTool(check.tool, check, part);
      if (tool === undefined) {
        return { readout: nothing(`${check.tool} was not found in the project.`), durationMs: 0 };
      }
      const base = { cwd: part.folder, env: overlay.env, timeoutMs: TIMEOUT_MS };
      const cancel = options.signal === undefined ? {} : { signal: options.signal };
      if (check.prepare !== undefined) {
        const prepare = await findTool(check.prepare.tool, check, part);
        if (prepare !== undefined) {
          await processes.run({ ...base, ...cancel, argv: [prepare, ...check.prepare.args] });
        }
      }
      const result = await processes.run({ ...base, ...cancel, argv: [tool, ...args] });
      return { readout: check.read(result, part), durationMs: result.durationMs };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'cancelled') throw error;
      return { readout: nothing(error.message), durationMs: 0 };
    }
  }

  function findTool(name: string, check: ToolCheck, part: CheckedPart): Promise<string | undefined> {
    const folders = check.toolFolders.map((folder) => `${part.folder}/${folder}`);
    return check.fromPath ? processes.find(name, folders) : processes.findIn(name, folders);
  }
}

interface Done {
  readonly readout: Readout;
  readonly durationMs: number;
}

const nothing = (reason: string): Readout => ({ kind: 'notChecked', reason });
const hasFindings = (readout: Readout | undefined): boolean =>
  readout?.kind === 'findings' && readout.findings.length > 0;

function jobsOf(changes: ChangeSet, project: ProjectParts, overlay: Overlay): readonly Job[] {
  return project.parts.flatMap(({ kind, folder }) => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const changed = changes.files
      .filter((file) => file.path.startsWith(prefix))
      .map((file) => file.path.slice(prefix.length));
    const part: CheckedPart = { folder: folder === '' ? overlay.root : `${overlay.root}/${folder}`, changed };
    const checks = kind === 'python' ? PYTHON_CHECKS : NODE_CHECKS;
    return checks.map((check) => ({
      check,
      part,
      place: folder,
      label: project.parts.length > 2 ? `${check.name} (${folder})` : check.name,
    }));
  });
}

function textsOf(files: readonly FileChange[]): ReadonlyMap<WorkspacePath, string | null> {
  return new Map(files.map((file) => [file.path, file.proposed]));
}

function checkResult(
  job: Job,
  status: CheckResult['status'],
  detail: string,
  durationMs: number,
): CheckResult {
  return { check: job.label, kind: job.check.kind, status, detail, durationMs };
}

function conclude(
  job: Job,
  { readout, durationMs }: Done,
  before: Readout | undefined,
): { readonly check: CheckResult; readonly findings: readonly NewFinding[] } {
  if (readout.kind === 'notChecked') {
    return { check: checkResult(job, 'notChecked', readout.reason, durationMs), findings: [] };
  }
  const old = before?.kind === 'findings' ? before.findings : [];
  const caused = causedByChange(readout.findings, old);
  const ignored = readout.findings.length - caused.length;
  const detail =
    ignored === 0 ? readout.detail : `${readout.detail}; ${String(ignored)} older findings not counted`;
  return {
    check: checkResult(job, caused.length === 0 ? 'passed' : 'failed', detail, durationMs),
    findings: caused.map((item) => newFinding(job, item)),
  };
}

function newFinding(job: Job, item: ToolFinding): NewFinding {
  return {
    severity: item.severity,
    category: job.check.kind,
    message: item.message,
    path: pathOf(job.place, item.path),
    line: item.line,
    column: item.column,
    source: job.check.name,
    rule: item.rule,
  };
}

/** Null for a place outside the workspace, e.g. in an installed package. */
function pathOf(place: string, path: string | null): WorkspacePath | null {
  if (path === null) return null;
  try {
    return workspacePath(place === '' ? path : `${place}/${path}`);
  } catch {
    return null;
  }
}
