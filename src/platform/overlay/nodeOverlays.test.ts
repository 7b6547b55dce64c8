import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { workspacePath } from '../../core/model/workspacePath';
import { nodeWorkspaceFiles } from '../files/nodeWorkspaceFiles';
import { nodeOverlays } from './nodeOverlays';

const FILES: Readonly<Record<string, string>> = {
  'backend/main.py': 'print(1)\n',
  'backend/db/model.py': 'class Model: ...\r\n',
  'backend/.env': 'DATABASE_URL=postgresql://db/shop\nPAGE_SIZE=20\n',
  'backend/.venv/lib/python3.11/site-packages/installed/__init__.py': '',
  'backend/.venv/bin/python3': '#!/bin/sh\n',
  'frontend/app/(pages)/page.tsx': 'export {};\n',
  'frontend/node_modules/react/index.js': 'module.exports = 1;\n',
  '.git/config': '[core]\n',
};

let folder: string;
let workspace: string;
let storage: string;

const at = (...names: readonly string[]): string => path.join(workspace, ...names);
const overlays = () => nodeOverlays(nodeWorkspaceFiles(workspace), storage);
const texts = (entries: Readonly<Record<string, string | null>>) =>
  new Map(Object.entries(entries).map(([name, text]) => [workspacePath(name), text]));

async function put(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
}

/** Everything below a folder: type, mode, time, and content or link target. */
async function fingerprintOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  const walk = async (name: string): Promise<void> => {
    for (const entry of (await readdir(path.join(root, name))).sort()) {
      const file = path.join(name, entry);
      const stats = await lstat(path.join(root, file));
      hash.update(`${file} ${String(stats.mode)} ${String(stats.mtimeMs)} `);
      if (stats.isDirectory()) await walk(file);
      else if (stats.isSymbolicLink()) hash.update(await readlink(path.join(root, file)));
      else hash.update(await readFile(path.join(root, file)));
    }
  };
  await walk('');
  return hash.digest('hex');
}

