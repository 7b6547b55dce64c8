import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { ChatRequest } from '../../core/ports/chatModel';
import type { ModelSettings } from './langchainModel';
import type * as Providers from './providers.chunk';

/** `plain` leaves out what some models and servers refuse: a temperature, a limit, a schema. */
export type Manner = 'guided' | 'plain';

/** Ollama keeps what a request and its answer need, in steps: each other size loads the model anew. */
const CONTEXT_STEP = 8_192;
const CHARS_PER_TOKEN = 3;
/** Of the answer, of which most are far shorter than they may be. */
const EXPECTED_TOKENS = 2_048;

/**
 * A client for one request. Nothing below the engine retries: its backoff and the provider's Retry-After would be
 * multiplied.
 */
export function providerChat(
  settings: ModelSettings,
  request: ChatRequest,
  maxTokens: number,
  manner: Manner,
  providers: typeof Providers,
): BaseChatModel {
  const { model, address } = settings;
  const common = { model, maxRetries: 0 };
  const isGuided = manner === 'guided';
  switch (settings.provider) {
    case 'ollama':
      return new providers.ChatOllama({
        ...common,
        // Its own default cuts the beginning off what is longer than 4,096 tokens, and says nothing.
        numCtx: contextFor(request),
        numPredict: maxTokens,
        ...(address === undefined ? {} : { baseUrl: address }),
        ...(isGuided ? { temperature: 0 } : {}),
        ...(isGuided && request.schema !== undefined ? { format: request.schema } : {}),
      });
    case 'openai':
      return new providers.ChatOpenAI({
        ...common,
        apiKey: settings.key,
        ...(address === undefined ? {} : { configuration: { baseURL: address } }),
        ...(isGuided ? { maxTokens } : {}),
        // OpenAI's own reasoning models refuse one; models on servers of one's own wander without.
        ...(isGuided && address !== undefined ? { temperature: 0 } : {}),
        ...(isGuided && request.schema !== undefined
          ? { modelKwargs: { response_format: responseFormat(request.schema) } }
          : {}),
      });
    case 'anthropic':
      // Its newer models refuse a temperature, and its schemas must close every object, which those of agents do not.
      return new providers.ChatAnthropic({
        ...common,
        apiKey: settings.key,
        ...(address === undefined ? {} : { anthropicApiUrl: address }),
        ...(isGuided ? { maxTokens } : {}),
      });
  }
}

/** Not strict: in strict schemas every property is required and no object is open. */
function responseFormat(schema: NonNullable<ChatRequest['schema']>) {
  return { type: 'json_schema', json_schema: { name: 'record', strict: false, schema } };
}

function contextFor({ system, messages }: ChatRequest): number {
  const characters = messages.reduce((sum, { text }) => sum + text.length, system.length);
  const tokens = characters / CHARS_PER_TOKEN + EXPECTED_TOKENS;
  return Math.ceil(tokens / CONTEXT_STEP) * CONTEXT_STEP;
}
