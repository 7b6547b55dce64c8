import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { defaultIndexFile, resolveStorageFolder } from './storageIndex';

describe('storageIndex', () => {
  let root = '';
  let indexFile = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'groundwork-index-'));
    indexFile = path.join(root, 'data', 'stores.json');
    for (const name of ['shop', 'Shop', 'other', 'editor']) await mkdir(path.join(root, name));
    await symlink(path.join(root, 'shop'), path.join(root, 'link'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const resolve = (workspace: string, more = {}): Promise<string> =>
    resolveStorageFolder({
      workspace: path.join(root, workspace),
      indexFile,
      names: 'caseSensitive',
      ...more,
    });

  it('gives the command line the folder that the extension recorded, through a link too', async () => {
    const preferred = path.join(root, 'editor', 'store');
    assert.equal(await resolve('shop', { preferred }), preferred);
    assert.equal(await resolve('shop'), preferred);
    assert.equal(await resolve('link'), preferred);
    assert.notEqual(await resolve('other'), preferred);
  });

  it('lets the extension adopt the folder that the command line made', async () => {
    const made = await resolve('shop');
    assert.equal(await resolve('shop', { preferred: path.join(root, 'editor') }), made);
    assert.equal((await stat(made)).mode & 0o777, 0o700);
  });

  it('forgets a folder that was removed', async () => {
    await rm(await resolve('shop'), { recursive: true });
    const preferred = path.join(root, 'editor');
    assert.equal(await resolve('shop', { preferred }), preferred);
    assert.equal(await resolve('shop'), preferred);
  });

  it('tells names apart by case only where the file system does', async () => {
    assert.notEqual(await resolve('shop'), await resolve('Shop'));
    const same = { names: 'caseInsensitive' };
    assert.equal(await resolve('shop', same), await resolve('Shop', same));
  });

  it('keeps every entry of writers at the same time, and survives a damaged index', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `w${index}`);
    await mkdir(path.dirname(indexFile));
    await writeFile(indexFile, '{"version":1,"sto');
    for (const name of names) await mkdir(path.join(root, name));
    await Promise.all(names.map((name) => resolve(name)));
    const index = z
      .object({ stores: z.array(z.unknown()) })
      .parse(JSON.parse(await readFile(indexFile, 'utf8')));
    assert.equal(index.stores.length, names.length);
    assert.equal((await stat(indexFile)).mode & 0o777, 0o600);
  });

  const places: readonly [NodeJS.Platform, Record<string, string>, string][] = [
    ['linux', {}, '/home/u/.local/share/groundwork/stores.json'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/groundwork/stores.json'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/u/.local/share/groundwork/stores.json'],
    ['darwin', {}, '/home/u/Library/Application Support/groundwork/stores.json'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/groundwork/stores.json'],
  ];
  for (const [platform, env, expected] of places) {
    it(`keeps the index in ${expected} on ${platform}`, () => {
      assert.equal(defaultIndexFile(platform, env, '/home/u').split(path.sep).join('/'), expected);
    });
  }
});
