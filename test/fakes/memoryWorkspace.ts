import { AppError } from '../../src/core/model/appError';
import type { WorkspacePath } from '../../src/core/model/ids';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { FileWrite, WorkspaceFiles, WorkspaceWriter } from '../../src/core/ports/workspaceFiles';

/** A workspace in memory: reads, and writes with the same expectations as the real ones. */
export class MemoryWorkspace implements WorkspaceFiles, WorkspaceWriter {
  readonly root = '/workspace';
  readonly texts: Map<WorkspacePath, string>;

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(texts).map(([path, text]) => [workspacePath(path), text]));
  }

  list(): Promise<readonly WorkspacePath[]> {
    return Promise.resolve([...this.texts.keys()].sort());
  }

  read(path: WorkspacePath): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(path));
  }

  apply(writes: readonly FileWrite[]): Promise<void> {
    for (const write of writes) {
      const expected = write.kind === 'create' ? undefined : write.expected;
      if (this.texts.get(write.path) !== expected) {
        return Promise.reject(new AppError('staleBase', `${write.path} changed.`, 'Review it again.'));
      }
    }
    for (const write of writes) {
      if (write.kind === 'delete') this.texts.delete(write.path);
      else this.texts.set(write.path, write.text);
    }
    return Promise.resolve();
  }
}
