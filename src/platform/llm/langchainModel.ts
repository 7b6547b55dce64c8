import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import type { ChatModel, ChatReply, ChatRequest, TokenUsage } from '../../core/ports/chatModel';
import { modelFailure } from './modelFailure';
import type * as Providers from './providers.chunk';

export type ModelSettings =
  | { readonly provider: 'ollama'; readonly model: string; readonly address?: string }
  | { readonly provider: 'openai'; readonly model: string; readonly address?: string; readonly key: string }
  | {
      readonly provider: 'anthropic';
      readonly model: string;
      readonly address?: string;
      readonly key: string;
    };

/** Without a piece for this long an answer is given up; milliseconds. Local models think long before the first one. */
const SILENCE_MS = 120_000;

/** A model behind LangChain. Its package is loaded at the first call. */
export function langchainModel(settings: ModelSettings, silenceMs = SILENCE_MS): ChatModel {
  const name = `${settings.provider}/${settings.model}`;
  return { name, complete: (request) => complete(name, settings, request, silenceMs) };
}

async function complete(
  name: string,
  settings: ModelSettings,
  request: ChatRequest,
  silenceMs: number,
): Promise<ChatReply> {
  const silence = new Silence(silenceMs);
  const signal =
    request.signal === undefined ? silence.signal : AbortSignal.any([request.signal, silence.signal]);
  let text = '';
  try {
    const { chat, messages } = await open(settings, request);
    let usage: TokenUsage | null = null;
    let isWhole = false;
    for await (const chunk of await chat.stream(messages, { signal })) {
      silence.restart();
      if (chunk.text !== '') {
        text += chunk.text;
        request.onText?.(chunk.text);
      }
      usage = add(usage, chunk.usage_metadata);
      isWhole ||= hasEnd(chunk.response_metadata) || hasEnd(chunk.additional_kwargs);
    }
    signal.throwIfAborted();
    if (!isWhole) throw cutOff(name);
    return { text, usage };
  } catch (failure) {
    if (request.signal?.aborted === true) {
      throw new AppError('cancelled', 'The request was cancelled.', 'Resume the run.', { cause: failure });
    }
    if (silence.signal.aborted) {
      const wait = `${String(Math.round(silenceMs / 1_000))} seconds`;
      throw new AppError(
        'timeout',
        `${name} said nothing for ${wait}.`,
        'Try again, or choose a faster model.',
        {
          cause: failure,
        },
      );
    }
    const error = modelFailure(name, failure);
    throw error.code === 'network' && text !== '' ? cutOff(name, failure) : error;
  } finally {
    silence.end();
  }
}

function cutOff(name: string, cause?: unknown): AppError {
  return new AppError('network', `The answer of ${name} was cut off.`, 'Try again.', { cause });
}

async function open(settings: ModelSettings, { system, messages }: ChatRequest) {
  const providers = await import('./providers.chunk');
  const { AIMessage, HumanMessage, SystemMessage } = providers;
  return {
    chat: chatOf(settings, providers),
    messages: [
      new SystemMessage(system),
      ...messages.map(({ role, text }) => (role === 'user' ? new HumanMessage(text) : new AIMessage(text))),
    ],
  };
}

/** Nothing below the engine retries: its backoff and the provider's Retry-After would be multiplied. */
function chatOf(settings: ModelSettings, providers: typeof Providers): BaseChatModel {
  const { model, address } = settings;
  const common = { model, temperature: 0, maxRetries: 0 };
  switch (settings.provider) {
    case 'ollama':
      return new providers.ChatOllama({ ...common, ...(address === undefined ? {} : { baseUrl: address }) });
    case 'openai':
      return new providers.ChatOpenAI({
        ...common,
        apiKey: settings.key,
        ...(address === undefined ? {} : { configuration: { baseURL: address } }),
      });
    case 'anthropic':
      return new providers.ChatAnthropic({
        ...common,
        apiKey: settings.key,
        ...(address === undefined ? {} : { anthropicApiUrl: address }),
      });
  }
}

const usageSchema = z.object({ input_tokens: z.number(), output_tokens: z.number() });

/** Some count once at the end, some count what is new with each piece. */
function add(usage: TokenUsage | null, counted: unknown): TokenUsage | null {
  const more = usageSchema.safeParse(counted);
  if (!more.success) return usage;
  const { input, output } = usage ?? { input: 0, output: 0 };
  return { input: input + more.data.input_tokens, output: output + more.data.output_tokens };
}

/** Every provider says in its last piece why it stopped; a stream that just ends was cut. */
function hasEnd(metadata: Readonly<Record<string, unknown>>): boolean {
  return ['finish_reason', 'stop_reason', 'done_reason'].some((key) => typeof metadata[key] === 'string');
}

/** Aborts when nobody restarted it for a while. */
class Silence {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.timer = setTimeout(() => this.controller.abort(), milliseconds);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  restart(): void {
    this.timer.refresh();
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
