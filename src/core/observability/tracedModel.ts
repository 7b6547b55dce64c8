import { toAppError } from '../model/appError';
import { SPAN_ATTRIBUTES, type SpanAttributes } from '../model/span';
import type { ActiveSpan } from '../ports/activeSpan';
import type { ChatModel, TokenUsage } from '../ports/chatModel';

export interface TracedCalls {
  /** What is known of each call before it is made. */
  readonly attributes?: SpanAttributes;
  /** In US dollars; null where no price is known. */
  readonly costOf?: (usage: TokenUsage) => number | null;
}

/** A model whose calls are spans below `parent`, with the tokens that the provider counted. No text is kept. */
export function tracedModel(model: ChatModel, parent: ActiveSpan, calls: TracedCalls = {}): ChatModel {
  return {
    ...model,
    async complete(request) {
      const [provider = '', ...rest] = model.name.split('/');
      const span = parent.child('model', `chat ${rest.join('/')}`, {
        [SPAN_ATTRIBUTES.operation]: 'chat',
        [SPAN_ATTRIBUTES.provider]: provider,
        [SPAN_ATTRIBUTES.model]: rest.join('/'),
        ...calls.attributes,
      });
      try {
        const reply = await model.complete(request);
        if (reply.usage !== null) {
          span.set({
            [SPAN_ATTRIBUTES.inputTokens]: reply.usage.input,
            [SPAN_ATTRIBUTES.outputTokens]: reply.usage.output,
            ...(reply.usage.estimated ? { [SPAN_ATTRIBUTES.estimated]: true } : {}),
          });
          const cost = calls.costOf?.(reply.usage) ?? null;
          if (cost !== null) span.set({ [SPAN_ATTRIBUTES.cost]: cost });
        }
        span.end();
        return reply;
      } catch (failure) {
        span.end(toAppError(failure).code);
        throw failure;
      }
    },
  };
}
