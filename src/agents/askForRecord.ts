import { z } from 'zod';
import { AppError } from '../core/model/appError';
import type { ChatMessage, ChatModel, JsonSchema, TokenUsage } from '../core/ports/chatModel';
import type { AnswerCache } from '../core/ports/executor';
import type { Cancellable } from '../core/ports/workspaceFiles';
import { readJsonObject } from './readJsonObject';

/** How often a model may correct an answer that does not fit. */
export const MAX_REPAIRS = 2;
const LONGEST_REPEATED = 12_000;
const NOTHING: TokenUsage = { input: 0, output: 0, estimated: false };

export interface RecordRequest<T> extends Cancellable {
  readonly system: string;
  readonly prompt: string;
  /** What the answer must be. Checks beyond its shape belong in refinements: their messages are what the model is told. */
  readonly schema: z.ZodType<T>;
  /** The part of it that a provider can hold a model to. */
  readonly shape?: JsonSchema;
  readonly onText?: (piece: string) => void;
  /** Answers that fitted before; `keyOf` makes a short key of a long text. */
  readonly cache?: AnswerCache & { readonly keyOf: (text: string) => string };
}

export interface RecordReply<T> {
  readonly record: T;
  /** None when the answer was known. */
  readonly calls: number;
  /** Over all calls; null when the provider counted none of them. */
  readonly usage: TokenUsage | null;
}

/**
 * Asks a model for one JSON object and checks it. What does not fit is sent back with the reasons, at most twice. The
 * same request is asked once: its answer is kept when it fits.
 * Throws AppError `invalidOutput` with the last reason, and what the model throws.
 */
export async function askForRecord<T>(model: ChatModel, request: RecordRequest<T>): Promise<RecordReply<T>> {
  const { cache } = request;
  const key = cache?.keyOf(JSON.stringify([model.name, request.system, request.prompt])) ?? '';
  const known = await cache?.find(key);
  const remembered = known === undefined ? undefined : readRecord(known, request.schema);
  // One that fitted an older schema is asked for again.
  if (remembered?.kind === 'record') return { record: remembered.record, calls: 0, usage: NOTHING };

  const messages: ChatMessage[] = [{ role: 'user', text: request.prompt }];
  let usage: TokenUsage | null = null;
  for (let repairs = 0; ; repairs += 1) {
    const reply = await model.complete({
      system: request.system,
      messages,
      ...(request.shape === undefined ? {} : { schema: request.shape }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(request.onText === undefined ? {} : { onText: request.onText }),
    });
    usage = add(usage, reply.usage);
    const read = readRecord(reply.text, request.schema);
    if (read.kind === 'record') {
      await cache?.keep(key, reply.text);
      return { record: read.record, calls: repairs + 1, usage };
    }
    if (repairs === MAX_REPAIRS) throw refused(model.name, read.reason);
    messages.push(
      { role: 'assistant', text: shortened(reply.text) },
      {
        role: 'user',
        text: `This does not fit:\n${read.reason}\nAnswer with the whole corrected JSON object and nothing else.`,
      },
    );
  }
}

type Read<T> =
  { readonly kind: 'record'; readonly record: T } | { readonly kind: 'unfit'; readonly reason: string };

function readRecord<T>(text: string, schema: z.ZodType<T>): Read<T> {
  const json = readJsonObject(text);
  if (json.kind === 'none') return { kind: 'unfit', reason: json.reason };
  const parsed = schema.safeParse(json.value);
  return parsed.success
    ? { kind: 'record', record: parsed.data }
    : { kind: 'unfit', reason: z.prettifyError(parsed.error) };
}

/** What goes back for correction: an answer in which a model lost itself would fill its context. */
const shortened = (text: string): string =>
  text.length <= LONGEST_REPEATED ? text : `${text.slice(0, LONGEST_REPEATED)}\n[...]`;

function add(one: TokenUsage | null, other: TokenUsage | null): TokenUsage | null {
  if (one === null || other === null) return one ?? other;
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    estimated: one.estimated || other.estimated,
  };
}

function refused(model: string, reason: string): AppError {
  return new AppError(
    'invalidOutput',
    `${model} did not answer with a record that can be used: ${reason}`,
    'Try again, choose another model, or write the entity in shorthand.',
  );
}
