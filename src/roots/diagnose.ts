import { realpath } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { formatConfigProblem } from '../core/config/configProblem';
import type { Config } from '../core/config/configSchema';
import type { ConfigReading } from '../core/config/resolveConfig';
import { AppError, toAppError } from '../core/model/appError';
import type { WorkspacePath } from '../core/model/ids';
import type { HealthArea, HealthItem } from '../core/model/healthItem';
import { ProviderKeys } from '../core/keys/providerKeys';
import type { KeyVault } from '../core/ports/keyVault';
import { Secrets } from '../core/redaction/secrets';
import { nodeWorkspaceFiles } from '../platform/files/nodeWorkspaceFiles';
import { modelHealth, type ModelHealthOptions } from '../platform/health/modelHealth';
import { findProjectParts } from '../platform/health/projectParts';
import { storageHealth } from '../platform/health/storageHealth';
import { storeHealth } from '../platform/health/storeHealth';
import { nodeAssets } from '../platform/nodeAssets';
import { nodeHasher } from '../platform/nodeHasher';
import { nodeProcessRunner } from '../platform/processes/nodeProcessRunner';
import { nodeProcessTable } from '../platform/processes/processTable';
import { nodeStoreFiles } from '../platform/state/nodeStoreFiles';
import { findStorageFolder, userDataFolder } from '../platform/state/storageFolder';
import { systemClock } from '../platform/systemClock';
import { systemRandom } from '../platform/systemRandom';
import { TrustedFolders } from '../platform/trustedFolders';
import { toolHealth } from '../verification/toolHealth';
import { learnSecrets } from './observers';
import { readWorkspaceConfig, type ConfigSources } from './workspaceConfig';

export interface DiagnoseOptions extends Pick<ModelHealthOptions, 'remote' | 'host'> {
  readonly workspace: string;
  /** Trusts the folder first, as a person asked for. */
  readonly trust?: boolean;
  /** What the editor knows and the command line does not. */
  readonly editor?: Pick<ConfigSources, 'settings' | 'trust'>;
  readonly distFolder: string;
  /** Where the editor keeps keys. */
  readonly vault?: KeyVault;
  /** Learns what must not be shown. */
  readonly secrets?: Secrets;
}

type Trust = ConfigSources['trust'];

/** Looks at everything that runs depend on; writes to no workspace or store, and goes on where something is broken. */
export async function diagnose(options: DiagnoseOptions): Promise<readonly HealthItem[]> {
  const root = await realpath(options.workspace).catch((cause: unknown) => {
    const message = `There is no folder ${options.workspace}.`;
    throw new AppError('invalidInput', message, 'Correct --workspace.', { cause });
  });
  const secrets = options.secrets ?? new Secrets();
  await learnSecrets(root, secrets);
  const dataFolder = userDataFolder(process.platform, process.env, homedir());
  const trusted = new TrustedFolders(dataFolder);
  if (options.trust === true) await trusted.add(root);
  const trust = options.editor?.trust ?? ((await trusted.has(root)) ? 'trusted' : 'untrusted');
  const files = nodeWorkspaceFiles(root);
  const settings = options.editor?.settings ?? null;
  const reading = await readWorkspaceConfig({ files, environment: process.env, settings, trust });
  const config = reading.kind === 'valid' ? reading.config : reading.rest;
  const keys = new ProviderKeys({
    vault: options.vault ?? null,
    environment: process.env,
    models: () => config.models,
    secrets,
  });
  const parts = await Promise.all([
    guarded('store', 'run store', () => storeItems(root, dataFolder, config, options.distFolder)),
    guarded('tools', 'tools', () => toolItems(root, trust)),
    guarded('models', 'models', () => modelHealth(config.models, { ...options, keys })),
  ]);
  return [trustItem(trust), configItem(reading), ...parts.flat(), ...limitItems(config)];
}

function trustItem(trust: Trust): HealthItem {
  const base = { area: 'workspace', name: 'trust' } as const;
  return trust === 'trusted'
    ? { ...base, status: 'good', detail: 'Tools of this folder may run.', suggestion: null }
    : {
        ...base,
        status: 'notice',
        detail: 'The folder is not trusted: none of its tools run, and nothing is proved.',
        suggestion: 'Trust it once, with --trust or in the editor, if you trust its authors.',
      };
}

