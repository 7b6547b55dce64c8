import { z } from 'zod';
import type { Config } from '../../core/config/configSchema';
import { toAppError } from '../../core/model/appError';
import type { HealthItem } from '../../core/model/healthItem';
import type { ProviderKeys } from '../../core/keys/providerKeys';
import { modelSettings } from '../llm/modelSettings';

const TIMEOUT_MS = 5_000;
const ADDRESSES = {
  ollama: 'http://127.0.0.1:11434',
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
} as const;

type Settings = Awaited<ReturnType<typeof modelSettings>>;
type Health = Pick<HealthItem, 'status' | 'detail' | 'suggestion'>;

const listSchema = z.union([
  z.object({ models: z.array(z.object({ name: z.string() })) }),
  z.object({ data: z.array(z.object({ id: z.string() })) }),
]);

export interface ModelHealthOptions {
  readonly keys: ProviderKeys;
  /** Whether servers elsewhere are asked, too. */
  readonly remote: 'ask' | 'leave';
  /** Those of the editor are there in the editor only. */
  readonly host: 'editor' | 'commandLine';
}

/** The models that are set up: whether each has what it needs, and whether its server lists it. Nothing else is asked. */
export async function modelHealth(
  models: Config['models'],
  options: ModelHealthOptions,
): Promise<readonly HealthItem[]> {
  const named = [models.default, ...Object.values(models.agents)].filter((name) => name !== undefined);
  if (named.length === 0 && options.host === 'commandLine') {
    return [
      {
        area: 'models',
        name: 'models',
        status: 'notice',
        detail: 'No model is set up: everything but sentences works without.',
        suggestion: 'Set models.default, e.g. to ollama/qwen3 (docs/configuration.md).',
      },
    ];
  }
  return Promise.all(
    [...new Set(named)].map(async (name) => ({
      area: 'models' as const,
      name,
      ...(await healthOf(name, models, options)),
    })),
  );
}

async function healthOf(
  name: string,
  models: Config['models'],
  { keys, remote, host }: ModelHealthOptions,
): Promise<Health> {
  if (/^(vscode|extension)\//.test(name) && host === 'editor')
    return { status: 'good', detail: 'The editor has it, or says so when it is asked.', suggestion: null };
  let settings: Settings;
  try {
    settings = await modelSettings(name, models, keys);
  } catch (failure) {
    const { message, suggestion } = toAppError(failure);
    return { status: 'bad', detail: message, suggestion };
  }
  const { address, headers } = listOf(settings);
  const { hostname, origin } = new URL(address);
  if (remote === 'leave' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) {
    const detail = `It has what it needs; ${origin} was not asked.`;
    return { status: 'good', detail, suggestion: 'Ask it with "groundwork doctor --models".' };
  }
  try {
    const listed = await namesAt(address, headers);
    return listed.some((known) => known === settings.model || known === `${settings.model}:latest`)
      ? { status: 'good', detail: `${origin} lists it.`, suggestion: null }
      : {
          status: 'bad',
          detail: `${origin} answers, and does not list it.`,
          suggestion: 'Check its name, or load it there.',
        };
  } catch (failure) {
    return {
      status: 'bad',
      detail: `${origin} does not answer: ${toAppError(failure).message}.`,
      suggestion: 'Check that it runs, its address and its key.',
    };
  }
}

async function namesAt(address: string, headers: Record<string, string>): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(address, { headers, signal, redirect: 'error' });
  if (!response.ok) throw new Error(`it answered ${String(response.status)}`);
  const list = listSchema.safeParse(await response.json());
  if (!list.success) throw new Error('what it answered is no list of models');
  return 'models' in list.data
    ? list.data.models.map(({ name }) => name)
    : list.data.data.map(({ id }) => id);
}

function listOf(settings: Settings): { readonly address: string; readonly headers: Record<string, string> } {
  const base = (settings.address ?? ADDRESSES[settings.provider]).replace(/\/+$/, '');
  switch (settings.provider) {
    case 'ollama':
      return { address: `${base}/api/tags`, headers: {} };
    case 'openai':
      return { address: `${base}/models`, headers: { authorization: `Bearer ${settings.key}` } };
    case 'anthropic':
      return {
        address: `${base}/v1/models`,
        headers: { 'x-api-key': settings.key, 'anthropic-version': '2023-06-01' },
      };
  }
}
