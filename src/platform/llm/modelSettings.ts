import type { Config } from '../../core/config/configSchema';
import type { ProviderKeys } from '../../core/keys/providerKeys';
import { AppError } from '../../core/model/appError';
import type { ModelSettings } from './langchainModel';

/**
 * The settings of a model that is named `provider/model`: its address from the configuration, its key from where keys are
 * kept. Throws AppError `invalidInput`.
 */
export async function modelSettings(
  named: string,
  models: Config['models'],
  keys: Pick<ProviderKeys, 'find' | 'howToSet'>,
): Promise<ModelSettings> {
  const slash = named.indexOf('/');
  const provider = named.slice(0, slash);
  const model = named.slice(slash + 1);
  switch (provider) {
    case 'ollama':
      return { provider, model, ...addressOf(models.ollamaEndpoint) };
    case 'openai': {
      // Servers of one's own that speak this format mostly want no key; the client wants one.
      const key = (await keys.find(provider)) ?? (models.openaiEndpoint === undefined ? undefined : 'none');
      return {
        provider,
        model,
        key: key ?? missingKey(named, keys.howToSet(provider)),
        ...addressOf(models.openaiEndpoint),
      };
    }
    case 'anthropic': {
      const key = (await keys.find(provider)) ?? missingKey(named, keys.howToSet(provider));
      return { provider, model, key, ...addressOf(models.anthropicEndpoint) };
    }
    default:
      throw new AppError(
        'invalidInput',
        `${named} is a model of ${provider === 'extension' ? 'an extension of the editor' : 'the editor'} and is not here.`,
        'Set models.default to one of ollama, openai or anthropic for the command line.',
      );
  }
}

function addressOf(endpoint: string | undefined): { readonly address?: string } {
  return endpoint === undefined ? {} : { address: endpoint };
}

function missingKey(named: string, howToSet: string): never {
  throw new AppError('invalidInput', `${named} needs a key.`, howToSet);
}
