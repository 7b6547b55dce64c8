import { strict as assert } from 'assert';
import fc from 'fast-check';
import { agentId } from '../model/ids';
import type { PlannedPhase } from './plan';
import { schedule, type PhaseOutcome } from './scheduler';

const RUNS = process.env['SOAK'] === undefined ? 1_000 : 10_000;

function phase(key: string, dependencies: readonly string[] = []): PlannedPhase {
  return {
    key,
    title: key,
    description: key,
    agents: [agentId('agent')],
    dependencies,
    critical: true,
    maxRetries: 0,
    steps: [],
  };
}

/** Acyclic by construction: a phase depends on earlier ones only. */
const dag = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc
    .tuple(
      ...Array.from({ length: size }, (_, index) => fc.subarray(Array.from({ length: index }, (_x, i) => i))),
    )
    .map((edges) =>
      edges.map((dependencies, index) =>
        phase(
          `p${String(index)}`,
          dependencies.map((i) => `p${String(i)}`),
        ),
      ),
    ),
);

describe('schedule', () => {
  it('starts a phase after its dependencies, never over the limit, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        dag,
        fc.integer({ min: 1, max: 4 }),
        fc.integer(),
        async (phases, concurrency, seed) => {
          const done = new Set<string>();
          const started: string[] = [];
          let running = 0;
          const outcomes = await schedule({
            phases,
            known: new Map(),
            concurrency,
            signal: new AbortController().signal,
            run: async ({ key, dependencies }): Promise<PhaseOutcome> => {
              started.push(key);
              running += 1;
              assert.ok(running <= concurrency);
              assert.deepEqual(
                dependencies.filter((dependency) => !done.has(dependency)),
                [],
              );
              for (let turn = Math.abs(seed + started.length) % 5; turn > 0; turn -= 1)
                await Promise.resolve();
              running -= 1;
              done.add(key);
              return 'completed';
            },
          });
          assert.deepEqual([...started].sort(), phases.map(({ key }) => key).sort());
          assert.equal(outcomes.size, phases.length);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('leaves out what depends on a failed phase, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(dag, fc.nat(11), async (phases, failing) => {
        const outcomes = await schedule({
          phases,
          known: new Map(),
          concurrency: 2,
          signal: new AbortController().signal,
          run: ({ key }) => Promise.resolve(key === `p${String(failing)}` ? 'failed' : 'completed'),
        });
        const lost = new Set<string>([`p${String(failing)}`]);
        for (const { key, dependencies } of phases) {
          if (dependencies.some((dependency) => lost.has(dependency))) lost.add(key);
        }
        for (const { key } of phases) assert.equal(outcomes.get(key) === 'completed', !lost.has(key), key);
      }),
      { numRuns: RUNS },
    );
  });

  it('does not run what is known already', async () => {
    const ran: string[] = [];
    await schedule({
      phases: [phase('a'), phase('b', ['a']), phase('c', ['b'])],
      known: new Map([['a', 'completed']]),
      concurrency: 2,
      signal: new AbortController().signal,
      run: ({ key }) => {
        ran.push(key);
        return Promise.resolve('completed');
      },
    });
    assert.deepEqual(ran, ['b', 'c']);
  });

  it('starts nothing after an abort, and waits for what runs', async () => {
    const controller = new AbortController();
    const ended: string[] = [];
    await schedule({
      phases: [phase('a'), phase('b', ['a'])],
      known: new Map(),
      concurrency: 2,
      signal: controller.signal,
      run: async ({ key }) => {
        controller.abort();
        await Promise.resolve();
        ended.push(key);
        return 'completed';
      },
    });
    assert.deepEqual(ended, ['a']);
  });

  it('rejects with the first thrown error after the others ended', async () => {
    const ended: string[] = [];
    await assert.rejects(
      schedule({
        phases: [phase('a'), phase('b')],
        known: new Map(),
        concurrency: 2,
        signal: new AbortController().signal,
        run: async ({ key }) => {
          if (key === 'a') throw new Error('broken');
          await Promise.resolve();
          ended.push(key);
          return 'completed';
        },
      }),
      /broken/,
    );
    assert.deepEqual(ended, ['b']);
  });
});
