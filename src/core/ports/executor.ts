import type { FileChange } from '../model/changeSet';
import type { AgentId } from '../model/ids';
import type { DecisionOption } from '../model/run';
import type { Cancellable, WorkspaceFiles } from './workspaceFiles';

export interface Question {
  /** Stable inside the run. */
  readonly key: string;
  readonly reason: string;
  readonly question: string;
  readonly options: readonly DecisionOption[];
}

/** What an executor sees. `inputs` holds the outputs of the phases that its phase depends on, by phase key. */
export interface ExecutorContext extends Cancellable {
  readonly request: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The workspace with what earlier phases of the run proposed on top. */
  readonly files: WorkspaceFiles;
  readonly attempt: number;
  /** One step of the checklist, e.g. `Schemas created`. */
  progress(message: string): void;
  /** Asks a person; resolves to the chosen option's id, also after a restart. Throws RunPaused when there is no answer yet. */
  ask(question: Question): Promise<string>;
}

export interface ExecutorResult {
  readonly files: readonly FileChange[];
  /** Handed to dependent phases; JSON, specifications and interfaces, no code. */
  readonly output: unknown;
  /** Lines of the checklist that were already there or deliberately left out, with the reason. */
  readonly notes: readonly string[];
}

/** The code of an agent: deterministic for blueprint agents. */
export interface Executor {
  readonly agent: AgentId;
  execute(context: ExecutorContext): Promise<ExecutorResult>;
}
