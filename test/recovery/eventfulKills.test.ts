import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { packageAssets } from '../fakes/packageAssets';
import { openEventfulFolder, storageIn, workspaceIn } from './eventfulFolder';
import { FIRST_TEXTS, LAST_TEXTS, assertWhole, carryOut, reportOf } from './eventfulRun';
import { isInSoakPart } from './soakPart';
import { WriteControl, buildWritePoints } from './writePlan';

const SOAK = process.env['SOAK'] !== undefined;
/** Of the write points every so many-th has its turn in a normal run. */
const STRIDE = SOAK ? 1 : 40;
const RANDOM_MOMENTS = SOAK ? 500 : 5;

/** A folder with a run in it that processes carry out until they are killed. */
class KilledRun {
  readonly folder: string;
  private readonly built: string;
  private readonly control: WriteControl;

  constructor(built: string) {
    this.built = built;
    this.folder = mkdtempSync(path.join(tmpdir(), 'groundwork-eventful-'));
    const root = workspaceIn(this.folder);
    mkdirSync(root);
    for (const [name, text] of Object.entries(FIRST_TEXTS)) writeFileSync(path.join(root, name), text);
    this.control = new WriteControl(path.join(this.folder, 'control'), [root, storageIn(this.folder)]);
  }

  /** Kills a process at its n-th write; 0 lets it live. Answers its writes. */
  async atWrite(write: number): Promise<readonly string[]> {
    this.control.arm(write);
    const code = await this.start().ended;
    assert.equal(code === null, this.control.killed(), `exit code ${String(code)}`);
    if (write === 0) assert.equal(code, 0);
    return this.control.points();
  }

  /** How long a process that nobody disturbs works, without its start. */
  async timed(): Promise<number> {
    this.control.disarm();
    const { ready, ended } = this.start();
    await ready;
    const began = performance.now();
    assert.equal(await ended, 0);
    return performance.now() - began;
  }

  async after(milliseconds: number): Promise<void> {
    this.control.disarm();
    const { child, ready, ended } = this.start();
    await ready;
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    const code = await ended;
    clearTimeout(timer);
    assert.ok(code === null || code === 0, `exit code ${String(code)}`);
  }

  said(): readonly string[] {
    const file = path.join(this.folder, 'said');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }

  texts(): Readonly<Record<string, string>> {
    const root = workspaceIn(this.folder);
    return Object.fromEntries(
      readdirSync(root).map((name) => [name, readFileSync(path.join(root, name), 'utf8')]),
    );
  }

  /** The process after those that were killed finds what they said, and comes to the end; then everything is undone. */
  async assertRecovers(report: unknown): Promise<unknown> {
    const said = [...this.said()];
    const { engine, review, store } = await openEventfulFolder(
      this.folder,
      packageAssets,
      (line) => void said.push(line),
    );
    try {
      await assertWhole(store, this.said());
      const id = await carryOut({ engine, review, store });
      await assertWhole(store, said);
      assert.deepEqual(this.texts(), LAST_TEXTS, 'other bytes');
      const actual = await reportOf(store, id);
      if (report !== undefined) assert.deepEqual(actual, report, 'another report');
      await engine.rollback(id);
      assert.deepEqual(this.texts(), FIRST_TEXTS, 'rollback leaves other bytes');
      return actual;
    } finally {
      await store.close();
    }
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private start() {
    const wasm = createRequire(__filename).resolve('sql.js/dist/sql-wasm.wasm');
    const args = ['--require', path.join(this.built, 'writePoints.cjs')];
    const child = spawn(
      process.execPath,
      [...args, path.join(this.built, 'eventfulProcess.cjs'), this.folder, wasm],
      { env: { ...process.env, ...this.control.env() }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ready = new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, ready, ended };
  }
}

describe('kill -9 of an eventful run', function () {
  this.timeout(4 * 60 * 60_000);
  const built = mkdtempSync(path.join(tmpdir(), 'groundwork-eventful-built-'));
  let report: unknown;
  let points: readonly string[];
  let duration: number;

  before(async () => {
    await buildWritePoints(path.join(built, 'writePoints.cjs'));
    await build({
      entryPoints: [path.join(__dirname, 'eventfulProcess.ts')],
      outfile: path.join(built, 'eventfulProcess.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    });
    const undisturbed = new KilledRun(built);
    points = await undisturbed.atWrite(0);
    assert.ok(points.length > 150, `only ${String(points.length)} writes`);
    assert.deepEqual(undisturbed.texts(), LAST_TEXTS);
    report = await undisturbed.assertRecovers(undefined);
    undisturbed.dispose();
    const timed = new KilledRun(built);
    duration = await timed.timed();
    timed.dispose();
  });

  after(() => {
    rmSync(built, { recursive: true });
  });

  /** All are tried, so that a night shows everything that went wrong. */
  async function each(
    cases: readonly { readonly name: string; readonly kill: (run: KilledRun) => Promise<unknown> }[],
  ) {
    const failures: Error[] = [];
    for (const { name, kill } of cases) {
      const run = new KilledRun(built);
      try {
        await kill(run);
        await run.assertRecovers(report);
      } catch (cause) {
        failures.push(new Error(name, { cause }));
      }
      run.dispose();
    }
    if (failures.length > 0)
      throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  }

  it('goes on from every write point', async () => {
    const cases = points.map((point, index) => ({
      name: `write ${String(index + 1)}: ${point}`,
      kill: (run: KilledRun) => run.atWrite(index + 1),
    }));
    await each(cases.filter((_, index) => index % STRIDE === 0 && isInSoakPart(index)));
  });

  it('goes on from any moment, and from any moment of going on', async () => {
    const cases = Array.from({ length: RANDOM_MOMENTS }, (_, turn) => {
      const moments = Array.from({ length: 1 + (turn % 2) }, () => Math.random() * duration);
      return {
        name: moments.map((moment) => `after ${moment.toFixed(0)} ms`).join(', then '),
        kill: async (run: KilledRun) => {
          for (const moment of moments) await run.after(moment);
        },
      };
    });
    await each(cases.filter((_, index) => isInSoakPart(index)));
  });
});
