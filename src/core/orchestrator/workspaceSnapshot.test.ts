import { strict as assert } from 'assert';
import type { WorkspacePath } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import type { WorkspaceFiles } from '../ports/workspaceFiles';
import { workspaceSnapshot } from './workspaceSnapshot';

const A = workspacePath('a.py');
const B = workspacePath('b.py');

/** A workspace whose files change between any two looks; the first look at `flaky` fails. */
function changing(flaky?: WorkspacePath): { readonly files: WorkspaceFiles; readonly asked: string[] } {
  const asked: string[] = [];
  const look = (what: string): number => asked.push(what);
  return {
    asked,
    files: {
      root: '/workspace',
      list: () => Promise.resolve([workspacePath(`listed-${look('list')}.py`)]),
      read: (path) => {
        const text = `${path} ${look(path)}`;
        if (path === B) return Promise.resolve(undefined);
        return path === flaky && asked.length === 1
          ? Promise.reject(new Error('busy'))
          : Promise.resolve(text);
      },
    },
  };
}

describe('workspaceSnapshot', () => {
  it('looks once at each file, at a missing one too, and once at the folder', async () => {
    const { files, asked } = changing();
    const snapshot = workspaceSnapshot(files);
    const looks = async (): Promise<unknown> =>
      Promise.all([snapshot.list(), snapshot.read(A), snapshot.read(B)]);
    assert.deepEqual(await looks(), await looks());
    assert.deepEqual(asked, ['list', 'a.py', 'b.py']);
  });

  it('asks again for what failed', async () => {
    const snapshot = workspaceSnapshot(changing(A).files);
    await assert.rejects(snapshot.read(A), /busy/);
    assert.equal(await snapshot.read(A), 'a.py 2');
  });

  it('sees the workspace as it is now when a new one is taken', async () => {
    const { files } = changing();
    assert.equal(await workspaceSnapshot(files).read(A), 'a.py 1');
    assert.equal(await workspaceSnapshot(files).read(A), 'a.py 2');
  });
});
