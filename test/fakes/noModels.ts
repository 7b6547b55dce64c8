import type { Models } from '../../src/core/ports/chatModel';

/** No model is set up. */
export const noModels: Models = { chat: () => Promise.resolve(null) };
