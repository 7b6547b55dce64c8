import type { Config } from '../../core/config/configSchema';
import type { ChatModel, Models } from '../../core/ports/chatModel';
import { langchainModel } from './langchainModel';
import { modelSettings, type Environment } from './modelSettings';

/** The models that the configuration names, by agent or for all. */
export function configuredModels(config: () => Config, environment: Environment): Models {
  return {
    async chat(agent): Promise<ChatModel | null> {
      const { models } = config();
      const named = models.agents[agent] ?? models.default;
      return named === undefined
        ? null
        : langchainModel(modelSettings(named, models, environment), models.silenceSeconds * 1_000);
    },
  };
}
