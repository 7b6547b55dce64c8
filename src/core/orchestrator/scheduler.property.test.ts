import { strict as assert } from 'assert';
import fc from 'fast-check';
import { VirtualClock } from '../../../test/fakes/virtualClock';
import { agentId } from '../model/ids';
import type { PlannedPhase } from './plan';
import { schedule } from './scheduler';

const RUNS = process.env['SOAK'] === undefined ? 1_000 : 10_000;

interface Timed {
  readonly phase: PlannedPhase;
  readonly duration: number;
}

/** Acyclic by construction: a phase depends on earlier ones only. Durations in milliseconds. */
const plans = fc
  .array(
    fc.record({
      duration: fc.integer({ min: 1, max: 1_000 }),
      edges: fc.array(fc.nat(30), { maxLength: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((nodes) =>
    nodes.map(({ duration, edges }, index): Timed => {
      const dependencies = index === 0 ? [] : [...new Set(edges.map((edge) => `p${String(edge % index)}`))];
      const key = `p${String(index)}`;
      const phase = {
        key,
        title: key,
        description: key,
        agents: [agentId('a')],
        dependencies,
        critical: true,
      };
      return { phase: { ...phase, maxRetries: 0, steps: [] }, duration };
    }),
  );

function criticalPath(plan: readonly Timed[]): number {
  const ends = new Map<string, number>();
  for (const { phase, duration } of plan) {
    const start = Math.max(0, ...phase.dependencies.map((key) => ends.get(key) ?? 0));
    ends.set(phase.key, start + duration);
  }
  return Math.max(...ends.values());
}

async function makespan(plan: readonly Timed[], workers: number): Promise<number> {
  const clock = new VirtualClock();
  const durations = new Map(plan.map(({ phase, duration }) => [phase.key, duration]));
  await clock.run(
    schedule({
      phases: plan.map(({ phase }) => phase),
      known: new Map(),
      concurrency: workers,
      signal: new AbortController().signal,
      run: async ({ key }) => {
        await clock.delay(durations.get(key) ?? 0);
        return 'completed';
      },
    }),
  );
  return clock.elapsed;
}

describe('schedule on a virtual clock', function () {
  this.timeout(RUNS * 60);

  it('takes as long as the critical path when there are workers to spare', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        assert.equal(await makespan(plan, plan.length), criticalPath(plan));
      }),
      { numRuns: RUNS },
    );
  });

  it("stays within Graham's bound when workers are few: work / m + (1 - 1 / m) * critical path", async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 4 }), async (plan, workers) => {
        const work = plan.reduce((sum, { duration }) => sum + duration, 0);
        const bound = work / workers + (1 - 1 / workers) * criticalPath(plan);
        const taken = await makespan(plan, workers);
        assert.ok(taken <= bound + 1e-9, `${String(taken)} > ${String(bound)}`);
        assert.ok(taken >= Math.max(criticalPath(plan), work / workers) - 1e-9);
      }),
      { numRuns: RUNS },
    );
  });
});
