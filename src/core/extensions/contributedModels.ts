import type { Config } from '../config/configSchema';
import { AppError } from '../model/appError';
import type { ChatModel, Models } from '../ports/chatModel';
import type { Clock } from '../ports/system';
import { callExtension } from './callExtension';
import { modelReplySchema } from './contributionSchemas';
import type { Contributed } from './contributions';
import type { ModelProviderContribution } from './groundworkApi';

const PREFIX = 'extension/';
const TIMEOUT_MS = 600_000;

interface ContributedModelsPorts {
  readonly providers: () => readonly Contributed<ModelProviderContribution>[];
  readonly config: () => Config;
  readonly clock: Clock;
}

/** `extension/<provider>/<model>` of the configuration is a model of another extension; others are those of `models`. */
export function contributedModels(
  models: Models,
  { providers, config, clock }: ContributedModelsPorts,
): Models {
  return {
    chat(agent) {
      const settings = config().models;
      const named = settings.agents[agent] ?? settings.default;
      if (named?.startsWith(PREFIX) !== true) return models.chat(agent);
      const [, provider = '', ...rest] = named.split('/');
      const found = providers().find(({ value }) => value.id === provider);
      if (found === undefined || rest.length === 0) return Promise.reject(notThere(named, providers()));
      return Promise.resolve(modelOf(named, rest.join('/'), found, clock));
    },
  };
}

function modelOf(
  name: string,
  model: string,
  { extension, value }: Contributed<ModelProviderContribution>,
  clock: Clock,
): ChatModel {
  return {
    name,
    async complete({ system, messages, onText, signal }) {
      const { text, usage } = await callExtension(
        {
          extension,
          what: `its model provider ${value.id}`,
          timeoutMs: TIMEOUT_MS,
          clock,
          schema: modelReplySchema,
          ...(signal === undefined ? {} : { signal }),
        },
        (ended) =>
          value.chat({
            model,
            system,
            messages,
            onText: (piece) => {
              // A late piece of an answer that nobody waits for any more is nobody's.
              if (!ended.aborted && typeof piece === 'string') onText?.(piece);
            },
            signal: ended,
          }),
      );
      return { text, usage: usage === undefined ? null : { ...usage, estimated: false } };
    },
  };
}

function notThere(named: string, there: readonly Contributed<ModelProviderContribution>[]): AppError {
  const names = there.map(({ value }) => `${PREFIX}${value.id}/...`).join(', ');
  return new AppError(
    'invalidInput',
    `No extension offers the model ${named}.`,
    names === ''
      ? 'Install the extension that does, or set models.default to another model.'
      : `Set models.default to one of ${names}`,
  );
}
