import assert from 'node:assert/strict';
import path from 'node:path';
import { WriteControl, buildWritePoints } from '../recovery/writePlan';
import { isInSoakPart } from '../recovery/soakPart';
import { CliWorkspace, finished } from './support';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const GENERATE = ['generate', 'fullstack', 'product', '--fields', FIELDS, '--no-verify'] as const;
const SOAK = process.env['SOAK'] !== undefined;
/** Rounds of a normal run; each kills a generation, an accept and a rollback. In soak every write has its turn. */
const ROUNDS = 8;
const RANDOM_MOMENTS = SOAK ? 200 : 2;

interface Listed {
  readonly run: string;
  readonly status: string;
}

/** A workspace whose processes can be killed at a write. */
class CrashWorkspace extends CliWorkspace {
  readonly control: WriteControl;
  private readonly env: Readonly<Record<string, string>>;

  constructor(preload: string) {
    super();
    this.control = new WriteControl(path.join(this.folder, 'control'), [this.root, this.data]);
    this.env = { ...this.control.env(), NODE_OPTIONS: `--require ${preload}` };
  }

  /** Runs a command and kills it at its n-th write; answers its writes. 0 lets it live. */
  async killAt(write: number, ...args: readonly string[]): Promise<readonly string[]> {
    this.control.arm(write);
    const { code, stdout } = await finished(this.startWith(this.env, ...args));
    if (write === 0) assert.ok(code === 0 || code === 3, stdout);
    assert.equal(code === null, this.control.killed(), `${args.join(' ')}: ${String(code)} ${stdout}`);
    return this.control.points();
  }

  async runs(): Promise<readonly Listed[]> {
    return (await this.runHere('runs')).last['runs'] as readonly Listed[];
  }
}

/** The writes of each kind at each kind of place, so that a sample has all of them. */
function strata(points: readonly string[]): readonly number[] {
  const kindOf = (point: string): string =>
    point
      .replace(/[0-9a-f]{8,}[-0-9a-f.]*/g, '*')
      .replace(/(blobs)\/.*/, '$1')
      .replace(/shop\/.*?(\.groundwork-tmp)?$/, 'shop$1');
  const seen = new Map<string, number[]>();
  points.forEach((point, index) => {
    const kind = kindOf(point);
    seen.set(kind, [...(seen.get(kind) ?? []), index + 1]);
  });
  return [...seen.values()].map((numbers) => numbers[Math.floor(numbers.length / 2)] ?? 1);
}

/** `count` of them, evenly; all in soak. */
function sample(points: readonly string[], count: number): readonly number[] {
  if (SOAK) return points.map((_, index) => index + 1);
  const all = [...strata(points)].sort((left, right) => left - right);
  return Array.from({ length: count }, (_, turn) => all[Math.floor((turn * all.length) / count)] ?? 1);
}

