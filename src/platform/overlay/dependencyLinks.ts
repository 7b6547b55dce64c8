import { lstat, mkdir, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../files/confinedPath';

export const DEPENDENCY_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.venv', 'venv']);
const DEPTH = 5;

export interface LinkOptions {
  readonly from: string;
  readonly to: string;
  /** Folders of the workspace that hold sources, relative. */
  readonly folders: ReadonlySet<string>;
}

/**
 * Links the dependency folders that stand beside sources into the copy; gives the linked Python environments (of the
 * workspace, absolute). A `node_modules` that links packages of the workspace itself is rebuilt entry by entry, so that
 * those lead to the copy.
 */
export async function linkDependencies({ from, to, folders }: LinkOptions): Promise<readonly string[]> {
  const environments: string[] = [];
  for (const folder of ['', ...folders]) {
    if (folder.split('/').length > DEPTH) continue;
    for (const dependency of DEPENDENCY_FOLDERS) {
      const source = path.join(from, folder, dependency);
      const target = path.join(to, folder, dependency);
      if (!(await exists(source))) {
        if (await exists(target)) await rm(target, { recursive: true, force: true });
        continue;
      }
      await mkdir(path.dirname(target), { recursive: true });
      if (dependency !== 'node_modules') {
        environments.push(source);
        await link(source, target);
      } else if (await linksWorkspace(source, from)) {
        await rm(target, { recursive: true, force: true });
        await linkEntries(source, target, from, to);
      } else {
        await link(source, target);
      }
    }
  }
  return environments;
}

async function link(source: string, target: string): Promise<void> {
  if ((await linkTarget(target)) === source) return;
  await rm(target, { recursive: true, force: true });
  await symlink(source, target, 'junction');
}

async function linksWorkspace(modules: string, root: string): Promise<boolean> {
  for (const entry of await entriesOf(modules)) {
    if ((await workspacePackage(path.join(modules, entry), root)) !== undefined) return true;
  }
  return false;
}

async function linkEntries(source: string, target: string, root: string, copy: string): Promise<void> {
  for (const entry of await entriesOf(source)) {
    const linked = path.join(target, entry);
    await mkdir(path.dirname(linked), { recursive: true });
    const own = await workspacePackage(path.join(source, entry), root);
    await symlink(own === undefined ? path.join(source, entry) : path.join(copy, own), linked, 'junction');
  }
}

/** The workspace folder that an entry links to, relative; undefined for an installed package. */
async function workspacePackage(entry: string, root: string): Promise<string | undefined> {
  if ((await linkTarget(entry)) === undefined) return undefined;
  const base = await realpath(root);
  const real = await realpath(entry).catch(() => undefined);
  if (!real?.startsWith(base + path.sep)) return undefined;
  const relative = real.slice(base.length + 1);
  return relative.split(path.sep).includes('node_modules') ? undefined : relative;
}

/** Packages, those of a scope one by one. */
async function entriesOf(modules: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await namesIn(modules)) {
    if (entry.startsWith('@')) {
      for (const scoped of await namesIn(path.join(modules, entry))) found.push(path.join(entry, scoped));
    } else {
      found.push(entry);
    }
  }
  return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return []; // A file, or a link that leads nowhere.
  }
}

async function linkTarget(file: string): Promise<string | undefined> {
  try {
    return await readlink(file);
  } catch {
    return undefined; // Not a link, or nothing there.
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (failure) {
    if (isMissing(failure)) return false;
    throw failure;
  }
}
