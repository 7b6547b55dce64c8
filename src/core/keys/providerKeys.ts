import type { Config } from '../config/configSchema';
import type { KeyVault } from '../ports/keyVault';
import type { Secrets } from '../redaction/secrets';

export const KEY_PROVIDERS = ['openai', 'anthropic'] as const;
export type KeyProvider = (typeof KEY_PROVIDERS)[number];

const PROVIDERS = {
  openai: { title: 'OpenAI', variable: 'OPENAI_API_KEY', address: 'https://api.openai.com' },
  anthropic: { title: 'Anthropic', variable: 'ANTHROPIC_API_KEY', address: 'https://api.anthropic.com' },
} as const;

/** What is known of the key of a provider; the key itself is told to nobody but the provider's client. */
export interface KeyPlace {
  readonly provider: KeyProvider;
  readonly title: string;
  /** The variable that comes first where it is set. */
  readonly variable: string;
  readonly isInEnvironment: boolean;
  readonly isKept: boolean;
  /** The server that the key is for, as the configuration has it now. */
  readonly server: string;
}

export interface KeyService {
  places(): Promise<readonly KeyPlace[]>;
  /** Keeps the key for the server that the configuration has now. */
  set(provider: KeyProvider, key: string): Promise<void>;
  remove(provider: KeyProvider): Promise<void>;
}

interface ProviderKeysPorts {
  /** Null on the command line, which has the environment alone. */
  readonly vault: KeyVault | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly models: () => Config['models'];
  /** Learns each key before anybody uses it. */
  readonly secrets: Secrets;
}

/**
 * Keys of providers, from the environment first, then from the vault. One of the vault belongs to the server for which it
 * was set: a configuration that comes with a folder cannot have it sent elsewhere.
 */
export class ProviderKeys implements KeyService {
  private readonly ports: ProviderKeysPorts;

  constructor(ports: ProviderKeysPorts) {
    this.ports = ports;
  }

  async find(provider: KeyProvider): Promise<string | undefined> {
    const key = this.inEnvironment(provider) ?? (await this.ports.vault?.read(this.nameOf(provider)));
    if (key !== undefined) this.ports.secrets.learn({ API_KEY: key });
    return key;
  }

  /** What a person does to add one. */
  howToSet(provider: KeyProvider): string {
    const { variable } = PROVIDERS[provider];
    return this.ports.vault === null
      ? `Set the environment variable ${variable}.`
      : `Run "Groundwork: Set Provider Key", or set the environment variable ${variable}.`;
  }

  places(): Promise<readonly KeyPlace[]> {
    return Promise.all(
      KEY_PROVIDERS.map(async (provider) => ({
        provider,
        title: PROVIDERS[provider].title,
        variable: PROVIDERS[provider].variable,
        isInEnvironment: this.inEnvironment(provider) !== undefined,
        isKept: (await this.ports.vault?.read(this.nameOf(provider))) !== undefined,
        server: this.serverOf(provider),
      })),
    );
  }

  async set(provider: KeyProvider, key: string): Promise<void> {
    this.ports.secrets.learn({ API_KEY: key });
    await this.ports.vault?.store(this.nameOf(provider), key);
  }

  async remove(provider: KeyProvider): Promise<void> {
    await this.ports.vault?.remove(this.nameOf(provider));
  }

  private inEnvironment(provider: KeyProvider): string | undefined {
    const value = this.ports.environment[PROVIDERS[provider].variable]?.trim() ?? '';
    return value === '' ? undefined : value;
  }

  private nameOf(provider: KeyProvider): string {
    return `groundwork.key.${provider}@${this.serverOf(provider)}`;
  }

  private serverOf(provider: KeyProvider): string {
    const { openaiEndpoint, anthropicEndpoint } = this.ports.models();
    const configured = { openai: openaiEndpoint, anthropic: anthropicEndpoint }[provider];
    return new URL(configured ?? PROVIDERS[provider].address).origin;
  }
}

/** Why a text is no key; undefined for one that may be. */
export function keyProblem(text: string): string | undefined {
  const key = text.trim();
  if (key === '') return 'Paste the key.';
  // Headers take visible ASCII alone.
  return /^[\x21-\x7e]+$/.test(key) ? undefined : 'A key has no spaces, line ends or letters beyond ASCII.';
}
