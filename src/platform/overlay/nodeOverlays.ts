import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/model/appError';
import type { WorkspacePath } from '../../core/model/ids';
import type { Overlay, Overlays } from '../../core/ports/overlay';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { scrubEnvFile } from './scrubEnvFile';

const DEPENDENCY_FOLDERS = ['node_modules', '.venv', 'venv'];
const ENV_FILE = /(^|\/)\.env(\.[^/]*)?$/;
const COPIES_AT_ONCE = 32;

interface CopiedFile {
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * Scratch copies below a storage folder. One copy a workspace is kept and brought up to date: only files whose size or
 * time changed are copied again. A tool that writes into the copy never reaches the user's files, except through linked
 * dependency folders, which tools only read.
 */
export function nodeOverlays(files: WorkspaceFiles, storageFolder: string): Overlays {
  const name = createHash('sha256').update(files.root).digest('hex').slice(0, 16);
  const root = path.join(storageFolder, 'overlay', name, 'workspace');
  const copied = new Map<string, CopiedFile>();
  return {
    async create(options) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      await refresh(files, root, copied, options);
      return overlayAt(files, root, copied);
    },
  };
}

async function refresh(
  files: WorkspaceFiles,
  root: string,
  copied: Map<string, CopiedFile>,
  options: Cancellable = {},
): Promise<void> {
  const present = new Set<string>(await files.list(options));
  for (const gone of [...copied.keys()].filter((name) => !present.has(name))) {
    copied.delete(gone);
    await rm(path.join(root, gone), { force: true });
  }
  const queue = [...present];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (options.signal?.aborted === true) throw cancelled();
      await copyOne(files.root, root, next, copied);
    }
  };
  await Promise.all(Array.from({ length: COPIES_AT_ONCE }, work));
  await linkDependencies(files.root, root, present);
}

async function copyOne(
  from: string,
  to: string,
  name: string,
  copied: Map<string, CopiedFile>,
): Promise<void> {
  const source = path.join(from, name);
  const { size, mtimeMs } = await stat(source);
  const known = copied.get(name);
  if (known?.size === size && known.mtimeMs === mtimeMs) return;
  const target = path.join(to, name);
  await mkdir(path.dirname(target), { recursive: true });
  if (ENV_FILE.test(name)) {
    await writeFile(target, scrubEnvFile(await readFile(source, 'utf8'), scratchDatabase(to)));
  } else {
    await rm(target, { force: true });
    await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
  copied.set(name, { size, mtimeMs });
}

/** Dependency folders stand beside sources: each folder that holds some is looked at. */
async function linkDependencies(from: string, to: string, present: ReadonlySet<string>): Promise<void> {
  const folders = new Set(['', ...[...present].map((name) => path.posix.dirname(name)).map(dotless)]);
  for (const folder of folders) {
    if (folder.split('/').length > 4) continue;
    for (const dependency of DEPENDENCY_FOLDERS) {
      const source = path.join(from, folder, dependency);
      const target = path.join(to, folder, dependency);
      if (!(await exists(source)) || (await exists(target))) continue;
      await mkdir(path.dirname(target), { recursive: true });
      await symlink(source, target, 'junction');
    }
  }
}

const dotless = (folder: string): string => (folder === '.' ? '' : folder);

function overlayAt(files: WorkspaceFiles, root: string, copied: Map<string, CopiedFile>): Overlay {
  const written = new Set<WorkspacePath>();
  return {
    root,
    env: scratchEnvironment(root),
    async write(texts, options = {}) {
      for (const name of [...written]) {
        if (texts.has(name)) continue;
        written.delete(name);
        copied.delete(name);
        await rm(path.join(root, name), { force: true });
        if (await exists(path.join(files.root, name))) await copyOne(files.root, root, name, copied);
      }
      for (const [name, text] of texts) {
        if (options.signal?.aborted === true) throw cancelled();
        const target = path.join(root, name);
        written.add(name);
        copied.delete(name);
        if (text === null) {
          await rm(target, { force: true });
          continue;
        }
        await mkdir(path.dirname(target), { recursive: true });
        await unlinkIfThere(target);
        await writeFile(target, text);
      }
    },
    async dispose() {
      await this.write(new Map());
    },
  };
}

function scratchDatabase(root: string): string {
  return `sqlite:///${path.join(path.dirname(root), 'scratch.db')}`;
}

/** What tools see: the path, a language, and scratch places. No secret, proxy or service address of the user. */
function scratchEnvironment(root: string): Readonly<Record<string, string>> {
  const area = path.dirname(root);
  const inherited = ['PATH', 'LANG', 'LC_ALL', 'SYSTEMROOT', 'COMSPEC', 'PATHEXT'];
  const kept = Object.fromEntries(
    inherited.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    ...kept,
    HOME: area,
    USERPROFILE: area,
    TMPDIR: area,
    TEMP: area,
    CI: 'true',
    NO_COLOR: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONNOUSERSITE: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: scratchDatabase(root),
  };
}

async function exists(target: string): Promise<boolean> {
  try {
    await lstat(target);
    return true;
  } catch {
    return false;
  }
}

async function unlinkIfThere(target: string): Promise<void> {
  if (await exists(target)) await unlink(target);
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The proof was cancelled.', 'Start it again.');
}