/** Files of a copy, without linked dependencies. */
async function filesOf(root: string, name = ''): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path.join(root, name), { withFileTypes: true })) {
    const file = name === '' ? entry.name : `${name}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesOf(root, file)));
    else if (entry.isFile()) found.push(file);
  }
  return found.sort();
}

const SOURCES = ['backend/.env', 'backend/db/model.py', 'backend/main.py', 'frontend/app/(pages)/page.tsx'];

describe('nodeOverlays', () => {
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'groundwork-overlay-')));
    workspace = path.join(folder, 'workspace');
    storage = path.join(folder, 'storage');
    for (const [name, text] of Object.entries(FILES)) await put(name, text);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('copies sources byte for byte and links dependencies', async () => {
    const overlay = await overlays().create();
    assert.deepEqual(await filesOf(overlay.root), SOURCES);
    assert.equal(
      await readFile(path.join(overlay.root, 'backend/db/model.py'), 'utf8'),
      FILES['backend/db/model.py'],
    );
    assert.equal(await readlink(path.join(overlay.root, 'backend/.venv')), at('backend/.venv'));
    assert.equal(
      await readlink(path.join(overlay.root, 'frontend/node_modules')),
      at('frontend/node_modules'),
    );
    assert.equal((await lstat(overlay.root)).mode & 0o077, 0);
    await overlay.dispose();
  });

  it('leaves every byte of the workspace alone while tools write into the copy', async () => {
    const before = await fingerprintOf(workspace);
    const overlay = await overlays().create();
    await overlay.write(texts({ 'backend/main.py': 'changed\n', 'backend/new/a.py': 'new\n' }));
    for (const name of ['backend/main.py', 'backend/db/model.py', 'backend/.env']) {
      await writeFile(path.join(overlay.root, name), 'a tool was here');
    }
    await rm(path.join(overlay.root, 'frontend/app'), { recursive: true });
    await overlay.write(new Map());
    await overlay.dispose();
    await (await overlays().create()).dispose();
    assert.equal(await fingerprintOf(workspace), before);
  });

  it('restores what was written exactly, and what was deleted', async () => {
    const overlay = await overlays().create();
    const before = await Promise.all(SOURCES.map((name) => readFile(path.join(overlay.root, name))));
    await overlay.write(
      texts({ 'backend/db/model.py': 'x\n', 'backend/main.py': null, 'backend/deep/new.py': 'n' }),
    );
    assert.equal(await overlay.read(workspacePath('backend/db/model.py')), 'x\n');
    assert.equal(await overlay.read(workspacePath('backend/main.py')), undefined);
    await overlay.write(new Map());
    assert.deepEqual(await filesOf(overlay.root), SOURCES);
    const after = await Promise.all(SOURCES.map((name) => readFile(path.join(overlay.root, name))));
    assert.deepEqual(after, before);
    await overlay.dispose();
  });

  for (const owner of ['the same process', 'a new process'] as const) {
    it(`is brought up to date by ${owner}, copying only what changed`, async () => {
      const kept = overlays();
      const first = await kept.create();
      await first.write(
        texts({ 'backend/left.py': 'a proof that was killed\n', 'backend/main.py': 'pending\n' }),
      );
      await writeFile(path.join(first.root, 'backend/made-by-a-tool.txt'), '');
      await mkdir(path.join(first.root, 'backend/.mypy_cache'));
      await writeFile(path.join(first.root, 'backend/.mypy_cache/cache.json'), '{}');
      await first.dispose();
      await rm(at('frontend/app'), { recursive: true });
      await put('backend/db/model.py', 'class Other: ...\n');
      await put('docs/index.md', '# New\n');
      const untouched = path.join(first.root, 'backend/main.py');
      const second = await (owner === 'a new process' ? overlays() : kept).create();
      assert.deepEqual(await filesOf(second.root), [
        'backend/.env',
        'backend/.mypy_cache/cache.json',
        'backend/db/model.py',
        'backend/main.py',
        'docs/index.md',
      ]);
      assert.equal(
        await readFile(path.join(second.root, 'backend/db/model.py'), 'utf8'),
        'class Other: ...\n',
      );
      assert.equal(await readFile(untouched, 'utf8'), FILES['backend/main.py']);
      await second.dispose();
      const { ino, ctimeMs } = await lstat(untouched);
      await (await overlays().create()).dispose();
      const again = await lstat(untouched);
      assert.deepEqual([again.ino, again.ctimeMs], [ino, ctimeMs], 'an unchanged file is not copied again');
    });
  }

  it('sees a change that kept the size, and a file that became a folder', async () => {
    await (await overlays().create()).dispose();
    await put('backend/main.py', 'print(2)\n');
    await utimes(at('backend/main.py'), 1_700_000_000, 1_700_000_000);
    await rm(at('backend/db/model.py'));
    await put('backend/db/model.py/__init__.py', 'x\n');
    const overlay = await overlays().create();
    assert.equal(await overlay.read(workspacePath('backend/main.py')), 'print(2)\n');
    assert.equal(await overlay.read(workspacePath('backend/db/model.py/__init__.py')), 'x\n');
    await overlay.dispose();
  });

  it('hides services and secrets, in proposed files as well', async () => {
    process.env['GROUNDWORK_TEST_SECRET'] = 'hunter2';
    const overlay = await overlays().create();
    delete process.env['GROUNDWORK_TEST_SECRET'];
    const scratch = overlay.env['DATABASE_URL'] ?? '';
    assert.match(scratch, /^sqlite:\/\/\/.*scratch\.db$/);
    assert.equal(
      await overlay.read(workspacePath('backend/.env')),
      `DATABASE_URL=${scratch}\nPAGE_SIZE=20\n`,
    );
    await overlay.write(texts({ 'frontend/.env.local': 'API_TOKEN=abc\n' }));
    assert.equal(await overlay.read(workspacePath('frontend/.env.local')), 'API_TOKEN=scratch\n');
    assert.equal(JSON.stringify(overlay.env).includes('hunter2'), false);
    assert.ok(overlay.env['HOME']?.startsWith(storage));
    await overlay.dispose();
  });

  it('gives an asynchronous project an address for its driver', async () => {
    await put('backend/requirements.txt', 'sqlalchemy[asyncio]\nasyncpg\n');
    const overlay = await overlays().create();
    assert.match(overlay.env['DATABASE_URL'] ?? '', /^sqlite\+aiosqlite:\/\/\//);
    await overlay.dispose();
  });

  it('follows no link that leaves the workspace, and writes through none', async () => {
    await mkdir(path.join(folder, 'outside'));
    await writeFile(path.join(folder, 'outside', 'secret.txt'), 'secret');
    await symlink(path.join(folder, 'outside'), at('backend/linked'));
    await symlink(path.join(folder, 'outside', 'secret.txt'), at('backend/link.txt'));
    const overlay = await overlays().create();
    assert.deepEqual(await filesOf(overlay.root), SOURCES);
    // A tool puts a link where a folder was.
    await rm(path.join(overlay.root, 'backend/db'), { recursive: true });
    await symlink(at('backend/db'), path.join(overlay.root, 'backend/db'));
    await assert.rejects(
      overlay.write(texts({ 'backend/db/model.py': 'through the link' })),
      (thrown) => thrown instanceof AppError && thrown.code === 'pathOutsideWorkspace',
    );
    await overlay.dispose();
    const renewed = await overlays().create();
    assert.ok((await lstat(path.join(renewed.root, 'backend/db'))).isDirectory());
    await renewed.dispose();
    assert.equal(await readFile(at('backend/db/model.py'), 'utf8'), FILES['backend/db/model.py']);
  });

  it('gives the copy to one proof at a time', async () => {
    const shared = overlays();
    const first = await shared.create();
    let isSecondThere = false;
    const second = shared.create().then((overlay) => {
      isSecondThere = true;
      return overlay;
    });
    await first.write(texts({ 'backend/main.py': 'of the first\n' }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(isSecondThere, false);
    assert.equal(await first.read(workspacePath('backend/main.py')), 'of the first\n');
    await first.dispose();
    const overlay = await second;
    assert.equal(await overlay.read(workspacePath('backend/main.py')), FILES['backend/main.py']);
    await first.dispose();
    await overlay.dispose();
    assert.equal((await readdir(path.join(storage, 'overlay'))).length, 1);
  });

  it('lets a waiting proof be cancelled without losing the queue', async () => {
    const shared = overlays();
    const first = await shared.create();
    const controller = new AbortController();
    const second = shared.create({ signal: controller.signal });
    const third = shared.create();
    controller.abort();
    await assert.rejects(second, (thrown) => thrown instanceof AppError && thrown.code === 'cancelled');
    await first.dispose();
    await (await third).dispose();
  });

  it('names the folders of the copy that the environment imports from', async () => {
    const site = 'backend/.venv/lib/python3.11/site-packages';
    await put('libs/pricing/src/pricing/__init__.py', '');
    await put('libs/tax/tax/__init__.py', '');
    await put(`${site}/__editable__.pricing.pth`, `${at('libs/pricing/src')}\n`);
    await put(`${site}/__editable___tax_finder.py`, `MAPPING: dict = {'tax': '${at('libs/tax/tax')}'}\n`);
    await put(`${site}/other.pth`, `import site\n${path.join(folder, 'elsewhere')}\n`);
    const overlay = await overlays().create();
    assert.deepEqual(overlay.importPaths, [
      path.join(overlay.root, 'libs/pricing/src'),
      path.join(overlay.root, 'libs/tax'),
    ]);
    await overlay.dispose();
  });

  it('leads packages of the workspace to the copy', async () => {
    await put('packages/ui/index.ts', 'export const ui = 1;\n');
    await mkdir(at('frontend/node_modules/@shop'));
    await symlink('../../../packages/ui', at('frontend/node_modules/@shop/ui'));
    const overlay = await overlays().create();
    const linked = await realpath(path.join(overlay.root, 'frontend/node_modules/@shop/ui'));
    assert.equal(linked, path.join(overlay.root, 'packages/ui'));
    const installed = await realpath(path.join(overlay.root, 'frontend/node_modules/react'));
    assert.equal(installed, at('frontend/node_modules/react'));
    await overlay.dispose();
    await (await overlays().create()).dispose();
    assert.equal(await readlink(at('frontend/node_modules/@shop/ui')), '../../../packages/ui');
  });

  it('forgets dependencies that are gone and copies what may not be written', async () => {
    await chmod(at('backend/main.py'), 0o444);
    const first = await overlays().create();
    await first.write(texts({ 'backend/main.py': 'x' }));
    await first.dispose();
    await rm(at('frontend/node_modules'), { recursive: true });
    const second = await overlays().create();
    assert.equal(await second.read(workspacePath('backend/main.py')), FILES['backend/main.py']);
    await assert.rejects(lstat(path.join(second.root, 'frontend/node_modules')));
    await second.dispose();
  });

  it('does not copy itself when its storage lies in the workspace', async () => {
    storage = at('.groundwork-storage');
    await (await overlays().create()).dispose();
    const overlay = await overlays().create();
    assert.deepEqual(await filesOf(overlay.root), SOURCES);
    await overlay.dispose();
  });

  it('stops when it is cancelled', async () => {
    await assert.rejects(
      overlays().create({ signal: AbortSignal.abort() }),
      (thrown) => thrown instanceof AppError && thrown.code === 'cancelled',
    );
  });
});
