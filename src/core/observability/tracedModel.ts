import { toAppError } from '../model/appError';
import { SPAN_ATTRIBUTES } from '../model/span';
import type { ActiveSpan } from '../ports/activeSpan';
import type { ChatModel } from '../ports/chatModel';

/** A model whose calls are spans below `parent`, with the tokens that the provider counted. No text is kept. */
export function tracedModel(model: ChatModel, parent: ActiveSpan): ChatModel {
  return {
    ...model,
    async complete(request) {
      const [provider = '', ...rest] = model.name.split('/');
      const span = parent.child('model', `chat ${rest.join('/')}`, {
        [SPAN_ATTRIBUTES.operation]: 'chat',
        [SPAN_ATTRIBUTES.provider]: provider,
        [SPAN_ATTRIBUTES.model]: rest.join('/'),
      });
      try {
        const reply = await model.complete(request);
        if (reply.usage !== null) {
          span.set({
            [SPAN_ATTRIBUTES.inputTokens]: reply.usage.input,
            [SPAN_ATTRIBUTES.outputTokens]: reply.usage.output,
          });
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
