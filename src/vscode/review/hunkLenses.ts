import type { RunId } from '../../core/model/ids';
import type { HunkView, PendingFile } from '../../core/review/reviewService';
import type { CommandName } from '../commands/commandTable';

/** A line of lenses before it becomes CodeLens objects. `line` is 0-based. */
export interface LensModel {
  readonly line: number;
  readonly title: string;
  readonly tooltip: string;
  readonly command: CommandName;
  readonly argument: { readonly runId: RunId; readonly path: string; readonly hunk: string };
}

/** Accept and Reject at each pending hunk of the proposed document. */
export function proposedLenses(runId: RunId, file: PendingFile): readonly LensModel[] {
  const lastLine = Math.max(0, countLines(file.pending) - 1);
  return file.hunks.flatMap((hunk) => {
    const line = Math.min(hunk.pendingStart, lastLine);
    const argument = { runId, path: file.path, hunk: hunk.id };
    const needed = hunk.dependsOn.length;
    const dependants = hunk.dependants.length;
    return [
      {
        line,
        title: `$(check)\u00a0Accept${needed === 0 ? '' : ` (needs ${plural(needed, 'hunk')})`}`,
        tooltip: describe(hunk, `Write this hunk to ${file.path}.`),
        command: 'acceptHunk',
        argument,
      },
      {
        line,
        title: '$(close)\u00a0Reject',
        tooltip:
          dependants === 0
            ? 'Leave this hunk out.'
            : `Leave this hunk out; ${plural(dependants, 'pending hunk')} need${dependants === 1 ? 's' : ''} it.`,
        command: 'rejectHunk',
        argument,
      },
    ] satisfies LensModel[];
  });
}

/** One lens a pending hunk in the untouched editor of the real file, leading to the diff. */
export function currentLenses(runId: RunId, file: PendingFile): readonly LensModel[] {
  const lastLine = Math.max(0, countLines(file.current ?? '') - 1);
  return file.hunks.map((hunk) => ({
    line: Math.min(hunk.currentStart, lastLine),
    title: `$(diff)\u00a0Groundwork proposes: ${hunk.title}${hunk.conflict ? ' (conflict)' : ''}`,
    tooltip: describe(hunk, 'Open the diff to accept or reject it.'),
    command: 'openFileDiff',
    argument: { runId, path: file.path, hunk: hunk.id },
  }));
}

function describe(hunk: HunkView, action: string): string {
  const conflict = hunk.conflict ? ' You and the generator changed the same lines.' : '';
  return `${hunk.title}. ${action}${conflict}`;
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
