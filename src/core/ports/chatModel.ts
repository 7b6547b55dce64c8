import type { Cancellable } from './workspaceFiles';

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface ChatRequest extends Cancellable {
  /** The same bytes from call to call of a run, so that prompt caches hit. */
  readonly system: string;
  readonly messages: readonly ChatMessage[];
  /**
   * JSON schema of the answer. A provider that can holds the model to it; for others it says nothing, so the answer is
   * checked all the same.
   */
  readonly schema?: JsonSchema;
  /** Called with each piece of the answer as it comes. */
  readonly onText?: (piece: string) => void;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** In tokens. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  /** Counted by us from the texts; else the provider said so. */
  readonly estimated: boolean;
}

export interface ChatReply {
  readonly text: string;
  /** Null where nobody counts. */
  readonly usage: TokenUsage | null;
}

/**
 * A language model that answers in text. It streams and retries nothing: retries are the engine's. Throws AppError
 * `rateLimited` (with `retryAfterMs` when it was told), `network` (also for an answer that was cut off), `timeout`,
 * `contextLimit`, `invalidInput` (a wrong key, model or address), `agentFailed`, `cancelled`.
 */
export interface ChatModel {
  /** Provider and model, `ollama/llama3.2`: for reports. */
  readonly name: string;
  complete(request: ChatRequest): Promise<ChatReply>;
}

/** The models that are set up. */
export interface Models {
  /**
   * The model of an agent, by its id. Null when there is none: what needs one says how to add it. Throws AppError
   * `invalidInput` for one that lacks its key or is not here.
   */
  chat(agent: string): Promise<ChatModel | null>;
}
