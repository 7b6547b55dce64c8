import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { AppError } from '../../core/model/appError';
import { listFiles } from './listFiles';

const runs = process.env.SOAK ? 1_000 : 30;
/** Names around the slash's place in the order, so that folders fall between files. */
const name = fc.constantFrom('a', 'a-b', 'a.b', 'a0', 'b', 'B', '\u00e9', '\u{1f600}', '.hidden');
const filePath = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => [...names, 'file'].join('/'));

describe('listFiles', () => {
  let root = '';

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'groundwork-list-'));
  });

  afterEach(() => rm(root, { recursive: true }));

  it('answers every file once, sorted by path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(filePath, { minLength: 1, maxLength: 30 }), async (paths) => {
        const folder = await mkdtemp(path.join(root, 'tree-'));
        const files = paths.flatMap((file, index) => [file, path.posix.join(file, '..', `x${index}.py`)]);
        for (const file of files) {
          await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
          await writeFile(path.join(folder, file), '');
        }
        assert.deepEqual(await listFiles(folder, undefined), [...new Set(files)].sort());
      }),
      { numRuns: runs },
    );
  });

  it('leaves out names that are no workspace paths, and ends when it is cancelled', async () => {
    await writeFile(path.join(root, 'a.py'), '');
    await writeFile(path.join(root, 'a:b.py'), '');
    assert.deepEqual(await listFiles(root, undefined), ['a.py']);
    await assert.rejects(
      listFiles(root, AbortSignal.abort()),
      (thrown) => thrown instanceof AppError && thrown.code === 'cancelled',
    );
  });

  it('fails for a folder that is not there', async () => {
    await assert.rejects(
      listFiles(path.join(root, 'none'), undefined),
      (thrown) => thrown instanceof AppError && thrown.code === 'notFound' && thrown.message.includes('none'),
    );
  });
});
