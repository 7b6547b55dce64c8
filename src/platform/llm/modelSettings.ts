import { AppError } from '../../core/model/appError';
import type { ModelSettings } from './langchainModel';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The model of the environment: `GROUNDWORK_MODEL=provider/model`, with `GROUNDWORK_MODEL_ADDRESS` where it is not the
 * provider's own, and the provider's usual variable for the key. Null when none is named. Throws AppError `invalidInput`.
 */
export function modelFromEnvironment(environment: Environment): ModelSettings | null {
  const named = environment['GROUNDWORK_MODEL'];
  if (named === undefined || named === '') return null;
  const [provider, ...rest] = named.split('/');
  const model = rest.join('/');
  if (model === '') throw unknown(named);
  const place = addressOf(environment);
  switch (provider) {
    case 'ollama':
      return { provider, model, ...place };
    case 'openai': {
      // Servers of one's own that speak this format mostly want no key; the client wants one.
      const key = environment['OPENAI_API_KEY'] ?? (place.address === undefined ? undefined : 'none');
      return { provider, model, key: key ?? missingKey('OPENAI_API_KEY', named), ...place };
    }
    case 'anthropic': {
      const key = environment['ANTHROPIC_API_KEY'];
      return { provider, model, key: key ?? missingKey('ANTHROPIC_API_KEY', named), ...place };
    }
    default:
      throw unknown(named);
  }
}

function addressOf(environment: Environment): { readonly address?: string } {
  const address = environment['GROUNDWORK_MODEL_ADDRESS'];
  if (address === undefined || address === '') return {};
  if (/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : '')) return { address };
  throw new AppError(
    'invalidInput',
    `GROUNDWORK_MODEL_ADDRESS is ${JSON.stringify(address)}, which is no address.`,
    'Write e.g. http://127.0.0.1:11434.',
  );
}

function missingKey(variable: string, named: string): never {
  throw new AppError('invalidInput', `${named} needs a key.`, `Set ${variable}.`);
}

function unknown(named: string): AppError {
  return new AppError(
    'invalidInput',
    `GROUNDWORK_MODEL is ${JSON.stringify(named)}, which names no model.`,
    'Write ollama/<model>, openai/<model> or anthropic/<model>.',
  );
}
