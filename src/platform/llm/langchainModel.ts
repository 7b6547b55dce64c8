import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import type { ChatModel, ChatReply, ChatRequest, TokenUsage } from '../../core/ports/chatModel';
import { silentModel } from '../../core/model/silentModel';
import { Silence } from '../../shared/silence';
import { modelFailure, statusOf } from './modelFailure';
import type * as Providers from './providers.chunk';
import { providerChat, type Manner } from './providerChat';

export type ModelSettings =
  | { readonly provider: 'ollama'; readonly model: string; readonly address?: string }
  | { readonly provider: 'openai'; readonly model: string; readonly address?: string; readonly key: string }
  | {
      readonly provider: 'anthropic';
      readonly model: string;
      readonly address?: string;
      readonly key: string;
    };

export interface ModelLimits {
  /** Without a piece for this long an answer is given up; milliseconds. Local models think long before the first one. */
  readonly silenceMs: number;
  /** A longer answer is refused: models that go round in circles would go on for ever. */
  readonly maxTokens: number;
}

/** Models that refused a guided request, by name and address; kept for as long as the process runs. */
export type PlainModels = Set<string>;

/** A model behind LangChain. Its package is loaded at the first call. */
export function langchainModel(
  settings: ModelSettings,
  limits: ModelLimits,
  plain: PlainModels = new Set(),
): ChatModel {
  const name = `${settings.provider}/${settings.model}`;
  const place = `${name} ${settings.address ?? ''}`;
  return {
    name,
    async complete(request) {
      if (!plain.has(place)) {
        try {
          return await complete(name, settings, request, limits, 'guided');
        } catch (failure) {
          // Servers say no to what they do not know in many ways: one that takes the plain request is asked plainly.
          if (!(failure instanceof RefusedRequest)) throw failure;
        }
      }
      const reply = await complete(name, settings, request, limits, 'plain');
      plain.add(place);
      return reply;
    },
  };
}

/** The provider did not like the form of a request; thrown before the first piece of an answer. */
class RefusedRequest extends AppError {}
const REFUSALS = new Set([400, 422]);
/** A token of any language and format is shorter than this. */
const MAX_CHARS_PER_TOKEN = 24;

async function complete(
  name: string,
  settings: ModelSettings,
  request: ChatRequest,
  { silenceMs, maxTokens }: ModelLimits,
  manner: Manner,
): Promise<ChatReply> {
  const providers = await import('./providers.chunk');
  const silence = new Silence(silenceMs);
  const signal =
    request.signal === undefined ? silence.signal : AbortSignal.any([request.signal, silence.signal]);
  let text = '';
  try {
    const chat = providerChat(settings, request, maxTokens, manner, providers);
    let usage: TokenUsage | null = null;
    let ended: string | undefined;
    for await (const chunk of await chat.stream(messagesOf(request, providers), { signal })) {
      silence.restart();
      if (chunk.text !== '') {
        text += chunk.text;
        request.onText?.(chunk.text);
      }
      // Some servers know no limit.
      if (text.length > maxTokens * MAX_CHARS_PER_TOKEN) throw tooLong(name, maxTokens);
      usage = add(usage, chunk.usage_metadata);
      ended ??= endOf(chunk.response_metadata) ?? endOf(chunk.additional_kwargs);
    }
    signal.throwIfAborted();
    if (ended === undefined) throw cutOff(name);
    if (TOO_LONG.has(ended)) throw tooLong(name, maxTokens);
    return { text, usage };
  } catch (failure) {
    if (request.signal?.aborted === true) {
      throw new AppError('cancelled', 'The request was cancelled.', 'Resume the run.', { cause: failure });
    }
    if (silence.signal.aborted) throw silentModel(name, silenceMs, failure);
    const error = modelFailure(name, failure);
    if (manner === 'guided' && text === '' && error.code === 'agentFailed' && isRefusal(failure)) {
      throw new RefusedRequest(error.code, error.message, error.suggestion, { cause: failure });
    }
    throw error.code === 'network' && text !== '' ? cutOff(name, failure) : error;
  } finally {
    silence.end();
  }
}

function isRefusal(failure: unknown): boolean {
  const status = statusOf(failure);
  return status !== undefined && REFUSALS.has(status);
}

function tooLong(name: string, maxTokens: number): AppError {
  return new AppError(
    'invalidOutput',
    `${name} did not come to an end within ${String(maxTokens)} tokens.`,
    'Ask for less at once, choose another model, or raise models.maxAnswerTokens.',
  );
}

function cutOff(name: string, cause?: unknown): AppError {
  return new AppError('network', `The answer of ${name} was cut off.`, 'Try again.', { cause });
}

function messagesOf({ system, messages }: ChatRequest, providers: typeof Providers) {
  const { AIMessage, HumanMessage, SystemMessage } = providers;
  const said = messages.map(({ role, text }) =>
    role === 'user' ? new HumanMessage(text) : new AIMessage(text),
  );
  return [new SystemMessage(system), ...said];
}

const usageSchema = z.object({ input_tokens: z.number(), output_tokens: z.number() });

/** Some count once at the end, some count what is new with each piece. */
function add(usage: TokenUsage | null, counted: unknown): TokenUsage | null {
  const more = usageSchema.safeParse(counted);
  if (!more.success) return usage;
  const { input, output } = usage ?? { input: 0, output: 0 };
  return {
    input: input + more.data.input_tokens,
    output: output + more.data.output_tokens,
    estimated: false,
  };
}

/** Every provider says in its last piece why it stopped; a stream that just ends was cut. */
function endOf(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const reasons = ['finish_reason', 'stop_reason', 'done_reason'].map((key) => metadata[key]);
  return reasons.find((reason) => typeof reason === 'string');
}

/** What providers call an answer that came to the end of what was allowed. */
const TOO_LONG: ReadonlySet<string> = new Set(['length', 'max_tokens', 'model_context_window_exceeded']);