describe('kill -9 of the command line', function () {
  this.timeout(SOAK ? 4 * 60 * 60_000 : 15 * 60_000);
  let preload: string;
  let expected: ReadonlyMap<string, string>;
  let untouched: ReadonlyMap<string, string>;
  let folders: readonly string[];
  let duration = 0;
  const writes: Record<'generate' | 'accept' | 'rollback', readonly string[]> = {
    generate: [],
    accept: [],
    rollback: [],
  };
  const open: CliWorkspace[] = [];
  const workspace = (): CrashWorkspace => {
    const made = new CrashWorkspace(preload);
    open.push(made);
    return made;
  };

  before(async () => {
    const first = new CliWorkspace();
    open.push(first);
    preload = await buildWritePoints(path.join(first.folder, 'writePoints.cjs'));
    const counted = workspace();
    untouched = counted.tree();
    folders = counted.folders();
    const started = performance.now();
    writes.generate = await counted.killAt(0, ...GENERATE);
    duration = performance.now() - started;
    assert.deepEqual([...counted.tree()], [...untouched], 'nothing is written before accept');
    const [run] = await counted.runs();
    assert.equal(run?.status, 'review');
    writes.accept = await counted.killAt(0, 'accept', run.run);
    expected = counted.tree();
    assert.ok(expected.size > untouched.size + 20);
    writes.rollback = await counted.killAt(0, 'rollback', run.run);
    assert.deepEqual([...counted.tree()], [...untouched]);
    for (const points of Object.values(writes))
      assert.ok(points.length > 80, `${String(points.length)} writes`);
  });

  after(() => {
    for (const made of open) made.dispose();
  });

  /** Whatever was killed: the run is there or never was; it goes on to the same bytes, and back to the first ones. */
  async function assertRecovers(
    killed: CrashWorkspace,
    rollback: (run: string) => Promise<unknown>,
  ): Promise<void> {
    let [run] = await killed.runs();
    if (run === undefined) {
      await killed.runHere(...GENERATE);
      [run] = await killed.runs();
    }
    assert.ok(run !== undefined);
    if (run.status !== 'review' && run.status !== 'completed') {
      const resumed = await killed.runHere('resume', run.run);
      assert.equal(resumed.code, 3, resumed.stdout + resumed.stderr);
    }
    const accepted = await killed.runHere('accept', run.run);
    assert.equal(accepted.code, 0, accepted.stdout + accepted.stderr);
    assert.deepEqual([...killed.tree()], [...expected]);
    assert.equal((await killed.runHere('show', run.run)).last['status'], 'completed');
    await rollback(run.run);
    const rolledBack = await killed.runHere('rollback', run.run);
    assert.equal(rolledBack.code, 0, rolledBack.stdout + rolledBack.stderr);
    assert.deepEqual([...killed.tree()], [...untouched]);
    assert.deepEqual(killed.folders(), folders);
    assert.equal((await killed.runs()).length, 1, 'a run that was cut off is the one that goes on');
    killed.dispose();
  }

  it('ends in the same bytes, and in the first ones, from every kind of write', async () => {
    const rounds = SOAK ? Math.max(...Object.values(writes).map(({ length }) => length)) : ROUNDS;
    const points = {
      generate: sample(writes.generate, rounds),
      accept: sample(writes.accept, rounds),
      rollback: sample(writes.rollback, rounds),
    };
    const failures: Error[] = [];
    for (let round = 0; round < rounds; round += 1) {
      if (SOAK && !isInSoakPart(round)) continue;
      if (SOAK && round % 20 < 1) process.stdout.write(`      ${String(round)} of ${String(rounds)}\n`);
      const at = (command: keyof typeof writes): number => points[command][round] ?? 0;
      const named = (command: keyof typeof writes): string =>
        `${command} at ${String(at(command))}: ${writes[command][at(command) - 1] ?? 'not killed'}`;
      try {
        const killed = workspace();
        await killed.killAt(at('generate'), ...GENERATE);
        assert.deepEqual([...killed.tree()], [...untouched], 'a killed generation wrote into the workspace');
        const [run] = await killed.runs();
        if (run !== undefined && at('accept') > 0) {
          if (run.status !== 'review') await killed.runHere('resume', run.run);
          await killed.killAt(at('accept'), 'accept', run.run);
        }
        await assertRecovers(killed, async (id) => {
          if (at('rollback') > 0) await killed.killAt(at('rollback'), 'rollback', id);
        });
      } catch (cause) {
        failures.push(
          new Error([named('generate'), named('accept'), named('rollback')].join('; '), { cause }),
        );
        process.stdout.write(`      ${failures.at(-1)?.message ?? ''}\n      ${String(cause)}\n`);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${String(failures.length)} rounds failed`);
  });

  it('ends in the same bytes from any moment', async () => {
    const failures: Error[] = [];
    for (let turn = 0; turn < RANDOM_MOMENTS; turn += 1) {
      if (SOAK && !isInSoakPart(turn)) continue;
      const killed = workspace();
      const moment = duration * Math.random();
      try {
        const child = killed.start(...GENERATE);
        const ended = finished(child);
        const timer = setTimeout(() => child.kill('SIGKILL'), moment);
        await ended;
        clearTimeout(timer);
        await assertRecovers(killed, () => Promise.resolve());
      } catch (cause) {
        failures.push(new Error(`killed after ${moment.toFixed(0)} ms`, { cause }));
        process.stdout.write(`      ${failures.at(-1)?.message ?? ''}\n      ${String(cause)}\n`);
      }
      if (SOAK && turn % 20 === 0)
        process.stdout.write(`      ${String(turn)} of ${String(RANDOM_MOMENTS)}\n`);
    }
    if (failures.length > 0) throw new AggregateError(failures, `${String(failures.length)} moments failed`);
  });
});
