import { DEFAULT_CONFIG, type Config } from '../../src/core/config/configSchema';
import type { RunId } from '../../src/core/model/ids';
import type { RunView } from '../../src/core/model/runView';
import { Tracer } from '../../src/core/observability/tracer';
import type { Workflow } from '../../src/core/orchestrator/plan';
import { RunEngine } from '../../src/core/orchestrator/runEngine';
import type { StateStore } from '../../src/core/ports/stateStore';
import type { Clock, Log } from '../../src/core/ports/system';
import type { Team, TeamMember, TeamMembers } from '../../src/core/ports/team';
import type { Verifier } from '../../src/core/ports/verifier';
import { ReviewSession } from '../../src/core/review/reviewSession';
import { openMemoryStore } from './memoryStore';
import { MemoryWorkspace } from './memoryWorkspace';
import { silentLog } from './silentLog';

/** Waits never pass any time. */
const hastyClock: Clock = { now: () => new Date(), delay: () => Promise.resolve() };
const random = { id: () => Math.random().toString(16).slice(2).padEnd(32, '0'), number: () => 0.5 };

export interface TestEngineOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly verifier?: Verifier;
  readonly execution?: Partial<Config['execution']>;
  readonly alerts?: Partial<Config['alerts']>;
  /** By agent; the others are critical and need nothing. */
  readonly team?: Readonly<Record<string, Partial<TeamMember>>>;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly store?: StateStore;
  readonly request?: unknown;
  /** Other workflows that there are: what the plan holds. */
  readonly others?: readonly Workflow[];
}

export interface TestRun {
  readonly workspace: MemoryWorkspace;
  readonly store: StateStore;
  readonly review: ReviewSession;
  readonly engine: RunEngine;
  readonly id: RunId;
}

/** Starts a run of one workflow over the real store, in memory. */
export async function startRun(workflow: Workflow, options: TestEngineOptions = {}): Promise<TestRun> {
  const opened = await openEngine(workflow, options);
  return { ...opened, id: await opened.engine.start(workflow.id, options.request ?? {}) };
}

/** A process in which nothing runs yet. */
export async function openEngine(
  workflow: Workflow,
  options: TestEngineOptions & { readonly workspace?: MemoryWorkspace } = {},
): Promise<Omit<TestRun, 'id'>> {
  const workspace = options.workspace ?? new MemoryWorkspace(options.files ?? {});
  const store = options.store ?? (await openMemoryStore());
  const review = new ReviewSession({ store, files: workspace, writer: workspace });
  const config = {
    ...DEFAULT_CONFIG,
    execution: { ...DEFAULT_CONFIG.execution, ...options.execution },
    alerts: { ...DEFAULT_CONFIG.alerts, ...options.alerts },
  };
  const clock = options.clock ?? hastyClock;
  const log = options.log ?? silentLog;
  const engine = new RunEngine({
    store,
    review,
    files: workspace,
    writer: workspace,
    verifier: options.verifier ?? null,
    git: null,
    workflows: [workflow, ...(options.others ?? [])],
    team: testTeam(options.team ?? {}),
    config: () => config,
    clock,
    random,
    log,
    tracer: new Tracer({ store, clock, random, log, onSpans: () => undefined }),
  });
  return { workspace, store, review, engine };
}

/** The same, once the run rests. */
export async function settledRun(
  workflow: Workflow,
  options: TestEngineOptions = {},
): Promise<TestRun & { readonly view: RunView }> {
  const run = await startRun(workflow, options);
  return { ...run, view: await run.engine.settled(run.id) };
}

function testTeam(members: Readonly<Record<string, Partial<TeamMember>>>): Team {
  const team: TeamMembers = {
    member: (agent) => {
      const member = members[agent];
      return member === undefined ? undefined : { critical: true, inputs: [], outputs: [], ...member };
    },
  };
  return { members: () => Promise.resolve(team) };
}
