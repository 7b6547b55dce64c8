import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../core/model/appError';

/** Which folder holds the run store of a workspace, for this user: shared by the extension and the command line. */
const indexSchema = z.object({
  version: z.literal(1),
  stores: z.array(z.object({ workspace: z.string(), folder: z.string() })),
});
type Index = z.infer<typeof indexSchema>;

export interface StorageRequest {
  /** Any path of the workspace folder; links are resolved. */
  readonly workspace: string;
  readonly indexFile: string;
  /** Where the editor would keep it; used unless another folder that exists is recorded. */
  readonly preferred?: string;
  readonly names?: 'caseSensitive' | 'caseInsensitive';
}

const LOCK_STALE_AFTER = 10_000;
const LOCK_ATTEMPTS = 200;

/**
 * The storage folder of a workspace, recorded on the first call: what one of extension and command line made, the other
 * finds. Without `preferred` the folder is made beside the index. Throws AppError `storageFailed`.
 */
export async function resolveStorageFolder(request: StorageRequest): Promise<string> {
  const { indexFile, preferred, names = namesOfPlatform() } = request;
  const workspace = await realpath(request.workspace);
  await mkdir(path.dirname(indexFile), { recursive: true, mode: 0o700 });
  return withLock(`${indexFile}.lock`, async () => {
    const index = await readIndex(indexFile);
    const key = comparable(workspace, names);
    const known = index.stores.find((entry) => comparable(entry.workspace, names) === key);
    if (known !== undefined && (await isFolder(known.folder))) return known.folder;
    const digest = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const folder = preferred ?? path.join(path.dirname(indexFile), 'stores', digest);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const others = index.stores.filter((entry) => entry !== known);
    await writeIndex(indexFile, { version: 1, stores: [...others, { workspace, folder }] });
    return folder;
  });
}

/** The index of the user, from the environment and the home folder of the process. */
export function defaultIndexFile(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  return path.join(dataFolder(platform, env, home), 'groundwork', 'stores.json');
}

function dataFolder(
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

/** An index that cannot be read is no index: stores are found again where the editor keeps them. */
async function readIndex(file: string): Promise<Index> {
  try {
    return indexSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { version: 1, stores: [] };
  }
}

async function writeIndex(file: string, index: Index): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(index, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Two processes that record different workspaces at once must not lose each other's entry. */
async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(lock, 'wx', 0o600);
      await handle.close();
      break;
    } catch (cause) {
      const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
      if (!exists || attempt === LOCK_ATTEMPTS) throw lockFailed(lock, cause);
      const age = await stat(lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > LOCK_STALE_AFTER) await rm(lock, { force: true });
      await delay(25);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

function lockFailed(lock: string, cause: unknown): AppError {
  return new AppError(
    'storageFailed',
    `The list of run stores could not be locked (${lock}).`,
    'Check the permissions of that folder; remove the lock file if no other Groundwork is running.',
    { cause },
  );
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function comparable(workspace: string, names: 'caseSensitive' | 'caseInsensitive'): string {
  return names === 'caseSensitive' ? workspace : workspace.normalize('NFC').toLowerCase();
}

function namesOfPlatform(): 'caseSensitive' | 'caseInsensitive' {
  return process.platform === 'win32' || process.platform === 'darwin' ? 'caseInsensitive' : 'caseSensitive';
}
