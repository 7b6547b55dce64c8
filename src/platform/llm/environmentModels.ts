import type { ChatModel, Models } from '../../core/ports/chatModel';
import { langchainModel } from './langchainModel';
import { modelFromEnvironment } from './modelSettings';

/** The model that the environment of the process names. */
export function environmentModels(environment: Readonly<Record<string, string | undefined>>): Models {
  return {
    async chat(): Promise<ChatModel | null> {
      const settings = modelFromEnvironment(environment);
      return settings === null ? null : langchainModel(settings);
    },
  };
}
