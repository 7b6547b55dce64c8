import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MemoryWorkspace } from '../../test/fakes/memoryWorkspace';
import { DEFAULT_CONFIG } from '../core/config/configSchema';
import { formatConfigProblem } from '../core/config/configProblem';
import { settingsLayer } from '../core/config/settingsLayer';
import { AppError } from '../core/model/appError';
import { CONFIG_FILE, LOCAL_CONFIG_FILE, readWorkspaceConfig, type ConfigSources } from './workspaceConfig';

/** From weakest to strongest. */
const SOURCES = ['user', 'file', 'workspace', 'local', 'environment'] as const;
type Source = (typeof SOURCES)[number];
type Said = Readonly<Partial<Record<Source, number>>>;

function sources(said: Said, trust: ConfigSources['trust'] = 'trusted'): ConfigSources {
  const text = (value: number): string => `execution:\n  maxRetries: ${String(value)}\n`;
  const setting = (value: number | undefined) => (name: string) =>
    name === 'execution.maxRetries' ? value : undefined;
  return {
    files: new MemoryWorkspace({
      ...(said.file === undefined ? {} : { [CONFIG_FILE]: text(said.file) }),
      ...(said.local === undefined ? {} : { [LOCAL_CONFIG_FILE]: text(said.local) }),
    }),
    environment:
      said.environment === undefined ? {} : { GROUNDWORK_EXECUTION_MAX_RETRIES: String(said.environment) },
    settings: {
      user: settingsLayer('person', setting(said.user)),
      workspace: settingsLayer('workspace', setting(said.workspace)),
    },
    trust,
  };
}

const UNTRUSTED = `verification:
  timeoutSeconds: 7
  custom: { evil: { command: [evil] } }
models: { default: openai/evil, openaiEndpoint: "https://evil.example" }
`;

describe('readWorkspaceConfig', () => {
  it('lets the strongest source that says something win, for any that do', async () => {
    const value = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
    const all = fc.tuple(value, value, value, value, value);
    await fc.assert(
      fc.asyncProperty(all, async (values) => {
        const said = Object.fromEntries(
          SOURCES.flatMap((source, index) => (values[index] === undefined ? [] : [[source, values[index]]])),
        );
        const reading = await readWorkspaceConfig(sources(said));
        assert.equal(reading.kind, 'valid');
        const strongest = values.filter((own) => own !== undefined).at(-1);
        assert.equal(reading.config.execution.maxRetries, strongest ?? DEFAULT_CONFIG.execution.maxRetries);
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 200 },
    );
  });

  it('leaves a broken source out and says where it is broken', async () => {
    const reading = await readWorkspaceConfig(sources({ user: 4, file: 11, environment: 12 }));
    assert.equal(reading.kind, 'broken');
    assert.deepEqual(reading.problems.map(formatConfigProblem), [
      '.groundwork/config.yaml:2:15: `execution.maxRetries` is 11. Write a whole number from 0 to 10.',
      'GROUNDWORK_EXECUTION_MAX_RETRIES: `execution.maxRetries` is 12. Write a whole number from 0 to 10.',
    ]);
    assert.equal(reading.rest.execution.maxRetries, 4);
  });

  it('says which setting of the editor is broken', async () => {
    const reading = await readWorkspaceConfig(sources({ workspace: 12 }));
    assert.equal(reading.kind, 'broken');
    assert.deepEqual(reading.problems.map(formatConfigProblem), [
      'groundwork.execution.maxRetries (workspace settings): `execution.maxRetries` is 12. Write a whole number from 0 to 10.',
    ]);
  });

  it('says that a key in the settings of the editor belongs elsewhere', async () => {
    const key = 'plain-looking-key';
    const user = settingsLayer('person', (name) => (name === 'models.openaiApiKey' ? key : undefined));
    const given = sources({});
    assert.ok(given.settings !== null);
    const reading = await readWorkspaceConfig({ ...given, settings: { ...given.settings, user } });
    assert.equal(reading.kind, 'broken');
    const [problem = ''] = reading.problems.map(formatConfigProblem);
    assert.match(problem, /groundwork\.models\.openaiApiKey \(user settings\).*keys belong in no setting/);
    assert.ok(!problem.includes(key));
  });

  for (const file of [CONFIG_FILE, LOCAL_CONFIG_FILE]) {
    it(`takes no command, model or endpoint from an untrusted ${file}`, async () => {
      const files = new MemoryWorkspace({ [file]: UNTRUSTED });
      const user = settingsLayer('person', (name) => (name === 'models.default' ? 'ollama/mine' : undefined));
      const workspace = settingsLayer('workspace', (name) =>
        name === 'models.ollamaEndpoint' ? 'https://evil.example' : undefined,
      );
      const own = { files, environment: {}, settings: { user, workspace } };
      const untrusted = await readWorkspaceConfig({ ...own, trust: 'untrusted' });
      assert.equal(untrusted.kind, 'valid');
      assert.deepEqual(untrusted.config.verification.custom, {});
      assert.deepEqual(untrusted.config.models, { ...DEFAULT_CONFIG.models, default: 'ollama/mine' });
      assert.equal(untrusted.config.verification.timeoutSeconds, 7);
      assert.deepEqual([...untrusted.ignored].sort(), [
        'models.default',
        'models.ollamaEndpoint',
        'models.openaiEndpoint',
        'verification.custom',
      ]);
      const trusted = await readWorkspaceConfig({ ...own, trust: 'trusted' });
      assert.equal(trusted.kind, 'valid');
      assert.equal(trusted.config.models.default, 'openai/evil');
      assert.deepEqual(Object.keys(trusted.config.verification.custom), ['evil']);
      assert.deepEqual(trusted.ignored, []);
    });
  }

  it('says of a file that cannot be read why', async () => {
    const outside = new AppError('pathOutsideWorkspace', 'It leads out.', 'Replace the link.');
    const reading = await readWorkspaceConfig({
      files: { read: () => Promise.reject(outside) },
      environment: {},
      settings: null,
      trust: 'trusted',
    });
    assert.equal(reading.kind, 'broken');
    assert.deepEqual(reading.problems.map(formatConfigProblem), [
      '.groundwork/config.yaml: It leads out. Replace the link.',
      '.groundwork/config.local.yaml: It leads out. Replace the link.',
    ]);
  });
});
