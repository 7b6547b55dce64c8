import type { WorkspacePath } from '../../src/core/model/ids';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { Overlay, Overlays } from '../../src/core/ports/overlay';

/** A copy in memory. `texts` is what tools would see now. */
export class FakeOverlays implements Overlays {
  readonly root = '/copy';
  texts: Map<string, string>;
  importPaths: readonly string[] = [];
  /** What happened, in order: `create`, `write`, `dispose`. */
  readonly calls: string[] = [];
  private readonly workspace: ReadonlyMap<string, string>;

  constructor(workspace: Readonly<Record<string, string>> = {}) {
    this.workspace = new Map(Object.entries(workspace));
    this.texts = new Map(this.workspace);
  }

  create(): Promise<Overlay> {
    this.calls.push('create');
    return Promise.resolve({
      root: this.root,
      env: { PATH: '/bin', DATABASE_URL: 'sqlite:////scratch.db' },
      paths: new Set([...this.workspace.keys()].map((path) => workspacePath(path))),
      importPaths: this.importPaths,
      read: (path) => Promise.resolve(this.texts.get(path)),
      write: (files) => this.write(files),
      resetDatabase: () => Promise.resolve(),
      dispose: () => {
        this.calls.push('dispose');
        return Promise.resolve();
      },
    });
  }

  private write(files: ReadonlyMap<WorkspacePath, string | null>): Promise<void> {
    this.calls.push('write');
    this.texts = new Map(this.workspace);
    for (const [path, text] of files) {
      if (text === null) this.texts.delete(path);
      else this.texts.set(path, text);
    }
    return Promise.resolve();
  }
}
