import { createHash, randomUUID } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../core/model/appError';
import { nodeStoreFiles } from './nodeStoreFiles';
import { writeSynced } from './storeFiles';

/** Which folder holds the run store of a workspace, for this user: shared by the extension and the command line. */
const recordSchema = z.object({ version: z.literal(1), workspace: z.string(), folder: z.string() });

export interface StorageRequest {
  /** Any path of the workspace folder; links are resolved. */
  readonly workspace: string;
  /** From `userDataFolder`. */
  readonly dataFolder: string;
  /** Where the editor would keep it; used unless another folder that exists is recorded. */
  readonly preferred?: string;
  readonly names?: 'caseSensitive' | 'caseInsensitive';
}

/**
 * The storage folder of a workspace, recorded on the first call: what one of extension and command line made, the other
 * finds. Without `preferred` the folder is made beside the record. The record is a file of its own, claimed in one step,
 * so no lock is left behind by whoever is killed here. Throws AppError `storageFailed`.
 */
export async function resolveStorageFolder(request: StorageRequest): Promise<string> {
  const { dataFolder, preferred } = request;
  const { workspace, digest, records, record } = await placeOf(request);
  try {
    const known = await findFolder(record);
    if (known !== undefined) return known;
    const folder = preferred ?? path.join(records, digest);
    await nodeStoreFiles.ensureFolder(records);
    await nodeStoreFiles.ensureFolder(folder);
    const text = JSON.stringify({ version: 1, workspace, folder }, undefined, 2);
    await publish(record, new TextEncoder().encode(`${text}\n`));
    return (await findFolder(record)) ?? folder;
  } catch (failure) {
    throw new AppError(
      'storageFailed',
      `The folder for the runs of this workspace could not be made: ${toAppError(failure).message}`,
      `Check free space and permissions of ${dataFolder}, then try again.`,
      { cause: failure },
    );
  }
}

/** The same for whoever only looks: undefined where nothing ran yet. */
export async function findStorageFolder(request: StorageRequest): Promise<string | undefined> {
  return findFolder((await placeOf(request)).record);
}

async function placeOf({ workspace: given, dataFolder, names = namesOfPlatform() }: StorageRequest) {
  const workspace = await realpath(given);
  const digest = createHash('sha256').update(comparable(workspace, names)).digest('hex').slice(0, 32);
  const records = path.join(dataFolder, 'stores');
  return { workspace, digest, records, record: path.join(records, `${digest}.json`) };
}

/** Where the product keeps what belongs to the user, from the environment and the home folder of the process. */
export function userDataFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  return path.join(applicationData(platform, env, home), 'groundwork');
}

function applicationData(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  const configured = env['XDG_DATA_HOME'];
  // The XDG specification says that relative values are to be ignored.
  return configured !== undefined && path.isAbsolute(configured)
    ? configured
    : path.join(home, '.local', 'share');
}

/** Undefined without a record, when it cannot be read, and when its folder was removed. */
async function findFolder(record: string): Promise<string | undefined> {
  const bytes = await nodeStoreFiles.read(record);
  if (bytes === undefined) return undefined;
  try {
    const { folder } = recordSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return (await stat(folder)).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Of several who record at once the first wins; a record that is of no use is replaced. */
async function publish(record: string, bytes: Uint8Array): Promise<void> {
  if (await nodeStoreFiles.claim(record, bytes)) return;
  if ((await findFolder(record)) !== undefined) return;
  const temporary = `${record}.${randomUUID()}.tmp`;
  await writeSynced(nodeStoreFiles, temporary, bytes);
  await nodeStoreFiles.rename(temporary, record);
}

function comparable(workspace: string, names: 'caseSensitive' | 'caseInsensitive'): string {
  return names === 'caseSensitive' ? workspace : workspace.normalize('NFC').toLowerCase();
}

function namesOfPlatform(): 'caseSensitive' | 'caseInsensitive' {
  return process.platform === 'win32' || process.platform === 'darwin' ? 'caseInsensitive' : 'caseSensitive';
}
