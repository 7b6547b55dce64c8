import { environmentLayer, type Environment } from '../codegen/configFile/environmentLayer';
import { parseConfigFile } from '../codegen/configFile/parseConfigFile';
import type { ReadLayer } from '../core/config/configLayer';
import { resolveConfig, type ConfigReading } from '../core/config/resolveConfig';
import { toAppError } from '../core/model/appError';
import { workspacePath } from '../core/model/workspacePath';
import type { WorkspaceFiles } from '../core/ports/workspaceFiles';

export const CONFIG_FILE = '.groundwork/config.yaml';
export const LOCAL_CONFIG_FILE = '.groundwork/config.local.yaml';

export interface ConfigSources {
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly environment: Environment;
  /** Those of an editor; nothing where there is none. */
  readonly settings: { readonly user: ReadLayer; readonly workspace: ReadLayer } | null;
  readonly trust: 'trusted' | 'untrusted';
}

/**
 * The configuration of a workspace. Later ones win: defaults, user settings, `config.yaml`, workspace settings,
 * `config.local.yaml`, environment.
 */
export async function readWorkspaceConfig(sources: ConfigSources): Promise<ConfigReading> {
  const { files, environment, settings, trust } = sources;
  const layers = [
    settings?.user,
    await fileLayer(files, CONFIG_FILE),
    settings?.workspace,
    await fileLayer(files, LOCAL_CONFIG_FILE),
    environmentLayer(environment),
  ];
  return resolveConfig(
    layers.filter((layer) => layer !== undefined),
    trust,
  );
}

async function fileLayer(
  files: Pick<WorkspaceFiles, 'read'>,
  source: string,
): Promise<ReadLayer | undefined> {
  try {
    const text = await files.read(workspacePath(source));
    return text === undefined ? undefined : parseConfigFile(source, text);
  } catch (failure) {
    // A folder, a link out of the workspace, no permission.
    const { message, suggestion } = toAppError(failure);
    return { kind: 'refused', problems: [{ source, position: null, message, suggestion }] };
  }
}
