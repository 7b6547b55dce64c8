import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { workspacePath } from '../../core/model/workspacePath';
import { nodeWorkspaceData } from './nodeWorkspaceData';

describe('nodeWorkspaceData', () => {
  let folder: string;
  const root = (): string => path.join(folder, 'root');
  const data = () => nodeWorkspaceData(root(), 'trusted');
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'groundwork-data-'));
    mkdirSync(path.join(root(), '.groundwork/agents/b'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lists by name, with links as links', async () => {
    writeFileSync(path.join(root(), '.groundwork/agents/c.md'), '');
    symlinkSync(folder, path.join(root(), '.groundwork/agents/a'));
    assert.deepEqual(await data().entries(workspacePath('.groundwork/agents')), [
      { name: 'a', kind: 'link' },
      { name: 'b', kind: 'folder' },
      { name: 'c.md', kind: 'file' },
    ]);
  });

  it('has nothing where there is no folder', async () => {
    assert.deepEqual(await data().entries(workspacePath('.groundwork/workflows')), []);
  });

  it('refuses a folder that leads out', async () => {
    symlinkSync(folder, path.join(root(), '.groundwork/workflows'));
    await assert.rejects(
      data().entries(workspacePath('.groundwork/workflows')),
      (thrown) => thrown instanceof AppError && thrown.code === 'pathOutsideWorkspace',
    );
  });

  it('reads what a file holds now', async () => {
    const file = workspacePath('.groundwork/agents/b/core.md');
    const own = data();
    assert.equal(await own.read(file), undefined);
    writeFileSync(path.join(root(), file), 'one');
    assert.equal(await own.read(file), 'one');
    writeFileSync(path.join(root(), file), 'another');
    assert.equal(await own.read(file), 'another');
  });
});
