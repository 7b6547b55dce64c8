import type { RunId, WorkspacePath } from '../model/ids';
import type { AppliedWrite, StateStore } from '../ports/stateStore';
import type { FileWrite } from '../ports/workspaceFiles';
import type { AcceptedStep, FileReview } from './fileReview';
import { withAccepted } from './hunkDecisions';
import { merge3 } from './merge3';

/** The part of the run store that review needs. */
export type ReviewStore = Pick<
  StateStore,
  'getReview' | 'saveReview' | 'recordWrites' | 'getWrites' | 'dropWrites' | 'readBlob'
>;

/** The write of a step, undefined when the file holds the result already. */
export function stepWrite(path: WorkspacePath, { before, after }: AcceptedStep): FileWrite | undefined {
  if (before === after) return undefined;
  if (before === null) return { kind: 'create', path, text: after };
  return { kind: 'replace', path, expected: before, text: after };
}

export function journalEntry(
  path: WorkspacePath,
  step: AcceptedStep,
): { readonly path: string; readonly before: string | null; readonly after: string } {
  return { path, before: step.before, after: step.after };
}

/** Newest journalled write of a file with just these images. */
export async function findWrite(
  store: ReviewStore,
  journal: readonly AppliedWrite[],
  path: WorkspacePath,
  step: AcceptedStep,
): Promise<AppliedWrite | undefined> {
  for (const write of journal.toReversed()) {
    if (write.path !== path || write.after === null) continue;
    if ((await store.readBlob(write.after)) !== step.after) continue;
    const before = write.before === null ? null : await store.readBlob(write.before);
    if (before === step.before) return write;
  }
  return undefined;
}

/**
 * Ends accepts that were cut off between journal and review: those that reached the file are finished, the others dropped
 * together with their journalled writes. The file decides, so doing it twice changes nothing. Returns the changed reviews.
 */
export async function settleIntents(
  store: ReviewStore,
  runId: RunId,
  reviews: readonly FileReview[],
  read: (path: WorkspacePath) => Promise<string | null>,
): Promise<FileReview[]> {
  const open = reviews.filter((review) => review.intent !== null);
  if (open.length === 0) return [];
  const journal = await store.getWrites(runId);
  const settled: FileReview[] = [];
  const dropped: number[] = [];
  for (const review of open) {
    const { intent, change } = review;
    if (intent === null) continue;
    if (reached(intent, await read(change.path))) {
      settled.push(withAccepted(review, intent));
      continue;
    }
    const write = await findWrite(store, journal, change.path, intent);
    if (write !== undefined) dropped.push(write.sequence);
    settled.push({ ...review, intent: null });
  }
  // The journal first: a write without an intent would be rolled back although it never happened.
  if (dropped.length > 0) await store.dropWrites(runId, dropped);
  await store.saveReview(runId, settled);
  return settled;
}

/** Whether the step is in the file, also when a person went on typing since. */
function reached(step: AcceptedStep, current: string | null): boolean {
  if (current === step.after) return true;
  if (current === step.before || current === null || step.before === null) return false;
  const merged = merge3(step.before, current, step.after);
  return merged.conflicts.length === 0 && merged.text === current;
}
