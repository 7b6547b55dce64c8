import { AppError } from '../core/model/appError';
import { runId } from '../core/model/ids';
import type { NeededHunk } from '../core/review/reviewService';
import type { CliCommand } from './arguments';
import type { HeadlessApp } from './headlessApp';
import { reviewTarget } from './reviewTarget';

type AcceptCommand = Extract<CliCommand, { kind: 'accept' }>;

/** Takes over what is named. Throws AppError `conflict`, which says what else is needed, and `staleBase`. */
export async function acceptCommand(command: AcceptCommand, app: HeadlessApp): Promise<void> {
  const { run, paths, dependencies } = command;
  const outcome = await app.review.accept(runId(run), reviewTarget(paths), { dependencies });
  switch (outcome.kind) {
    case 'accepted':
      return;
    case 'needsDependencies':
      throw new AppError(
        'conflict',
        `Nothing was written: what is named needs ${neededFiles(outcome.missing)}.`,
        dependencies === 'ask'
          ? 'Accept it too with --with-needed, or leave it out with --without-needed.'
          : 'Both you and the generator changed these lines: name the files, or decide in the editor.',
      );
    case 'stale':
      throw new AppError(
        'staleBase',
        `These files changed since they were proposed: ${outcome.paths.join(', ')}.`,
        'Resolve them in the editor, or start the run again.',
      );
  }
}

/** `db/model.py (Import from enum, Add Product), api/crud/products.py (CRUD helpers created; rejected)`. */
function neededFiles(missing: readonly NeededHunk[]): string {
  const files = new Map<string, NeededHunk[]>();
  for (const hunk of missing) files.set(hunk.path, [...(files.get(hunk.path) ?? []), hunk]);
  return [...files]
    .map(([path, hunks]) => {
      const titles = [...new Set(hunks.map(({ title }) => title))].join(', ');
      const rejected = hunks.filter(({ decision }) => decision === 'rejected').length;
      const note = rejected === 0 ? '' : rejected === hunks.length ? '; rejected' : '; partly rejected';
      return `${path} (${titles}${note})`;
    })
    .join(', ');
}
