import type { App } from '../app';
import type { StateStore } from '../core/ports/stateStore';
import { removeLeftovers } from '../platform/files/replaceFile';
import type { ChildRecords } from '../platform/processes/childRecords';

/**
 * Ends what a killed process began: the tools that it started, its runs and accepts, and the temporary files beside what it
 * wrote.
 */
export async function recoverWorkspace(
  app: App,
  store: StateStore,
  children: ChildRecords,
  root: string,
): Promise<void> {
  await children.endOrphans();
  await app.recover();
  const runs = await store.listRuns();
  const reviews = await Promise.all(runs.map((run) => store.getReview(run.id)));
  await removeLeftovers(root, [...new Set(reviews.flat().map((review) => review.change.path))]);
}
