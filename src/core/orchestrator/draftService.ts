import type { EntitySpec } from '../model/entitySpec';
import type { RunId } from '../model/ids';
import type { TokenUsage } from '../ports/chatModel';
import type { Cancellable } from '../ports/workspaceFiles';

/** A point of a draft that the sentence left open. */
export interface UncertainPoint {
  /** Into the entity's input by names: `fields.price.type`, `features.csvExport`. */
  readonly path: string;
  readonly question: string;
  /** What the draft has there. */
  readonly chosen: string | boolean;
  /** What else fits; null to leave it out. */
  readonly alternatives: readonly (string | boolean | null)[];
}

/** An entity made from a sentence, for a person to confirm. */
export interface EntityDraft {
  /** As a person would write it, the input of `EntitySource`. JSON. */
  readonly entity: unknown;
  readonly spec: EntitySpec;
  /** The same as the text of an entity file. */
  readonly yaml: string;
  readonly uncertain: readonly UncertainPoint[];
  /** The run that drafted it. */
  readonly run: RunId;
  /** Provider and model. */
  readonly model: string;
  /** Null where the provider does not count. */
  readonly usage: TokenUsage | null;
  /** In US dollars; null where no price is configured. */
  readonly cost: number | null;
}

export interface DraftOptions extends Cancellable {
  /** Characters of the model's answer so far. */
  readonly onProgress?: (characters: number) => void;
}

/** Turns a sentence into an entity. */
export interface DraftService {
  /** Provider and name of the model that would be asked, null without one. Throws AppError `invalidInput` where it lacks its key. */
  model(): Promise<string | null>;
  /**
   * Throws AppError `dependencyMissing` without a model, `invalidInput` when the sentence names nothing to store,
   * `invalidOutput` when the model gave no draft that fits after two corrections, and what the model throws. The run
   * that drafted, or failed to, stays in the list of runs.
   */
  draft(sentence: string, options?: DraftOptions): Promise<EntityDraft>;
}
