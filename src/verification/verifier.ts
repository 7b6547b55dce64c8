import { AppError } from '../core/model/appError';
import type { Overlay, Overlays } from '../core/ports/overlay';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { VerificationEvent, Verifier } from '../core/ports/verifier';
import type { Cancellable } from '../core/ports/workspaceFiles';
import { checkResult, conclude, locator, type Conclusion, type Done } from './conclude';
import type { VerificationSettings } from './customChecks';
import { partBefore, planJobs, type Job } from './jobs';
import { runTool } from './runTool';
import type { CheckedPart, Readout } from './toolCheck';

export interface VerifierPorts {
  readonly overlays: Overlays;
  readonly processes: ProcessRunner;
  /** What is in force now. */
  readonly settings: () => VerificationSettings;
}

/** Tools at once: they use several threads each. */
const AT_ONCE = 2;

type Options = Cancellable & { readonly onEvent: (event: VerificationEvent) => void };

/**
 * Checks a change in an overlay with the project's own tools. A tool that finds something is run again without the
 * change, and only what is new counts. What the project lacks, or what crashed, is `notChecked`, never passed.
 */
export function createVerifier({ overlays, processes, settings }: VerifierPorts): Verifier {
  return {
    async verify(changes, project, options) {
      const overlay = await overlays.create(options);
      try {
        await overlay.write(new Map(changes.files.map((file) => [file.path, file.proposed])), options);
        const jobs = await planJobs(changes, project, overlay, settings());
        const ofChange = new Set<string>(changes.files.map((file) => file.path));
        const locate = locator(overlay.root, (path) => ofChange.has(path) || overlay.paths.has(path));
        const conclusions = new Map<Job, Conclusion>();
        const publish = (job: Job, done: Done, before?: Readout): void => {
          const conclusion = conclude(job, done, before, locate);
          conclusions.set(job, conclusion);
          options.onEvent({ kind: 'check', result: conclusion.check });
          for (const finding of conclusion.findings) options.onEvent({ kind: 'finding', finding });
        };
        for (const job of jobs) say(job, 'waiting', options);
        const suspicious = new Map<Job, Done>();
        await inTurn(lanes(jobs), options, async (job) => {
          say(job, '', options);
          if (job.check.kind === 'test') await overlay.resetDatabase();
          const done = await runTool(job, job.part, overlay, processes, options);
          if (!hasFindings(done.readout)) {
            publish(job, done);
            return;
          }
          say(job, 'comparing with the workspace without the change', options);
          suspicious.set(job, done);
        });
        if (suspicious.size > 0) {
          await overlay.write(new Map(changes.files.map((file) => [file.path, file.base])), options);
          await inTurn(lanes([...suspicious.keys()]), options, async (job) => {
            const done = suspicious.get(job);
            if (done !== undefined) publish(job, done, await readBefore(job, done, overlay, options));
          });
        }
        const ordered = jobs.flatMap((job) => conclusions.get(job) ?? []);
        return {
          checks: ordered.map(({ check }) => check),
          findings: ordered.flatMap(({ findings }) => findings),
        };
      } finally {
        await overlay.dispose();
      }
    },
  };

  /** Undefined when no file with findings was there before the change. */
  async function readBefore(
    job: Job,
    { readout }: Done,
    overlay: Overlay,
    options: Options,
  ): Promise<Readout | undefined> {
    const part: CheckedPart = partBefore(job, readout.kind === 'findings' ? readout.findings : []);
    if (job.check.args(part) === undefined) return undefined;
    if (job.check.kind === 'test') await overlay.resetDatabase();
    return (await runTool(job, part, overlay, processes, options)).readout;
  }
}

/** Jobs that may run at the same time; those of one lane run one after another. Tests share a database and files. */
function lanes(jobs: readonly Job[]): readonly (readonly Job[])[] {
  const tests = jobs.filter((job) => job.check.kind === 'test');
  return [...jobs.filter((job) => job.check.kind !== 'test').map((job) => [job]), tests];
}

/** Works through the lanes, a few at once. Throws AppError `cancelled`. */
async function inTurn(
  of: readonly (readonly Job[])[],
  { signal }: Cancellable,
  work: (job: Job) => Promise<void>,
): Promise<void> {
  const queue = [...of];
  const worker = async (): Promise<void> => {
    for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) {
      for (const job of lane) {
        if (signal?.aborted === true) {
          throw new AppError('cancelled', 'The proof was cancelled.', 'Start it again.');
        }
        await work(job);
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  // The overlay is given back only after the last tool ended.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

function say(job: Job, detail: string, options: Options): void {
  options.onEvent({ kind: 'check', result: checkResult(job, 'running', detail, 0) });
}

const hasFindings = (readout: Readout): boolean => readout.kind === 'findings' && readout.findings.length > 0;
