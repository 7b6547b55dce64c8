import { joinPath } from '../../core/model/workspacePath';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';

/** Package managers by the lock files that they write: beside the project, or in a folder above it. */
const MANAGERS: readonly (readonly [lock: string, call: string])[] = [
  ['uv.lock', 'uv run {tool}'],
  ['poetry.lock', 'poetry run {tool}'],
  ['pdm.lock', 'pdm run {tool}'],
  ['Pipfile.lock', 'pipenv run {tool}'],
];

/**
 * How a tool of the project's environment is called in its folder, `{tool}` being its name: nobody has to activate
 * anything first.
 */
export async function detectToolCall(
  folder: string,
  paths: readonly string[],
  files: WorkspaceFiles,
): Promise<string> {
  const known = new Set(paths);
  for (const place of placesUpwards(folder)) {
    const manager = MANAGERS.find(([lock]) => known.has(below(place, lock)));
    if (manager !== undefined) return manager[1];
  }
  for (const [depth, place] of placesUpwards(folder).entries()) {
    for (const name of ['.venv', 'venv']) {
      const kind = await environmentAt(below(place, name), files);
      const environment = `${'../'.repeat(depth)}${name}`;
      if (kind === 'posix') return `${environment}/bin/python -m {tool}`;
      if (kind === 'windows') return `${environment}/Scripts/python -m {tool}`.replaceAll('/', '\\');
    }
  }
  return '{tool}';
}

/** The folder and those above it, up to the workspace itself. */
function placesUpwards(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return Array.from({ length: parts.length + 1 }, (_, index) =>
    parts.slice(0, parts.length - index).join('/'),
  );
}

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** What kind of machine a virtual environment is for, undefined where there is none. */
async function environmentAt(
  folder: string,
  files: WorkspaceFiles,
): Promise<'posix' | 'windows' | undefined> {
  try {
    const settings = await files.read(joinPath(folder, 'pyvenv.cfg'));
    if (settings === undefined) return undefined;
    return /^home\s*=\s*[A-Za-z]:/m.test(settings) ? 'windows' : 'posix';
  } catch {
    // A link to an environment elsewhere is not followed, but it is one.
    return 'posix';
  }
}
