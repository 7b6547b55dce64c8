import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../core/model/appError';
import { consoleLog } from './consoleLog';
import { nodeAssets } from './nodeAssets';
import { nodeHasher } from './nodeHasher';
import { systemClock } from './systemClock';
import { systemRandom } from './systemRandom';

const withCode = (code: string) => (failure: unknown) => failure instanceof AppError && failure.code === code;

describe('system adapters', () => {
  it('systemClock waits, and stops waiting when cancelled', async () => {
    await systemClock.delay(1);
    const controller = new AbortController();
    const waiting = systemClock.delay(60_000, controller.signal);
    controller.abort();
    await assert.rejects(waiting, withCode('cancelled'));
    await assert.rejects(systemClock.delay(60_000, AbortSignal.abort()), withCode('cancelled'));
  });

  it('systemRandom gives distinct ids and numbers below one', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => systemRandom.id()));
    assert.equal(ids.size, 1000);
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
    const numbers = Array.from({ length: 1000 }, () => systemRandom.number());
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    assert.ok(Math.abs(numbers.reduce((sum, number) => sum + number, 0) / 1000 - 0.5) < 0.1);
  });

  it('nodeHasher is SHA-256 over UTF-8', () => {
    assert.equal(nodeHasher.hash('é'), '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });

  it('consoleLog writes lines from its level on', () => {
    const lines: string[] = [];
    const log = consoleLog('warn', (line) => lines.push(line));
    log.debug('a');
    log.info('b');
    log.warn('c', { n: 1 });
    log.error('d');
    assert.deepEqual(lines, ['warn: c {"n":1}\n', 'error: d\n']);
  });

  it('nodeAssets reads below its folder only', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'groundwork-assets-'));
    try {
      await mkdir(path.join(root, 'dist', 'assets'), { recursive: true });
      await writeFile(path.join(root, 'dist', 'assets', 'b.txt'), 'text b');
      await writeFile(path.join(root, 'dist', 'assets', 'a.wasm'), Buffer.from([0, 1]));
      await writeFile(path.join(root, 'secret'), 's');
      const assets = nodeAssets(path.join(root, 'dist'));
      assert.equal(await assets.text('assets/b.txt'), 'text b');
      assert.deepEqual([...(await assets.bytes('assets/a.wasm'))], [0, 1]);
      assert.deepEqual(await assets.list('assets'), ['a.wasm', 'b.txt']);
      for (const name of ['../secret', path.join(root, 'secret'), 'assets/none']) {
        await assert.rejects(assets.bytes(name), withCode('notFound'), name);
      }
      await assert.rejects(assets.list('..'), withCode('notFound'));
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
