import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { logFiles } from './logFiles';

const clock = { now: () => new Date('2026-11-21T10:00:00.000Z') };

describe('logFiles', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'groundwork-log-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Oldest first. */
  const names = (): readonly string[] =>
    readdirSync(folder).sort((a, b) => Number(/\d+/.exec(b)?.[0] ?? 0) - Number(/\d+/.exec(a)?.[0] ?? 0));
  const messages = (): readonly unknown[] =>
    names().flatMap((name) =>
      readFileSync(path.join(folder, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): unknown => (JSON.parse(line) as { message: unknown }).message),
    );

  it('writes lines of JSON that only the user can read', async () => {
    const log = logFiles({ folder: path.join(folder, 'logs'), clock });
    log.info('run\nstarted', { run: 'r', nested: { a: 1 } });
    await log.flush();
    const file = path.join(folder, 'logs', 'groundwork.jsonl');
    const line =
      '{"time":"2026-11-21T10:00:00.000Z","level":"info","message":"run\\nstarted","run":"r","nested":{"a":1}}\n';
    assert.equal(readFileSync(file, 'utf8'), line);
    if (process.platform !== 'win32') {
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
    }
  });

  it('goes on in the file of the session before, and closes it for others', async () => {
    const file = path.join(folder, 'groundwork.jsonl');
    writeFileSync(file, '{"message":"before"}\n');
    chmodSync(file, 0o644);
    const log = logFiles({ folder, clock });
    log.warn('after');
    await log.flush();
    assert.deepEqual(messages(), ['before', 'after']);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('keeps the newest lines within its size, whole and in order', async () => {
    const texts = fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (drawn, most, atOnce) => {
          for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
          const largest = 500;
          const log = logFiles({ folder, clock, largest, most });
          for (const [index, text] of drawn.entries()) {
            log.debug(text);
            if (index % atOnce === 0) await log.flush();
          }
          await log.flush();
          assert.ok(names().length <= most);
          for (const name of names()) assert.ok(statSync(path.join(folder, name)).size <= largest);
          const kept = messages();
          assert.deepEqual(kept, drawn.slice(-kept.length));
          if (names().length < most) assert.equal(kept.length, drawn.length);
        },
      ),
      { numRuns: process.env['SOAK'] ? 10_000 : 60 },
    );
  });

  it('disturbs nobody when the disk refuses', async () => {
    const file = path.join(folder, 'no-folder');
    writeFileSync(file, '');
    const log = logFiles({ folder: path.join(file, 'logs'), clock });
    log.error('lost');
    await log.flush();
  });
});
