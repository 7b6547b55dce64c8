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
  readonly maxRetries: number;
  /** Lines of the checklist; an executor ticks them off by the titles of its files and its progress. */
  readonly steps: readonly string[];
}

export interface Plan {
  readonly phases: readonly PlannedPhase[];
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
  /** What a person does after the run; `outputs` by agent id, of the phases that completed. */
  nextSteps(request: unknown, outputs: AgentOutputs): readonly NextStep[];
  /** The parts of the project that the proof checks. */
  projectParts(outputs: AgentOutputs): ProjectParts;
}

/** Refuses plans that cannot run: duplicate keys, unknown dependencies, cycles, phases without agents. Throws AppError `invalidInput`. */
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
