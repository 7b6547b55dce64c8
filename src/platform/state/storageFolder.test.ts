import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resolveStorageFolder, userDataFolder } from './storageFolder';

describe('storageFolder', () => {
  let root = '';
  let dataFolder = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'groundwork-index-'));
    dataFolder = path.join(root, 'data');
    for (const name of ['shop', 'Shop', 'other', 'editor']) await mkdir(path.join(root, name));
    await symlink(path.join(root, 'shop'), path.join(root, 'link'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const resolve = (workspace: string, more = {}): Promise<string> =>
    resolveStorageFolder({
      workspace: path.join(root, workspace),
      dataFolder,
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

  it('gives all who ask at the same time one folder', async () => {
    const preferred = path.join(root, 'editor');
    const asked = Array.from({ length: 12 }, (_, index) =>
      resolve('shop', index % 2 === 0 ? { preferred } : {}),
    );
    assert.equal(new Set(await Promise.all(asked)).size, 1);
  });

  it('replaces a damaged record, and leaves nothing else behind', async () => {
    const records = path.join(dataFolder, 'stores');
    const made = await resolve('shop');
    const [record] = (await readdir(records)).filter((name) => name.endsWith('.json'));
    assert.ok(record !== undefined);
    await writeFile(path.join(records, record), '{"version":1,"fol');
    const preferred = path.join(root, 'editor');
    assert.equal(await resolve('shop', { preferred }), preferred);
    assert.equal(await resolve('shop'), preferred);
    assert.deepEqual(await readdir(records), [path.basename(made), record]);
    assert.equal((await stat(path.join(records, record))).mode & 0o777, 0o600);
  });

  const places: readonly [NodeJS.Platform, Record<string, string>, string][] = [
    ['linux', {}, '/home/u/.local/share/groundwork'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/groundwork'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/u/.local/share/groundwork'],
    ['darwin', {}, '/home/u/Library/Application Support/groundwork'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/groundwork'],
  ];
  for (const [platform, env, expected] of places) {
    it(`keeps data in ${expected} on ${platform}`, () => {
      assert.equal(userDataFolder(platform, env, '/home/u').split(path.sep).join('/'), expected);
    });
  }
});
