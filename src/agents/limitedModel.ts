import { AppError } from '../core/model/appError';
import type { ChatModel } from '../core/ports/chatModel';
import type { Semaphore } from '../shared/semaphore';

const NEVER = new AbortController().signal;

/** A model whose calls wait in line until fewer are under way than are allowed. */
export function limitedModel(model: ChatModel, calls: Semaphore): ChatModel {
  return {
    name: model.name,
    async complete(request) {
      const signal = request.signal ?? NEVER;
      try {
        return await calls.run(signal, () => model.complete(request));
      } catch (failure) {
        if (failure instanceof AppError || !signal.aborted) throw failure;
        throw new AppError('cancelled', 'The request was cancelled.', 'Resume the run.', { cause: failure });
      }
    },
  };
}
