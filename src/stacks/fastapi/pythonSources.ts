import type { Parsers } from '../../codegen/inspect/parsers';
import type { PythonModule } from '../../codegen/inspect/pythonModel';
import { toAppError } from '../../core/model/appError';
import { joinPath } from '../../core/model/workspacePath';
import type { WorkspacePath } from '../../core/model/ids';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';

/** A Python file of a project, parsed. `path` is relative to the workspace, `module` dotted from the project's folder. */
export interface PythonSource {
  readonly path: string;
  readonly module: string;
  readonly text: string;
  readonly model: PythonModule;
}

export const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;

/** Path below the folder, undefined outside of it. */
export function below(folder: string, path: string): string | undefined {
  if (folder === '') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** Files that may hold conventions, by their path; the rest is not read. */
const TELLING =
  /(^|[/_])(models?|db|database|base|entit(y|ies)|schemas?|crud|repositor(y|ies)|routers?|routes?|endpoints?|api|core|app|main|setup|security|auth|deps|dependencies|errors?|exceptions?|export|session|mixins?|enums?)([/_.]|$)/i;

const MAX_FILES = 600;

/** The folder that packages are imported from: one of the usual ones without `__init__.py` that holds packages. */
export function moduleRoot(folder: string, paths: readonly string[]): string {
  const own = paths.flatMap((path) => below(folder, path) ?? []);
  const isRoot = (root: string): boolean =>
    !own.includes(`${root}/__init__.py`) &&
    own.some((path) => PACKAGE.test(path) && path.startsWith(`${root}/`));
  return ['src', 'lib', 'python'].find(isRoot) ?? '';
}

const PACKAGE = /^[^/]+\/[A-Za-z_]\w*\/__init__\.py$/;

/** More lines than any source has that a person keeps; parsing them would take seconds. */
const MAX_LINES = 50_000;

interface ReadSources {
  readonly sources: readonly PythonSource[];
  /** A sentence for each file that could not be read, for people who wonder what is missing. */
  readonly unread: readonly string[];
}

/** Reads and parses what may tell of conventions, tests and migrations aside. */
export async function readSources(
  folder: string,
  paths: readonly string[],
  files: WorkspaceFiles,
  parsers: Parsers,
  signal: AbortSignal | undefined,
): Promise<ReadSources> {
  const wanted = paths
    .filter((path) => {
      const own = below(folder, path);
      return (
        own?.endsWith('.py') === true &&
        TELLING.test(own) &&
        !/(^|\/)(tests?|versions|migrations)\//.test(own)
      );
    })
    .slice(0, MAX_FILES);
  const root = moduleRoot(folder, paths);
  const sources: PythonSource[] = [];
  const unread: string[] = [];
  for (const path of wanted) {
    if (signal?.aborted === true) break;
    const text = await readOr(files, joinPath(path), (reason) => unread.push(reason));
    if (text === undefined || text.trim() === '') continue;
    if (lineOf(text, text.length) > MAX_LINES) {
      unread.push(`${path} has more than ${String(MAX_LINES)} lines.`);
      continue;
    }
    const own = below(folder, path) ?? path;
    const module = (below(root, own) ?? own)
      .replace(/\.py$/, '')
      .replace(/\/__init__$/, '')
      .replaceAll('/', '.');
    sources.push({ path, module, text, model: parsers.python(text) });
  }
  return { sources, unread };
}

/** A file that is no text counts as missing: detection never fails for one file. */
export async function readQuietly(files: WorkspaceFiles, path: WorkspacePath): Promise<string | undefined> {
  return readOr(files, path, () => undefined);
}

async function readOr(
  files: WorkspaceFiles,
  path: WorkspacePath,
  tell: (reason: string) => void,
): Promise<string | undefined> {
  try {
    return await files.read(path);
  } catch (failure) {
    tell(toAppError(failure).message);
    return undefined;
  }
}
