import { toAppError } from '../core/model/appError';
import type { Overlay } from '../core/ports/overlay';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { Cancellable } from '../core/ports/workspaceFiles';
import type { Done } from './conclude';
import type { Job } from './jobs';
import { notChecked } from './readout';
import type { CheckedPart } from './toolCheck';

/** Runs one check on the part as the overlay has it now. A tool that is missing or fails is `notChecked`; throws `cancelled`. */
export async function runTool(
  job: Job,
  part: CheckedPart,
  overlay: Overlay,
  processes: ProcessRunner,
  { signal }: Cancellable,
): Promise<Done> {
  const { check } = job;
  const nothing = (reason: string): Done => ({ readout: notChecked(reason), durationMs: 0 });
  if (job.unwanted !== undefined) return nothing(job.unwanted);
  const args = check.args(part);
  if (args === undefined) return nothing('The change has no files for it.');
  const find = (name: string): Promise<string | undefined> => {
    const folders = check.toolFolders.map((folder) => `${part.folder}/${folder}`);
    return check.fromPath(job.config) ? processes.find(name, folders) : processes.findIn(name, folders);
  };
  try {
    const tool = await find(check.tool);
    if (tool === undefined) return nothing(notFound(check.tool));
    const request = {
      cwd: part.folder,
      env: { ...overlay.env, ...check.env?.(part) },
      timeoutMs: job.timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    };
    const prepare = check.prepare === undefined ? undefined : await find(check.prepare.tool);
    if (check.prepare !== undefined && prepare !== undefined) {
      await processes.run({ ...request, argv: [prepare, ...check.prepare.args] });
    }
    const result = await processes.run({ ...request, argv: [tool, ...args] });
    return { readout: check.read(result, part), durationMs: result.durationMs };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') throw error;
    return nothing(error.message);
  }
}

function notFound(tool: string): string {
  return /^([/\\]|[a-z]:)/i.test(tool)
    ? `${tool} is no file of this machine that can be executed.`
    : `${tool} was not found in the project.`;
}
