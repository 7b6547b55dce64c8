import { AppError } from '../model/appError';
import type { AgentId } from '../model/ids';
import type { NextStep } from '../model/runView';
import type { Executor } from '../ports/executor';
import type { ProjectParts } from '../ports/verifier';

/** One phase of a plan: a node of the DAG, run by its agents one after another. */
export interface PlannedPhase {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly agents: readonly AgentId[];
  /** Keys of the phases that must complete first. */
  readonly dependencies: readonly string[];
  /** A failed critical phase fails the run; another one leaves a gap that the report names. */
  readonly critical: boolean;
  /** For a phase that is not retried as often as the configuration says. */
  readonly maxRetries?: number;
  /** Lines that its calls of models may send together; without it, any number. */
  readonly budgetLines?: number;
  /** Records that it needs, `api_contract`: given by the request, or outputs of a phase before it. */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** Files that it writes, where a plan knows them: two phases that may run at once never share one. */
  readonly writes?: readonly string[];
  /** Lines of the checklist; an executor ticks them off by the titles of its files and its progress. */
  readonly steps: readonly string[];
}

export interface Plan {
  /** Records that the request gives. */
  readonly given?: readonly string[];
  readonly phases: readonly PlannedPhase[];
  /** By agent, where those come from that do not ship: `workspace`, `extension`. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** What the agents of completed phases handed on, by agent id. */
export type AgentOutputs = Readonly<Record<string, unknown>>;

/** A kind of work: turns a request into a plan, and names the code of the agents in it. */
export interface Workflow {
  readonly id: string;
  /** Validates the argument of a command or the command line. Throws AppError `invalidInput`. */
  parse(request: unknown): unknown;
  /** What was asked, in one line. */
  describe(request: unknown): string;
  /** Deterministic: a resumed run plans the same from the same request. */
  plan(request: unknown): Plan;
  readonly executors: readonly Executor[];
  /** The code of agents that are known only when they begin. */
  readonly executorOf?: (agent: AgentId) => Executor;
  /** What a person does after the run; `outputs` by agent id, of the phases that completed. */
  nextSteps(request: unknown, outputs: AgentOutputs): readonly NextStep[];
  /** The parts of the project that the proof checks. */
  projectParts(outputs: AgentOutputs): ProjectParts;
}

/**
 * Refuses plans that cannot run: duplicate keys, unknown dependencies, cycles, phases without agents, inputs that nothing
 * before makes, and phases that may run at once and write one file. Throws AppError `invalidInput`.
 */
export function validatePlan(plan: Plan): void {
  const phases = new Map(plan.phases.map((phase) => [phase.key, phase]));
  if (phases.size !== plan.phases.length) refuse('two phases have the same key');
  for (const phase of plan.phases) {
    if (phase.agents.length === 0) refuse(`the phase ${phase.key} has no agent`);
    for (const dependency of phase.dependencies) {
      if (!phases.has(dependency))
        refuse(`the phase ${phase.key} waits for ${dependency}, which is not in the plan`);
    }
  }
  const cycle = findCycle(plan);
  if (cycle.length > 0) refuse(`the phases wait for each other: ${cycle.join(', ')}`);
  const before = ancestorsOf(plan);
  refuseMissingInputs(plan, before);
  refuseSharedWrites(plan, before);
}

function refuseMissingInputs(plan: Plan, before: Ancestors): void {
  for (const phase of plan.phases) {
    const made = plan.phases
      .filter(({ key }) => before.get(phase.key)?.has(key))
      .flatMap(({ outputs = [] }) => outputs);
    const known = new Set([...(plan.given ?? []), ...made]);
    const missing = (phase.inputs ?? []).find((input) => !known.has(input));
    if (missing !== undefined)
      refuse(`the phase ${phase.key} needs ${missing}, which no phase before it makes`);
  }
}

function refuseSharedWrites(plan: Plan, before: Ancestors): void {
  const writers = new Map<string, PlannedPhase[]>();
  for (const phase of plan.phases) {
    for (const file of phase.writes ?? []) {
      const others = writers.get(file) ?? [];
      const rival = others.find(
        ({ key }) => !before.get(phase.key)?.has(key) && !before.get(key)?.has(phase.key),
      );
      if (rival !== undefined) refuse(`${rival.key} and ${phase.key} may run at once and both write ${file}`);
      writers.set(file, [...others, phase]);
    }
  }
}

type Ancestors = ReadonlyMap<string, ReadonlySet<string>>;

/** By key, the keys of all phases that complete before it starts. The plan has no cycle. */
function ancestorsOf(plan: Plan): Ancestors {
  const phases = new Map(plan.phases.map((phase) => [phase.key, phase]));
  const found = new Map<string, ReadonlySet<string>>();
  const visit = (key: string): ReadonlySet<string> => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const direct = phases.get(key)?.dependencies ?? [];
    const all = new Set(direct.flatMap((dependency) => [dependency, ...visit(dependency)]));
    found.set(key, all);
    return all;
  };
  for (const { key } of plan.phases) visit(key);
  return found;
}

/** Keys that are left when every phase without open dependencies has been taken away, again and again. */
function findCycle(plan: Plan): readonly string[] {
  let left = [...plan.phases];
  for (;;) {
    const keys = new Set(left.map((phase) => phase.key));
    const blocked = left.filter((phase) => phase.dependencies.some((dependency) => keys.has(dependency)));
    if (blocked.length === left.length) return left.map((phase) => phase.key);
    left = blocked;
  }
}

function refuse(reason: string): never {
  throw new AppError(
    'invalidInput',
    `The plan cannot run: ${reason}.`,
    'Correct the workflow that made the plan.',
  );
}
