import {
  CancellationTokenSource,
  type CancellationToken,
  LanguageModelChatMessage,
  LanguageModelError,
  lm,
  type LanguageModelChat,
} from 'vscode';
import type { Config } from '../../core/config/configSchema';
import { AppError } from '../../core/model/appError';
import { silentModel } from '../../core/model/silentModel';
import { Silence } from '../../shared/silence';
import type { ChatModel, ChatReply, ChatRequest, Models, TokenUsage } from '../../core/ports/chatModel';
import { messageOf } from '../../shared/messageOf';

const JUSTIFICATION = 'Groundwork drafts an entity from your sentence.';

const PROVIDER = 'vscode/';

/** The models that the configuration names; `vscode/<name>`, and none at all, mean those that the editor offers. */
export function modelsOfEditor(configured: Models, config: () => Config): Models {
  return {
    async chat(agent) {
      const { models } = config();
      const named = models.agents[agent] ?? models.default;
      if (named !== undefined && !named.startsWith(PROVIDER)) return configured.chat(agent);
      const offered = await lm.selectChatModels();
      const name = named?.slice(PROVIDER.length);
      const chosen =
        name === undefined ? offered[0] : offered.find(({ id, family }) => id === name || family === name);
      if (chosen === undefined && named !== undefined) {
        throw new AppError('invalidInput', `The editor offers no model ${named}.`, modelsThere(offered));
      }
      return chosen === undefined ? null : editorModel(chosen, models.silenceSeconds * 1_000);
    },
  };
}

function modelsThere(offered: readonly LanguageModelChat[]): string {
  if (offered.length === 0)
    return 'Sign in to Copilot or install another provider, or set models.default to one of yours.';
  return `Set models.default to one of ${offered.map(({ id }) => `${PROVIDER}${id}`).join(', ')}.`;
}

function editorModel(model: LanguageModelChat, silenceMs: number): ChatModel {
  const name = `${model.vendor}/${model.name}`;
  return { name, complete: (request) => complete(name, model, request, silenceMs) };
}

/** The editor's models know no system message: it goes first, in the person's name, the same bytes each time. */
async function complete(
  name: string,
  model: LanguageModelChat,
  request: ChatRequest,
  silenceMs: number,
): Promise<ChatReply> {
  let silence: Silence | undefined;
  const cancellation = new CancellationTokenSource();
  const cancel = (): void => cancellation.cancel();
  request.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const messages = [
      LanguageModelChatMessage.User(request.system),
      ...request.messages.map(({ role, text }) =>
        role === 'user' ? LanguageModelChatMessage.User(text) : LanguageModelChatMessage.Assistant(text),
      ),
    ];
    const response = await model.sendRequest(messages, { justification: JUSTIFICATION }, cancellation.token);
    // Not before: until here a person may be asked whether we may use the model.
    silence = new Silence(silenceMs);
    silence.signal.addEventListener('abort', cancel, { once: true });
    let text = '';
    for await (const piece of response.text) {
      silence.restart();
      text += piece;
      request.onText?.(piece);
    }
    throwIfCancelled(request);
    if (silence.signal.aborted) throw silentModel(name, silenceMs, undefined);
    silence.end();
    return { text, usage: await estimate(model, messages, text, cancellation.token) };
  } catch (failure) {
    throwIfCancelled(request);
    if (silence?.signal.aborted === true) throw silentModel(name, silenceMs, failure);
    throw editorFailure(name, failure);
  } finally {
    silence?.end();
    request.signal?.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

/**
 * The editor passes on nobody's count, so the texts are counted as the model would. What the provider adds around messages
 * is not in it. Null where a model does not count either.
 */
async function estimate(
  model: LanguageModelChat,
  messages: readonly LanguageModelChatMessage[],
  answer: string,
  token: CancellationToken,
): Promise<TokenUsage | null> {
  try {
    const [output = NaN, ...inputs] = await Promise.all(
      [answer, ...messages].map((text) => model.countTokens(text, token)),
    );
    const input = inputs.reduce((sum, tokens) => sum + tokens, 0);
    if (!Number.isFinite(input + output)) return null;
    return { input: Math.ceil(input), output: Math.ceil(output), estimated: true };
  } catch {
    return null;
  }
}

function throwIfCancelled({ signal }: ChatRequest): void {
  if (signal?.aborted === true) throw new AppError('cancelled', 'The request was cancelled.', 'Ask again.');
}

/** The editor's own codes; it does not tell limits of the provider from other failures. */
function editorFailure(name: string, failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  const cause = { cause: failure };
  const code = failure instanceof LanguageModelError ? failure.code : '';
  switch (code) {
    case LanguageModelError.NoPermissions.name:
      return new AppError(
        'untrusted',
        `You have not allowed ${name} for Groundwork.`,
        'Ask again and allow it.',
        cause,
      );
    case LanguageModelError.NotFound.name:
      return new AppError('invalidInput', `${name} is no longer there.`, 'Choose another model.', cause);
    case LanguageModelError.Blocked.name:
      return new AppError(
        'rateLimited',
        `${name} takes no more requests now.`,
        'Wait, then ask again.',
        cause,
      );
    default: {
      const text = messageOf(failure);
      return new AppError('agentFailed', `${name} failed: ${text}`, 'Try again, or write shorthand.', cause);
    }
  }
}
