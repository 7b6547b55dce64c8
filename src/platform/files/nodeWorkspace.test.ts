import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import { workspacePath } from '../../core/model/workspacePath';
import { nodeWorkspaceFiles } from './nodeWorkspaceFiles';
import { nodeWorkspaceWriter } from './nodeWorkspaceWriter';
import { removeLeftovers } from './replaceFile';

const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof AppError && thrown.code === 'pathOutsideWorkspace';
const isStale = (thrown: unknown): boolean => thrown instanceof AppError && thrown.code === 'staleBase';

describe('the workspace on disk', () => {
  let root = '';
  let outside = '';

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'groundwork-ws-'));
    outside = await mkdtemp(path.join(tmpdir(), 'groundwork-out-'));
    await writeFile(path.join(outside, 'secret.txt'), 'secret');
    await mkdir(path.join(root, 'src'));
    await writeFile(path.join(root, 'src', 'a.py'), '\ufeffx = 1\r\ny = 2');
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
    await rm(outside, { recursive: true });
  });

  it('reads byte order mark and line ends as they are', async () => {
    assert.equal(await nodeWorkspaceFiles(root).read(workspacePath('src/a.py')), '\ufeffx = 1\r\ny = 2');
  });

  it('answers undefined for what is not there', async () => {
    assert.equal(await nodeWorkspaceFiles(root).read(workspacePath('src/none/b.py')), undefined);
  });

  it('refuses bytes that are not UTF-8', async () => {
    await writeFile(path.join(root, 'latin.py'), Buffer.from([0x61, 0xe9, 0x62]));
    await assert.rejects(nodeWorkspaceFiles(root).read(workspacePath('latin.py')), /not UTF-8/);
  });

  it('lists sources only, and no link that leaves', async () => {
    await mkdir(path.join(root, 'node_modules', 'x'), { recursive: true });
    await writeFile(path.join(root, 'node_modules', 'x', 'index.js'), '');
    await symlink(outside, path.join(root, 'linked'));
    await symlink(path.join(outside, 'secret.txt'), path.join(root, 'link.txt'));
    assert.deepEqual(await nodeWorkspaceFiles(root).list(), ['src/a.py']);
  });

  const links: readonly (readonly [string, string, string])[] = [
    ['a linked folder', '', 'linked/secret.txt'],
    ['a linked folder and a new file', '', 'linked/new/b.txt'],
    ['a linked file', 'secret.txt', 'linked'],
    ['a dangling link', 'nowhere.txt', 'linked'],
  ];
  for (const [name, target, used] of links) {
    it(`refuses to read or write through ${name}`, async () => {
      await symlink(path.join(outside, target), path.join(root, 'linked'));
      const files = nodeWorkspaceFiles(root);
      const writer = nodeWorkspaceWriter(root);
      await assert.rejects(files.read(workspacePath(used)), isRefusal);
      await assert.rejects(
        writer.apply([{ kind: 'create', path: workspacePath(used), text: 'x' }]),
        isRefusal,
      );
      assert.deepEqual(await readdir(outside), ['secret.txt']);
      assert.equal(await readFile(path.join(outside, 'secret.txt'), 'utf8'), 'secret');
    });
  }

  it('creates folders, replaces, deletes and tidies up behind', async () => {
    const writer = nodeWorkspaceWriter(root);
    const created = workspacePath('new/deep/c.py');
    await writer.apply([{ kind: 'create', path: created, text: 'c\r\n' }]);
    assert.equal(await readFile(path.join(root, created), 'utf8'), 'c\r\n');
    await writer.apply([{ kind: 'replace', path: created, expected: 'c\r\n', text: 'd' }]);
    assert.equal(await readFile(path.join(root, created), 'utf8'), 'd');
    await writer.apply([{ kind: 'delete', path: created, expected: 'd' }]);
    assert.deepEqual(await readdir(root), ['src']);
  });

  it('removes what a killed process left, and the folders made for it', async () => {
    const file = workspacePath('new/deep/c.py');
    await mkdir(path.join(root, 'new', 'deep'), { recursive: true });
    await writeFile(path.join(root, 'new', 'deep', 'c.py.groundwork-tmp'), 'half');
    await removeLeftovers(root, [file, workspacePath('src/a.py')]);
    assert.deepEqual(await readdir(root), ['src']);
    assert.deepEqual(await readdir(path.join(root, 'src')), ['a.py']);
  });

  it('removes the folders that a killed process left empty', async () => {
    await mkdir(path.join(root, 'new', 'deep'), { recursive: true });
    await nodeWorkspaceWriter(root).tidy([workspacePath('new/deep/gone/c.py'), workspacePath('src/b.py')]);
    assert.deepEqual(await readdir(root), ['src']);
    assert.deepEqual(await readdir(path.join(root, 'src')), ['a.py']);
  });

  it('never writes through a link that stands where the temporary file goes', async () => {
    await symlink(path.join(outside, 'secret.txt'), path.join(root, 'b.py.groundwork-tmp'));
    await nodeWorkspaceWriter(root).apply([{ kind: 'create', path: workspacePath('b.py'), text: 'b' }]);
    assert.equal(await readFile(path.join(outside, 'secret.txt'), 'utf8'), 'secret');
    assert.equal(await readFile(path.join(root, 'b.py'), 'utf8'), 'b');
  });

  it('writes nothing when one expectation does not hold', async () => {
    const writer = nodeWorkspaceWriter(root);
    await assert.rejects(
      writer.apply([
        { kind: 'create', path: workspacePath('b.py'), text: 'b' },
        { kind: 'replace', path: workspacePath('src/a.py'), expected: 'other', text: 'x' },
      ]),
      isStale,
    );
    assert.deepEqual(await readdir(root), ['src']);
  });

  it('puts earlier files back when a later one cannot be written', async () => {
    const writer = nodeWorkspaceWriter(root);
    const before = await readFile(path.join(root, 'src', 'a.py'), 'utf8');
    await assert.rejects(
      writer.apply([
        { kind: 'replace', path: workspacePath('src/a.py'), expected: before, text: 'changed' },
        { kind: 'create', path: workspacePath('b.py'), text: 'b' },
        // A file stands where a folder is needed.
        { kind: 'create', path: workspacePath('src/a.py/c.py'), text: 'c' },
      ]),
    );
    assert.equal(await readFile(path.join(root, 'src', 'a.py'), 'utf8'), before);
    assert.deepEqual(await readdir(root), ['src']);
  });
});
