import { strict as assert } from 'assert';
import { DEFAULT_CONFIG, type Config } from '../config/configSchema';
import type { KeyVault } from '../ports/keyVault';
import { REDACTED, Secrets } from '../redaction/secrets';
import { keyProblem, ProviderKeys } from './providerKeys';

const KEY = 'k3y-of-my-own-0123456789';

function memoryVault(): KeyVault & { readonly kept: ReadonlyMap<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (name) => Promise.resolve(kept.get(name)),
    store: (name, secret) => Promise.resolve(void kept.set(name, secret)),
    remove: (name) => Promise.resolve(void kept.delete(name)),
  };
}

describe('ProviderKeys', () => {
  let models: Config['models'];
  let secrets: Secrets;
  let vault: ReturnType<typeof memoryVault>;
  const keys = (environment: Record<string, string> = {}, kept: KeyVault | null = vault): ProviderKeys =>
    new ProviderKeys({ vault: kept, environment, models: () => models, secrets });

  beforeEach(() => {
    models = DEFAULT_CONFIG.models;
    secrets = new Secrets();
    vault = memoryVault();
  });

  it('keeps a key until it is removed, and tells where it stands', async () => {
    await keys().set('openai', KEY);
    assert.equal(await keys().find('openai'), KEY);
    assert.equal(await keys().find('anthropic'), undefined);
    assert.deepEqual(await keys({ ANTHROPIC_API_KEY: 'other' }).places(), [
      {
        provider: 'openai',
        title: 'OpenAI',
        variable: 'OPENAI_API_KEY',
        isInEnvironment: false,
        isKept: true,
        server: 'https://api.openai.com',
      },
      {
        provider: 'anthropic',
        title: 'Anthropic',
        variable: 'ANTHROPIC_API_KEY',
        isInEnvironment: true,
        isKept: false,
        server: 'https://api.anthropic.com',
      },
    ]);
    await keys().remove('openai');
    assert.equal(await keys().find('openai'), undefined);
    assert.equal(vault.kept.size, 0);
  });

  it('takes the environment first, and not where it is empty', async () => {
    await keys().set('openai', KEY);
    assert.equal(await keys({ OPENAI_API_KEY: 'of-the-shell' }).find('openai'), 'of-the-shell');
    assert.equal(await keys({ OPENAI_API_KEY: ' ' }).find('openai'), KEY);
  });

  it('has the environment alone where there is no vault, and says so', async () => {
    assert.equal(await keys({ OPENAI_API_KEY: 'of-the-shell' }, null).find('openai'), 'of-the-shell');
    assert.equal(keys({}, null).howToSet('openai'), 'Set the environment variable OPENAI_API_KEY.');
    assert.match(keys().howToSet('anthropic'), /Set Provider Key.*ANTHROPIC_API_KEY/);
  });

  it('sends a kept key to no other server than the one it was set for', async () => {
    await keys().set('openai', KEY);
    models = { ...models, openaiEndpoint: 'https://elsewhere.example/v1' };
    assert.equal(await keys().find('openai'), undefined);
    await keys().set('openai', 'for-elsewhere-42');
    models = { ...models, openaiEndpoint: 'https://elsewhere.example/v2' };
    assert.equal(await keys().find('openai'), 'for-elsewhere-42');
    models = DEFAULT_CONFIG.models;
    assert.equal(await keys().find('openai'), KEY);
  });

  it('lets no text with a key out, from the moment it is set or found', async () => {
    await keys().set('openai', KEY);
    assert.equal(secrets.redact(`sent ${KEY}`), `sent ${REDACTED}`);
    secrets = new Secrets();
    await keys().find('openai');
    assert.equal(secrets.redact(`sent ${KEY}`), `sent ${REDACTED}`);
  });
});

describe('keyProblem', () => {
  for (const text of ['', '  ', 'two words', 'schlüssel', 'line\nend'])
    it(`refuses ${JSON.stringify(text)}`, () => assert.notEqual(keyProblem(text), undefined));
  it('takes a key with spaces around it', () => assert.equal(keyProblem(` ${KEY}\n`), undefined));
});