function configItem(reading: ConfigReading): HealthItem {
  const base = { area: 'workspace', name: 'configuration' } as const;
  if (reading.kind === 'broken') {
    const detail = reading.problems.map(formatConfigProblem).join(' ');
    const suggestion =
      'Correct it: until then the command line does nothing, the editor goes on with the rest.';
    return { ...base, status: 'bad', detail, suggestion };
  }
  const [warning] = reading.warnings;
  if (warning !== undefined) {
    const { suggestion } = warning;
    return {
      ...base,
      status: 'notice',
      detail: `It is valid. ${formatConfigProblem({ ...warning, suggestion: '' }).trimEnd()}`,
      suggestion,
    };
  }
  if (reading.ignored.length === 0)
    return { ...base, status: 'good', detail: 'It is valid.', suggestion: null };
  const detail = `It is valid. Not in force without trust: ${reading.ignored.join(', ')}.`;
  return { ...base, status: 'notice', detail, suggestion: null };
}

async function storeItems(
  root: string,
  dataFolder: string,
  config: Config,
  distFolder: string,
): Promise<readonly HealthItem[]> {
  const folder = await findStorageFolder({ workspace: root, dataFolder });
  if (folder === undefined) {
    const detail = 'Nothing was run in this folder yet.';
    return [{ area: 'store', name: 'run store', status: 'good', detail, suggestion: null }];
  }
  const store = guarded('store', 'run store', () =>
    storeHealth({
      folder,
      files: nodeStoreFiles,
      assets: nodeAssets(distFolder),
      clock: systemClock,
      random: systemRandom,
      hasher: nodeHasher,
      processes: nodeProcessTable,
    }),
  );
  return [...(await store), ...(await storageHealth(folder, config.alerts.storeMegabytes))];
}

async function toolItems(root: string, trust: Trust): Promise<readonly HealthItem[]> {
  // Not recorded for the process after this one: they end by themselves, at the latest with their time.
  const processes = nodeProcessRunner({ add: () => undefined, remove: () => undefined });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: tmpdir(),
    SYSTEMROOT: process.env['SYSTEMROOT'] ?? '',
  };
  const git = (await processes.find('git')) === undefined;
  const items: readonly HealthItem[] = [
    {
      area: 'tools',
      name: 'git',
      status: git ? 'notice' : 'good',
      detail: git ? 'It is not there: runs are not committed, ignored files not known.' : 'It is there.',
      suggestion: git ? 'Install git, or leave it.' : null,
    },
  ];
  if (trust === 'untrusted') return items;
  const { parts, paths } = await findProjectParts(root);
  const files = nodeWorkspaceFiles(root);
  const copy = { paths, read: (path: WorkspacePath) => files.read(path) };
  return [...items, ...(await toolHealth(parts, { copy, processes, root, env }))];
}

/** Each with the setting that changes it. */
function limitItems({
  execution,
  findings,
  verification,
  models,
  artifacts,
  alerts,
}: Config): readonly HealthItem[] {
  const limits = {
    work: { 'execution.concurrency': execution.concurrency, 'execution.maxRetries': execution.maxRetries },
    findings: { 'findings.maxMajor': findings.maxMajor, 'findings.maxMedium': findings.maxMedium },
    proof: { 'verification.timeoutSeconds': verification.timeoutSeconds },
    models: { 'models.parallelCalls': models.parallelCalls, 'models.silenceSeconds': models.silenceSeconds },
    retention: { 'artifacts.keptRuns': artifacts.keptRuns, 'artifacts.archivedRuns': artifacts.archivedRuns },
    alerts: Object.fromEntries(Object.entries(alerts).map(([name, value]) => [`alerts.${name}`, value])),
  };
  return Object.entries(limits).map(([name, values]) => ({
    area: 'limits',
    name,
    status: 'good',
    detail: Object.entries(values)
      .map(([setting, value]) => `${setting} ${String(value)}`)
      .join(', '),
    suggestion: null,
  }));
}

async function guarded(
  area: HealthArea,
  name: string,
  look: () => Promise<readonly HealthItem[]>,
): Promise<readonly HealthItem[]> {
  try {
    return await look();
  } catch (failure) {
    const { message, suggestion } = toAppError(failure);
    return [{ area, name, status: 'bad', detail: message, suggestion }];
  }
}
