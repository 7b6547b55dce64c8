import { z } from 'zod';
import { AppError } from '../core/model/appError';
import type { AgentId } from '../core/model/ids';
import type { Models } from '../core/ports/chatModel';
import type { Executor } from '../core/ports/executor';
import type { AgentCatalog } from './agentCatalog';
import { askForRecord } from './askForRecord';

/** Stopgap. */
export function recordExecutor(agent: AgentId, catalog: AgentCatalog, models: Models): Executor {
  return {
    agent,
    async execute({ request, inputs, signal }) {
      const model = await models.chat(agent);
      if (model === null)
        throw new AppError('dependencyMissing', 'No language model is set up.', 'Set models.default.');
      const { prompt } = await catalog.core(agent);
      const { record } = await askForRecord(model, {
        system: prompt,
        prompt: JSON.stringify({ request, inputs }),
        schema: z.record(z.string(), z.unknown()),
        ...(signal === undefined ? {} : { signal }),
      });
      return { files: [], output: record, notes: [], fragments: {}, findings: [] };
    },
  };
}
