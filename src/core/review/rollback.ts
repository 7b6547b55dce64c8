import { AppError } from '../model/appError';
import type { ContentHash, WorkspacePath } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import type { AppliedWrite } from '../ports/stateStore';
import type { FileWrite } from '../ports/workspaceFiles';
import { merge3 } from './merge3';
import { unreadableFile } from './unreadableFile';

export interface RollbackPlan {
  readonly writes: readonly FileWrite[];
  /** Files that the run created and that are gone after the plan; a crash may have taken them and left their folders. */
  readonly gone: readonly WorkspacePath[];
  /** Sequences of the journalled writes that the plan takes back; those of kept files are not among them. */
  readonly undone: readonly number[];
  /** Files that are left as they are, because hand edits would be lost. */
  readonly kept: readonly { readonly path: WorkspacePath; readonly reason: string }[];
}

type Undo =
  | { readonly kind: 'text'; readonly text: string | null }
  | { readonly kind: 'kept'; readonly reason: string };

/**
 * Takes a run's writes back, newest first, file by file: byte for byte where the file still holds what was written, merged
 * where a person edited it in between or later, left alone with a reason where that edit cannot be kept apart.
 * `read` gives the file as it is now, undefined when there is none; `held` names
 * files that must stay, with the reason. Pure but for the reading.
 */
export async function planRollback(
  journal: readonly AppliedWrite[],
  read: (path: WorkspacePath) => Promise<string | undefined>,
  readBlob: (hash: ContentHash) => Promise<string>,
  held: ReadonlyMap<WorkspacePath, string> = new Map(),
): Promise<RollbackPlan> {
  const writes: FileWrite[] = [];
  const undone: number[] = [];
  const gone: WorkspacePath[] = [];
  const kept: { path: WorkspacePath; reason: string }[] = [];
  const image = async (hash: ContentHash | null): Promise<string | null> =>
    hash === null ? null : await readBlob(hash);
  for (const [path, steps] of byPath(journal)) {
    const reason = held.get(path);
    if (reason !== undefined) {
      kept.push({ path, reason });
      continue;
    }
    const now = await readOr(path, read);
    if (now instanceof AppError) {
      kept.push({ path, reason: `${now.message} ${now.suggestion}` });
      continue;
    }
    let state: Undo = { kind: 'text', text: now };
    for (const step of steps) {
      if (state.kind === 'kept') break;
      state = takeBack(state.text, await image(step.before), await image(step.after));
    }
    if (state.kind === 'kept') {
      kept.push({ path, reason: state.reason });
      continue;
    }
    undone.push(...steps.map((step) => step.sequence));
    if (state.text === null) gone.push(path);
    const write = fileWrite(path, now, state.text);
    if (write !== undefined) writes.push(write);
  }
  return { writes, gone, undone, kept };
}

async function readOr(
  path: WorkspacePath,
  read: (path: WorkspacePath) => Promise<string | undefined>,
): Promise<string | null | AppError> {
  try {
    return (await read(path)) ?? null;
  } catch (failure) {
    const unreadable = unreadableFile(failure);
    if (unreadable === undefined) throw failure;
    return unreadable;
  }
}

/** Newest write first. */
function byPath(journal: readonly AppliedWrite[]): Map<WorkspacePath, AppliedWrite[]> {
  const groups = new Map<WorkspacePath, AppliedWrite[]>();
  for (const write of [...journal].sort((a, b) => b.sequence - a.sequence)) {
    const path = workspacePath(write.path);
    groups.set(path, [...(groups.get(path) ?? []), write]);
  }
  return groups;
}

function takeBack(now: string | null, before: string | null, after: string | null): Undo {
  if (now === after) return { kind: 'text', text: before };
  // The editor's undo or git took it back already.
  if (now === before) return { kind: 'text', text: now };
  if (now === null) return { kind: 'kept', reason: 'It was deleted after the run had written it.' };
  if (before === null) return { kind: 'kept', reason: 'It was edited after the run had created it.' };
  if (after === null) return { kind: 'kept', reason: 'It was created again after the run had deleted it.' };
  const merged = merge3(after, now, before);
  if (merged.conflicts.length === 0) return { kind: 'text', text: merged.text };
  return { kind: 'kept', reason: 'Lines that the run had written were edited by hand.' };
}

function fileWrite(path: WorkspacePath, now: string | null, text: string | null): FileWrite | undefined {
  if (now === text) return undefined;
  if (now === null) return text === null ? undefined : { kind: 'create', path, text };
  if (text === null) return { kind: 'delete', path, expected: now };
  return { kind: 'replace', path, expected: now, text };
}
