import type { AgentId, WorkspacePath } from '../model/ids';
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
  /** It runs also when a part before it was left out: it keeps what the others made. */
  readonly closing?: boolean;
}

/** A node of a plan that is another workflow with a request of its own: see expandPlan. */
export interface SubPlan {
  readonly key: string;
  readonly title: string;
  /** Its id; `request` as its `parse` answered it. */
  readonly workflow: string;
  readonly request: unknown;
  /** Keys of what must be complete before any of its phases; `entity/backend` is a phase of another sub-plan. */
  readonly dependencies: readonly string[];
  /** A critical phase that fails in one that is not critical leaves out what comes after it in there, and no more. */
  readonly critical: boolean;
}

export type PlanNode = PlannedPhase | SubPlan;

export interface Plan {
  /** Records that the request gives. */
  readonly given?: readonly string[];
  readonly phases: readonly PlanNode[];
  /** By agent, where those come from that do not ship: `workspace`, `extension`. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** What the agents of completed phases handed on, by agent id. */
export type AgentOutputs = Readonly<Record<string, unknown>>;

/** A kind of work: turns a request into a plan, and names the code of the agents in it. */
export interface Workflow {
  readonly id: string;
  /** What it is called where plans hold each other; without it, its id. For one that carries out many. */
  readonly nameOf?: (request: unknown) => string;
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
  /** The parts of the project that the proof checks; `paths` are the files that the run proposes. */
  projectParts(outputs: AgentOutputs, paths: readonly WorkspacePath[]): ProjectParts | Promise<ProjectParts>;
}
