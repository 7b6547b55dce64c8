import type { Config } from '../../core/config/configSchema';
import type { ChatModel, Models } from '../../core/ports/chatModel';
import { langchainModel, type PlainModels } from './langchainModel';
import { modelSettings, type Environment } from './modelSettings';

/** The models that the configuration names, by agent or for all. */
export function configuredModels(config: () => Config, environment: Environment): Models {
  const plain: PlainModels = new Set();
  return {
    async chat(agent): Promise<ChatModel | null> {
      const { models } = config();
      const named = models.agents[agent] ?? models.default;
      if (named === undefined) return null;
      const limits = { silenceMs: models.silenceSeconds * 1_000, maxTokens: models.maxAnswerTokens };
      return langchainModel(modelSettings(named, models, environment), limits, plain);
    },
  };
}
