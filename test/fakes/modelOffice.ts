import { AgentCatalog } from '../../src/agents/agentCatalog';
import type { ModelOffice } from '../../src/agents/modelExecutor';
import type { ChatModel, ChatReply, ChatRequest } from '../../src/core/ports/chatModel';
import { nodeHasher } from '../../src/platform/nodeHasher';
import { Semaphore } from '../../src/shared/semaphore';
import { agentFolders, type TestAgent } from './agentFolders';

/** Answers in the place of a model; a string is an answer for which ten tokens were read and five written. */
export type Answering = (request: ChatRequest) => Promise<string | ChatReply>;

export const MODEL = 'openai/small';

/** An office with these agents and one model. `requests` is what the model was asked. */
export async function modelOffice(
  agents: readonly TestAgent[],
  answer: Answering,
  changes: Partial<ModelOffice> = {},
): Promise<{ readonly office: ModelOffice; readonly requests: readonly ChatRequest[] }> {
  const requests: ChatRequest[] = [];
  const model: ChatModel = {
    name: MODEL,
    complete: async (request) => {
      // As it was: the caller goes on with its list of messages.
      requests.push({ ...request, messages: [...request.messages] });
      const reply = await answer(request);
      if (typeof reply !== 'string') return reply;
      request.onText?.(reply);
      return { text: reply, usage: { input: 10, output: 5, estimated: false } };
    },
  };
  const catalog = await AgentCatalog.open(agentFolders(agents));
  const office: ModelOffice = {
    catalog: () => Promise.resolve(catalog),
    models: { chat: () => Promise.resolve(model) },
    hasher: nodeHasher,
    calls: new Semaphore(() => 16),
    prices: () => ({}),
    ...changes,
  };
  return { office, requests };
}
