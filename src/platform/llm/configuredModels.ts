import type { Config } from '../../core/config/configSchema';
import type { ProviderKeys } from '../../core/keys/providerKeys';
import type { ChatModel, Models } from '../../core/ports/chatModel';
import { langchainModel, type PlainModels } from './langchainModel';
import { modelSettings } from './modelSettings';

/** The models that the configuration names, by agent or for all. */
export function configuredModels(config: () => Config, keys: ProviderKeys): Models {
  const plain: PlainModels = new Set();
  return {
    async chat(agent): Promise<ChatModel | null> {
      const { models } = config();
      const named = models.agents[agent] ?? models.default;
      if (named === undefined) return null;
      const limits = { silenceMs: models.silenceSeconds * 1_000, maxTokens: models.maxAnswerTokens };
      return langchainModel(await modelSettings(named, models, keys), limits, plain);
    },
  };
}
