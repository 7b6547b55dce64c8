import type { Config } from '../../core/config/configSchema';
import { AppError } from '../../core/model/appError';
import type { ModelSettings } from './langchainModel';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of a model that is named `provider/model`: its address from the configuration, its key from the provider's
 * usual variable, since keys belong in no file. Throws AppError `invalidInput`.
 */
export function modelSettings(
  named: string,
  models: Config['models'],
  environment: Environment,
): ModelSettings {
  const slash = named.indexOf('/');
  const provider = named.slice(0, slash);
  const model = named.slice(slash + 1);
  switch (provider) {
    case 'ollama':
      return { provider, model, ...addressOf(models.ollamaEndpoint) };
    case 'openai': {
      // Servers of one's own that speak this format mostly want no key; the client wants one.
      const key = environment['OPENAI_API_KEY'] ?? (models.openaiEndpoint === undefined ? undefined : 'none');
      return {
        provider,
        model,
        key: key ?? missingKey(named, 'OPENAI_API_KEY'),
        ...addressOf(models.openaiEndpoint),
      };
    }
    case 'anthropic': {
      const key = environment['ANTHROPIC_API_KEY'] ?? missingKey(named, 'ANTHROPIC_API_KEY');
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

function missingKey(named: string, variable: string): never {
  throw new AppError('invalidInput', `${named} needs a key.`, `Set the environment variable ${variable}.`);
}
