import { agentId, contentHash, runId } from '../../src/core/model/ids';
import type { RunId } from '../../src/core/model/ids';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { FileChange, Mark } from '../../src/core/model/changeSet';
import type { AppliedWrite } from '../../src/core/ports/stateStore';
import type { ReviewStore } from '../../src/core/review/acceptJournal';
import { startReview } from '../../src/core/review/fileReview';
import type { FileReview } from '../../src/core/review/fileReview';
import type { Fuse } from './memoryWorkspace';

export const RUN = runId('run-1');

export type FileChangeInput = Partial<Omit<FileChange, 'path'>> & {
  readonly path: string;
  readonly base: string | null;
  readonly proposed: string;
};

export function fileChange(input: FileChangeInput): FileChange {
  return {
    layer: 'router',
    phase: 'backend',
    agent: agentId('agent'),
    title: `Change of ${input.path}`,
    marks: [],
    ...input,
    path: workspacePath(input.path),
  };
}

export function mark(input: Partial<Mark> & Pick<Mark, 'startLine' | 'endLine'>): Mark {
  return { title: 'A mark', provides: [], requires: [], conflict: false, ...input };
}

/** The review part of the run store in memory; texts pass through JSON as they do in the real one. */
export class MemoryReviewStore implements ReviewStore {
  fuse: Fuse = () => undefined;
  private readonly reviews = new Map<RunId, Map<string, string>>();
  private readonly blobs: string[] = [];
  private writes: AppliedWrite[] = [];
  private sequence = 0;

  start(id: RunId, changes: readonly FileChange[]): void {
    this.put(id, changes.map(startReview));
  }

  getReview(id: RunId): Promise<readonly FileReview[]> {
    return Promise.resolve(
      [...(this.reviews.get(id)?.values() ?? [])].map((text) => JSON.parse(text) as FileReview),
    );
  }

  async saveReview(id: RunId, files: readonly FileReview[]): Promise<void> {
    this.fuse('saveReview');
    this.put(id, files);
    return Promise.resolve();
  }

  async recordWrites(
    id: RunId,
    writes: readonly { path: string; before: string | null; after: string | null }[],
  ): Promise<readonly AppliedWrite[]> {
    this.fuse('recordWrites');
    const made = writes.map((write) => ({
      sequence: (this.sequence += 1),
      runId: id,
      path: write.path,
      before: this.blob(write.before),
      after: this.blob(write.after),
      at: '2026-11-21T00:00:00.000Z',
    }));
    this.writes.push(...made);
    return Promise.resolve(made);
  }

  getWrites(id: RunId): Promise<readonly AppliedWrite[]> {
    return Promise.resolve(this.writes.filter((write) => write.runId === id));
  }

  async dropWrites(id: RunId, sequences: readonly number[]): Promise<void> {
    this.fuse('dropWrites');
    this.writes = this.writes.filter((write) => write.runId !== id || !sequences.includes(write.sequence));
    return Promise.resolve();
  }

  readBlob(hash: string): Promise<string> {
    const text = this.blobs[Number(hash)];
    return text === undefined ? Promise.reject(new Error(`No blob ${hash}`)) : Promise.resolve(text);
  }

  private put(id: RunId, files: readonly FileReview[]): void {
    const known = this.reviews.get(id) ?? new Map<string, string>();
    for (const file of files) known.set(file.change.path, JSON.stringify(file));
    this.reviews.set(id, known);
  }

  private blob(text: string | null): AppliedWrite['before'] {
    if (text === null) return null;
    if (!this.blobs.includes(text)) this.blobs.push(text);
    return contentHash(`${this.blobs.indexOf(text)}`);
  }
}
