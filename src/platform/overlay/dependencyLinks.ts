import { lstatSync, mkdirSync, readdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

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
export function linkDependencies({ from, to, folders }: LinkOptions): readonly string[] {
  const environments: string[] = [];
  for (const folder of ['', ...folders]) {
    if (folder.split('/').length > DEPTH) continue;
    for (const dependency of DEPENDENCY_FOLDERS) {
      const source = path.join(from, folder, dependency);
      const target = path.join(to, folder, dependency);
      if (!exists(source)) {
        if (exists(target)) rmSync(target, { recursive: true, force: true });
        continue;
      }
      mkdirSync(path.dirname(target), { recursive: true });
      if (dependency !== 'node_modules') {
        environments.push(source);
        link(source, target);
      } else if (linksWorkspace(source, from)) {
        rmSync(target, { recursive: true, force: true });
        linkEntries(source, target, from, to);
      } else {
        link(source, target);
      }
    }
  }
  return environments;
}

function link(source: string, target: string): void {
  if (linkTarget(target) === source) return;
  rmSync(target, { recursive: true, force: true });
  symlinkSync(source, target, 'junction');
}

function linksWorkspace(modules: string, root: string): boolean {
  for (const entry of entriesOf(modules)) {
    if (workspacePackage(path.join(modules, entry), root) !== undefined) return true;
  }
  return false;
}

function linkEntries(source: string, target: string, root: string, copy: string): void {
  for (const entry of entriesOf(source)) {
    const linked = path.join(target, entry);
    mkdirSync(path.dirname(linked), { recursive: true });
    const own = workspacePackage(path.join(source, entry), root);
    symlinkSync(own === undefined ? path.join(source, entry) : path.join(copy, own), linked, 'junction');
  }
}

/** The workspace folder that an entry links to, relative; undefined for an installed package. */
function workspacePackage(entry: string, root: string): string | undefined {
  if (linkTarget(entry) === undefined) return undefined;
  const base = realpathSync(root);
  const real = realOf(entry);
  if (!real?.startsWith(base + path.sep)) return undefined;
  const relative = real.slice(base.length + 1);
  return relative.split(path.sep).includes('node_modules') ? undefined : relative;
}

function realOf(entry: string): string | undefined {
  try {
    return realpathSync(entry);
  } catch {
    return undefined; // A link that leads nowhere.
  }
}

/** Packages, those of a scope one by one. */
function entriesOf(modules: string): readonly string[] {
  const found: string[] = [];
  for (const entry of namesIn(modules)) {
    if (entry.startsWith('@')) {
      for (const scoped of namesIn(path.join(modules, entry))) found.push(path.join(entry, scoped));
    } else {
      found.push(entry);
    }
  }
  return found;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // A file, or a link that leads nowhere.
  }
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined; // Not a link, or nothing there.
  }
}

const exists = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;
