import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { ProcessRequest } from '../../core/ports/processRunner';
import { nodeProcessRunner } from './nodeProcessRunner';

const recorded = new Set<number>();
const runner = nodeProcessRunner({
  add: (pid) => void recorded.add(pid),
  remove: (pid) => void recorded.delete(pid),
});

const node = (script: string, changes: Partial<ProcessRequest> = {}): ProcessRequest => ({
  argv: [process.execPath, '-e', script],
  cwd: tmpdir(),
  env: {},
  timeoutMs: 20_000,
  ...changes,
});

const hasCode = (code: string) => (thrown: unknown) => thrown instanceof AppError && thrown.code === code;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Starts a child of its own, writes its pid to a file and waits. */
const FAMILY = (file: string) => `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
  setInterval(() => {}, 1000);`;

describe('nodeProcessRunner', () => {
  it('gives exit code and both streams', async () => {
    const result = await runner.run(
      node("process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3"),
    );
    assert.deepEqual([result.exitCode, result.stdout, result.stderr], [3, 'out', 'err']);
  });

  it('passes input and exactly the given environment', async () => {
    const script =
      'process.stdin.pipe(process.stdout); process.stderr.write(Object.keys(process.env).join())';
    const result = await runner.run(node(script, { input: 'hello', env: { ONLY: '1' } }));
    assert.deepEqual([result.stdout, result.stderr], ['hello', 'ONLY']);
  });

  it('gives arguments as they are: there is no shell', async () => {
    const request = node('process.stdout.write(process.argv[1])');
    const result = await runner.run({ ...request, argv: [...request.argv, '$(id); `id` && x'] });
    assert.equal(result.stdout, '$(id); `id` && x');
  });

  it('says when the tool is missing', async () => {
    const argv = ['groundwork-no-such-tool'] as const;
    await assert.rejects(runner.run({ ...node(''), argv }), hasCode('toolMissing'));
    assert.equal(await runner.find('groundwork-no-such-tool'), undefined);
  });

  it('finds tools on the path', async () => {
    assert.ok(path.isAbsolute((await runner.find('node')) ?? ''));
  });

  it('takes an absolute path for that file and no other', async () => {
    assert.equal(await runner.find(process.execPath, ['/nowhere']), process.execPath);
    assert.equal(await runner.find(path.join(tmpdir(), 'groundwork-no-such-tool')), undefined);
    assert.equal(await runner.find(tmpdir()), undefined, 'a folder is no tool');
    assert.equal(await runner.findIn(process.execPath, ['/nowhere']), undefined, 'only in these folders');
  });

  for (const why of ['timeout', 'cancelled'] as const) {
    it(`leaves no process behind when it is ended by ${why}`, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'groundwork-run-'));
      const file = path.join(folder, 'pid');
      const controller = new AbortController();
      const readPid = async (): Promise<number> => Number(await readFile(file, 'utf8').catch(() => '0'));
      const running = runner.run(
        node(FAMILY(file), { timeoutMs: why === 'timeout' ? 1_500 : 60_000, signal: controller.signal }),
      );
      if (why === 'cancelled') {
        assert.ok(await eventually(async () => (await readPid()) > 0));
        controller.abort();
      }
      await assert.rejects(running, hasCode(why));
      const grandchild = await readPid();
      assert.ok(grandchild > 0);
      assert.ok(await eventually(() => !isAlive(grandchild)), 'the grandchild still runs');
      assert.equal(recorded.size, 0);
      await rm(folder, { recursive: true });
    });
  }
});
