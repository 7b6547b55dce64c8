import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { Overlay, Overlays } from '../../core/ports/overlay';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { isMissing } from '../files/confinedPath';
import { copyFile, type CopyPlaces } from './copyWorkspace';
import { editableInstalls } from './editableInstalls';
import { oneAtATime } from './oneAtATime';
import { tasksInThisThread, type OverlayTasks } from './overlayTasks';
import { scratchDatabaseUrl, scratchEnvironment, scratchPlaces } from './scratchEnvironment';
import { isScrubbed, scrubConfig } from './scrubConfig';

/** Copying is mostly the system's work: more threads than a few get in each other's way. */
const MOST_THREADS = 4;
/** Files that one more thread is worth its start. */
const FILES_A_THREAD = 2_000;

/**
 * Scratch copies below a storage folder: one a workspace, kept and brought up to date, used by one proof at a time. A tool
 * that writes into the copy never reaches the user's files, except through linked dependency folders, which tools only
 * read.
 */
export function nodeOverlays(
  files: WorkspaceFiles,
  storageFolder: string,
  tasks: OverlayTasks = tasksInThisThread,
): Overlays {
  const name = createHash('sha256').update(files.root).digest('hex').slice(0, 16);
  const area = path.join(storageFolder, 'overlay', name);
  const acquire = oneAtATime();
  return {
    async create(options = {}) {
      const release = await acquire(options);
      try {
        return await prepare({ files, area, storageFolder, tasks }, options, release);
      } catch (failure) {
        release();
        throw failure;
      }
    },
  };
}

interface Places {
  readonly files: WorkspaceFiles;
  readonly area: string;
  readonly storageFolder: string;
  readonly tasks: OverlayTasks;
}

async function prepare(
  { files, area, storageFolder, tasks }: Places,
  options: Cancellable,
  release: () => void,
): Promise<Overlay> {
  await mkdir(path.join(area, 'workspace'), { recursive: true, mode: 0o700 });
  // Tools print paths with links resolved.
  const realArea = await realpath(area);
  const root = path.join(realArea, 'workspace');
  const places = scratchPlaces(realArea);
  for (const place of [places.home, places.temporary]) {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { mode: 0o700 });
  }
  const paths = await listed(files, storageFolder, options);
  const databaseUrl = scratchDatabaseUrl(places.database, await driverOf(files, paths));
  const copy: CopyPlaces = { from: files.root, to: root, databaseUrl };
  throwIfCancelled(options);
  const environments = await tasks.run({ kind: 'layOut', names: [...paths], ...copy }, options);
  throwIfCancelled(options);
  await Promise.allSettled(
    sharesOf([...paths]).map((names) => tasks.run({ kind: 'copy', names, ...copy }, options)),
  ).then(throwFirst);
  const installs = await Promise.all(environments.map((folder) => editableInstalls(folder, files.root)));
  const resetDatabase = async (): Promise<void> => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) {
      await rm(places.database + suffix, { force: true });
    }
  };
  await resetDatabase();
  const written = new Set<WorkspacePath>();
  return {
    root,
    env: scratchEnvironment(places, databaseUrl),
    paths,
    importPaths: [...new Set(installs.flat())].map((folder) => path.join(root, folder)),
    resetDatabase,
    async read(name) {
      try {
        return await readFile(path.join(root, workspacePath(name)), 'utf8');
      } catch (failure) {
        if (isMissing(failure)) return undefined;
        throw failure;
      }
    },
    async write(texts, cancel = {}) {
      for (const name of [...written]) {
        if (texts.has(name)) continue;
        throwIfCancelled(cancel);
        await clear(root, name);
        if (paths.has(name)) copyFile(name, copy);
        written.delete(name);
      }
      for (const [name, text] of texts) {
        throwIfCancelled(cancel);
        written.add(name);
        const target = await clear(root, name);
        if (text === null) continue;
        await writeFile(target, isScrubbed(name) ? scrubConfig(name, text, databaseUrl) : text);
      }
    },
    dispose() {
      release();
      return Promise.resolve();
    },
  };
}

/** After all have ended: nobody may write into a copy that was given back. */
function throwFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Neighbours stay together: threads then seldom meet in a folder. */
function sharesOf(names: readonly string[]): readonly (readonly string[])[] {
  const threads = Math.min(availableParallelism(), MOST_THREADS, Math.ceil(names.length / FILES_A_THREAD));
  const size = Math.ceil(names.length / Math.max(1, threads));
  return Array.from({ length: threads }, (_, share) => names.slice(share * size, (share + 1) * size));
}

/** A storage folder inside the workspace would be copied into itself. */
async function listed(
  files: WorkspaceFiles,
  storageFolder: string,
  options: Cancellable,
): Promise<ReadonlySet<WorkspacePath>> {
  const storage = path.relative(files.root, storageFolder).replaceAll(path.sep, '/');
  const all = await files.list(options);
  return new Set(storage.startsWith('..') ? all : all.filter((name) => !name.startsWith(`${storage}/`)));
}

/** An asynchronous engine refuses the address of a synchronous driver. */
async function driverOf(files: WorkspaceFiles, paths: ReadonlySet<WorkspacePath>): Promise<'sync' | 'async'> {
  const manifests = [...paths].filter((name) =>
    /(^|\/)(requirements[^/]*\.txt|pyproject\.toml|\.env)$/.test(name),
  );
  for (const name of manifests) {
    if (/aiosqlite|asyncpg|aiomysql|asyncmy/.test((await files.read(name)) ?? '')) return 'async';
  }
  return 'sync';
}

/**
 * Removes what stands at a path of the copy and makes its folder. A tool may have put a link where a folder was: what is
 * behind it is not ours to write.
 */
async function clear(root: string, name: WorkspacePath): Promise<string> {
  const target = path.join(root, workspacePath(name));
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  if (real !== root && !real.startsWith(root + path.sep)) {
    throw new AppError(
      'pathOutsideWorkspace',
      `In the scratch copy ${name} leads to ${real}.`,
      'Start the proof again: the copy is renewed.',
    );
  }
  await rm(target, { recursive: true, force: true });
  return target;
}

function throwIfCancelled({ signal }: Cancellable): void {
  if (signal?.aborted === true) {
    throw new AppError('cancelled', 'The proof was cancelled.', 'Start it again.');
  }
}
