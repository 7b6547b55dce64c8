import { AppError } from '../../src/core/model/appError';
import type { WorkspacePath } from '../../src/core/model/ids';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { FileWrite, WorkspaceFiles, WorkspaceWriter } from '../../src/core/ports/workspaceFiles';

/** Called before each effect with its name; throwing there is a crash at that point. */
export type Fuse = (point: string) => void;

/** A workspace in memory: reads, and writes with the same expectations as the real ones. */
export class MemoryWorkspace implements WorkspaceFiles, WorkspaceWriter {
  readonly root = '/workspace';
  readonly texts: Map<string, string>;
  fuse: Fuse = () => undefined;
  /** Files written so far. */
  applied = 0;

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(texts));
  }

  list(): Promise<readonly WorkspacePath[]> {
    return Promise.resolve([...this.texts.keys()].sort().map(workspacePath));
  }

  read(path: WorkspacePath): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(path));
  }

  async apply(writes: readonly FileWrite[]): Promise<void> {
    for (const write of writes) {
      const expected = write.kind === 'create' ? undefined : write.expected;
      if (this.texts.get(write.path) !== expected) {
        throw new AppError('staleBase', `${write.path} changed.`, 'Review it again.');
      }
    }
    for (const write of writes) {
      this.fuse(`apply ${write.path}`);
      if (write.kind === 'delete') this.texts.delete(write.path);
      else this.texts.set(write.path, write.text);
      this.applied += 1;
    }
    return Promise.resolve();
  }

  bringBack(path: WorkspacePath, text: string): Promise<void> {
    this.texts.set(path, text);
    return Promise.resolve();
  }

  /** There are no folders. */
  tidy(): Promise<void> {
    return Promise.resolve();
  }
}
