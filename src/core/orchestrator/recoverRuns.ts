import { unreadableFile } from '../review/unreadableFile';
import type { ReviewFollower } from './reviewFollower';
import type { RunEnginePorts } from './runEnginePorts';
import type { RunRows } from './runRows';

/**
 * Ends what a crash cut off: runs that nobody carries out any more, accepts between journal and disk, and the status of
 * runs that were decided. For the one process that holds the store, before anything else.
 */
export async function recoverRuns(
  { store, review, log }: RunEnginePorts,
  rows: RunRows,
  follower: ReviewFollower,
): Promise<void> {
  for (const run of await store.listRuns()) {
    if (run.status === 'planning' || run.status === 'executing') await rows.interrupt(run.id);
    await follower.proofInterrupted(run.id);
    if (run.status === 'review' || run.status === 'failed' || run.status === 'waiting') {
      try {
        await review.reconcile(run.id);
      } catch (failure) {
        const file = unreadableFile(failure);
        if (file === undefined) throw failure;
        log.warn('the accepts of a run could not be settled', { run: run.id, message: file.message });
        continue;
      }
    }
    if (run.status === 'review') await follower.closeReview(run);
    await follower.recoverLacking(run);
  }
}
