import type { ErrorCode } from '../model/appError';
import type { AgentUse } from '../model/agentUse';
import type { FileChange } from '../model/changeSet';
import type { AgentId } from '../model/ids';
import type { ActiveSpan } from './activeSpan';
import type { DecisionOption } from '../model/run';
import type { NewFinding } from './stateStore';
import type { Cancellable, WorkspaceFiles } from './workspaceFiles';

export interface Question {
  /** Stable inside the run. */
  readonly key: string;
  readonly reason: string;
  readonly question: string;
  readonly options: readonly DecisionOption[];
}

/** The phase that an executor works in. */
export interface PhasePlace {
  readonly key: string;
  /** Its agents in order, without those that were left out. */
  readonly agents: readonly AgentId[];
  /** Lines that its calls of models may send together; null without a limit. */
  readonly budgetLines: number | null;
  /** Records that the request gives; null when that is all of it. */
  readonly given: readonly string[] | null;
  /** What those before in this attempt sent. */
  readonly uses: readonly AgentUse[];
}

/** What a phase before this one handed on. */
export interface HandedOn {
  readonly phase: string;
  /** By agent id. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Answers of models that were good enough to work with, so that none is asked the same twice. */
export interface AnswerCache {
  /** By a hash of model and request. */
  find(request: string): Promise<string | undefined>;
  keep(request: string, answer: string): Promise<void>;
}

/**
 * What an executor sees. `inputs` holds, by agent id, the outputs of the agents in the phases that its phase depends on
 * (directly or not) and of those before it in its own phase.
 */
export interface ExecutorContext extends Cancellable {
  readonly request: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The workspace with what earlier phases of the run proposed on top. */
  readonly files: WorkspaceFiles;
  /** Fragments that earlier phases of the run generated. */
  readonly fragments: Readonly<Record<string, string>>;
  readonly attempt: number;
  /** What the attempt before failed with, for a model to be told; null on the first. */
  readonly previousFailure: { readonly code: ErrorCode; readonly message: string } | null;
  /** The agent's part of the trace: calls of models and tools are spans below it. */
  readonly span: ActiveSpan;
  readonly phase: PhasePlace;
  /** The phases that this one depends on, directly or not, in the order of the plan. */
  readonly handedOn: readonly HandedOn[];
  /** `minimal` once the context was too long: everything goes that an answer can do without. */
  readonly level: 'full' | 'minimal';
  readonly answers: AnswerCache;
  /** What the code of the agent made: its model adapts it. Absent where there is no code, or the code itself runs. */
  readonly draft?: unknown;
  /** One step of the checklist, e.g. `Schemas created`. */
  progress(message: string): void;
  /** Lines of the phase's budget that a model is about to be sent. */
  sending(lines: number): void;
  /** Characters of a model's answer so far, while it comes. */
  streamed(characters: number): void;
  /** Asks a person; resolves to the chosen option's id, also after a restart. Throws RunPaused when there is no answer yet. */
  ask(question: Question): Promise<string>;
}

/** Says of a step of the checklist why it proposed nothing, e.g. `Router registered`: `already there`. */
export interface StepNote {
  readonly step: string;
  /** `present`: it was there already; `leftOut`: the request or the project asks for none. */
  readonly kind: 'present' | 'leftOut';
  readonly detail: string;
}

export interface ExecutorResult {
  readonly files: readonly FileChange[];
  /** Handed to dependent phases; JSON, specifications and interfaces, no code. */
  readonly output: unknown;
  /** Lines of the checklist that were already there or deliberately left out, with the reason. */
  readonly notes: readonly StepNote[];
  /** Generated texts by target key: the merge base of the next generation. */
  readonly fragments: Readonly<Record<string, string>>;
  /** Mismatches between what is there and what was asked. */
  readonly findings: readonly NewFinding[];
  /** What it sent to a model, if it did. */
  readonly use?: AgentUse;
}

/** Thrown by an executor whose agent the budget of the phase has no room for; never by one that is critical. */
export class LeftOut extends Error {
  override readonly name = 'LeftOut';
}

/** The code of an agent: deterministic for blueprint agents. */
export interface Executor {
  readonly agent: AgentId;
  execute(context: ExecutorContext): Promise<ExecutorResult>;
}
