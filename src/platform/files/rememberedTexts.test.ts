import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RememberedTexts } from './rememberedTexts';

describe('RememberedTexts', () => {
  let folder = '';
  let file = '';
  let texts = new RememberedTexts();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'groundwork-texts-'));
    file = path.join(folder, 'a.py');
    texts = new RememberedTexts();
    await writeFile(file, 'one');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const read = (): Promise<string> => texts.read(file, 'a.py');

  it('sees every one of many quick changes of the same length', async () => {
    for (let round = 100; round < 200; round++) {
      await writeFile(file, String(round));
      assert.equal(await read(), String(round));
    }
  });

  /** A file that was left alone for a while: its times lie in the past of the reader. */
  async function settle(): Promise<void> {
    const { ctimeMs } = await stat(file);
    const now = Date.now;
    Date.now = () => ctimeMs + 10_000;
    try {
      await read();
    } finally {
      Date.now = now;
    }
  }

  it('sees a change that keeps length and time of content', async () => {
    const { atime, mtime } = await stat(file);
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(file, 'two');
    await utimes(file, atime, mtime);
    assert.equal(await read(), 'two');
  });

  it('sees a file that was moved over it', async () => {
    await settle();
    await writeFile(path.join(folder, 'b.py'), 'two');
    await rename(path.join(folder, 'b.py'), file);
    assert.equal(await read(), 'two');
  });

  it('says when the file is gone', async () => {
    await settle();
    await rm(file);
    await assert.rejects(read(), { code: 'ENOENT' });
  });

  it('reads once what does not change', async () => {
    let reads = 0;
    texts = new RememberedTexts((absolute) => {
      reads += 1;
      return readFile(absolute);
    });
    await settle();
    assert.deepEqual([await read(), await read(), reads], ['one', 'one', 1]);
  });
});
