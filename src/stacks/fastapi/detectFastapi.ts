import type { Parsers } from '../../codegen/inspect/parsers';
import { joinPath } from '../../core/model/workspacePath';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { detectMigrations } from './detectMigrations';
import { detectModels } from './detectModels';
import { detectGroups, mostUsed, placeOf } from './detectRouters';
import { detectTests } from './detectTests';
import { detectToolCall } from './detectToolCall';
import { HELPER_NAMES, HELPER_ROLES, type FastapiProject, type Place, type PySymbol } from './project';
import { below, lineOf, moduleRoot, readQuietly, readSources, type PythonSource } from './pythonSources';
import { describeConventions, unsupportedConventions } from './conventions';

/** Finds the FastAPI projects of a workspace with their conventions, anywhere in it. Reads only files whose path may tell. */
export async function detectFastapi(
  files: WorkspaceFiles,
  parsers: Parsers,
  options: Cancellable = {},
): Promise<readonly FastapiProject[]> {
  const paths = await files.list(options);
  const projects: FastapiProject[] = [];
  for (const folder of await projectFolders(paths, files)) {
    const { sources, unread } = await readSources(folder, paths, files, parsers, options.signal);
    const isBackend = sources.some((source) =>
      source.model.imports.some((item) => item.module === 'fastapi' || item.module.startsWith('fastapi.')),
    );
    if (!isBackend) continue;
    const project = await profileOf(folder, paths, sources, files, parsers);
    // What could not be read explains what was not found.
    const { unsupported } = project;
    projects.push(
      unsupported.length === 0 ? project : { ...project, unsupported: explained(unsupported, unread) },
    );
  }
  return projects;
}

const MANIFEST = /(^|\/)(pyproject\.toml|requirements[^/]*\.(txt|in)|setup\.(py|cfg)|Pipfile|alembic\.ini)$/;

/** Folders with a manifest that names FastAPI; of nested ones the innermost that has Python packages. */
async function projectFolders(paths: readonly string[], files: WorkspaceFiles): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const path of paths) {
    if (!MANIFEST.test(path) || path.endsWith('alembic.ini')) continue;
    const text = await readQuietly(files, joinPath(path));
    if (text !== undefined && /\bfastapi\b/i.test(text)) folders.add(folderOf(path));
  }
  const found = [...folders].sort();
  return found.filter(
    (folder) => !found.some((other) => other !== folder && below(folder, `${other}/x`) !== undefined),
  );
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

async function profileOf(
  folder: string,
  paths: readonly string[],
  sources: readonly PythonSource[],
  files: WorkspaceFiles,
  parsers: Parsers,
): Promise<FastapiProject> {
  const manifest = await readQuietly(files, joinPath(folder, 'pyproject.toml'));
  const ruff = await readQuietly(files, joinPath(folder, 'ruff.toml'));
  const aliases = dependencyAliases(sources);
  const session = aliases.find((alias) => /Session\b/.test(alias.type)) ?? null;
  const guards = aliases.filter((alias) => alias !== session).map(({ module, name }) => ({ module, name }));
  const root = moduleRoot(folder, paths);
  const models = detectModels(sources);
  const names = models.entities.map((entity) => entity.name);
  const place = (path: string): Place =>
    placeOf([folder, root].filter((part) => part !== '').join('/'), path, names);
  const groups = detectGroups(sources, guards, place);
  const siblings = siblingPlaces(sources, place);
  const found: FastapiProject = {
    folder,
    root,
    evidence: [],
    conventions: [],
    unsupported: [],
    ...models,
    modelFiles: models.models === null ? modelFilesOf(sources, models.entities, place) : null,
    width: Number(/^line-length\s*=\s*(\d+)/m.exec(`${ruff ?? ''}\n${manifest ?? ''}`)?.[1] ?? 88),
    firstParty: firstPartyOf(folder, root, paths),
    sessions: aliases.some((alias) => alias.type.includes('AsyncSession')) ? 'async' : 'sync',
    session: session === null ? null : { module: session.module, name: session.name },
    foreignKeysOn: sources.some(({ text }) => text.includes('foreign_keys') && SWITCHED_ON.test(text)),
    sessionName: sessionNameOf(sources, session?.name),
    schemas: siblings.schemas,
    crud: siblings.crud,
    tests: await detectTests(folder, paths, files, parsers, manifest ?? ''),
    utcNow: functionNamed('utc_now', sources),
    groups,
    migrations: await detectMigrations(folder, paths, files),
    helpers: helpersOf(sources),
    toolCall: await detectToolCall(folder, paths, files),
  };
  const evidence = evidenceOf(found, sources);
  return {
    ...found,
    evidence,
    conventions: describeConventions(found),
    unsupported: [...unreadableModels(sources), ...unsupportedConventions(found)],
  };
}

const SWITCHED_ON = /PRAGMA\s+foreign_keys\s*=\s*(ON|1|true)\b/i;

function explained([first = '', ...others]: readonly string[], unread: readonly string[]): string[] {
  return unread.length === 0 ? [first, ...others] : [`${unread.join(' ')} ${first}`, ...others];
}

/** A file of tables that does not parse can be neither read nor edited. */
function unreadableModels(sources: readonly PythonSource[]): string[] {
  return sources
    .filter((source) => source.model.hasErrors && source.text.includes('__tablename__'))
    .map((source) => `${source.path} does not parse, so that the models in it are not known.`);
}

interface Alias extends PySymbol {
  readonly type: string;
}

/** `Reader = Annotated[User, Depends(...)]`. */
function dependencyAliases(sources: readonly PythonSource[]): readonly Alias[] {
  return sources.flatMap((source) =>
    source.model.assignments.flatMap((item) => {
      const [, type] = /^Annotated\[\s*([\w.]+),\s*Depends\(/s.exec(item.value ?? '') ?? [];
      return type === undefined ? [] : [{ module: source.module, name: item.name, type }];
    }),
  );
}

function functionNamed(name: string, sources: readonly PythonSource[]): PySymbol | null {
  const source = sources.find((item) => item.model.functions.some((found) => found.name === name));
  return source === undefined ? null : { module: source.module, name };
}

function helpersOf(sources: readonly PythonSource[]): Record<string, PySymbol> {
  const defined = new Map<string, PySymbol>();
  for (const source of sources) {
    const { classes, functions, assignments } = source.model;
    for (const { name } of [...classes, ...functions, ...assignments]) {
      if (!defined.has(name)) defined.set(name, { module: source.module, name });
    }
  }
  const helpers: Record<string, PySymbol> = {};
  for (const [role, name] of Object.entries(HELPER_ROLES)) {
    const found = [name, ...(HELPER_NAMES[role] ?? [])]
      .map((item) => defined.get(item))
      .find((item) => item !== undefined);
    if (found !== undefined) helpers[role] = found;
  }
  return helpers;
}

/** Where a sibling's schemas and queries live. */
function siblingPlaces(
  sources: readonly PythonSource[],
  place: (path: string) => Place,
): Pick<FastapiProject, 'schemas' | 'crud'> {
  const placeWhere = (tells: (source: PythonSource) => boolean): Place | undefined =>
    mostUsed(sources.filter(tells).map((source) => place(source.path)));
  const schemas = placeWhere((source) =>
    source.model.classes.some((item) => item.name.endsWith('ListParams') && item.name !== 'ListParams'),
  );
  const crud = placeWhere((source) => source.model.assignments.some((item) => item.name === 'SORTS'));
  // Without a sibling that can be read, beside the helpers that it would use.
  const beside = (helper: string, pattern: string): Place => {
    const source = sources.find((item) =>
      [...item.model.classes, ...item.model.functions].some(({ name }) => name === helper),
    );
    return { folder: source === undefined ? '' : place(source.path).folder, pattern };
  };
  return {
    schemas: schemas ?? beside('RequestModel', '{snake}_schema'),
    crud: crud ?? beside('create_record', '{plural}'),
  };
}

/** Folder of models with a file each, and the package there that names all of them. */
function modelFilesOf(
  sources: readonly PythonSource[],
  entities: FastapiProject['entities'],
  place: (path: string) => Place,
): FastapiProject['modelFiles'] {
  const [first] = entities;
  if (first === undefined) return null;
  const folder = first.path.slice(0, first.path.lastIndexOf('/'));
  if (entities.some((entity) => entity.path.slice(0, entity.path.lastIndexOf('/')) !== folder)) return null;
  const index = sources.find((source) => source.path === `${folder}/__init__.py`);
  const isIndex =
    index?.model.imports.some((item) => item.names.some((name) => name.name === first.name)) ?? false;
  return {
    ...(mostUsed(entities.map((entity) => place(entity.path))) ?? place(first.path)),
    index: index === undefined || !isIndex ? null : { path: index.path, module: index.module },
  };
}

/** The parameter that sessions are most often called. */
function sessionNameOf(sources: readonly PythonSource[], alias: string | undefined): string {
  const counts = new Map<string, number>();
  for (const { annotation, name } of sources.flatMap((source) =>
    source.model.functions.flatMap((item) => item.parameters),
  )) {
    if (annotation === 'Session' || annotation === 'AsyncSession' || annotation === alias)
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? 'db';
}

/** Packages and modules at the top of the project, as isort's first party. */
function firstPartyOf(folder: string, root: string, paths: readonly string[]): string[] {
  const names = new Set<string>();
  for (const path of paths) {
    const inside = below(folder, path) ?? '';
    const own = root === '' ? inside : (below(root, inside) ?? inside);
    const [, name] = /^([A-Za-z_]\w*)(\/__init__\.py|\.py)$/.exec(own) ?? [];
    if (name !== undefined) names.add(name);
  }
  return [...names].sort();
}

function evidenceOf(project: FastapiProject, sources: readonly PythonSource[]): FastapiProject['evidence'] {
  const claims: FastapiProject['evidence'] = [];
  const add = (claim: string, path: string, line: number): void => {
    claims.push({ claim, path, line });
  };
  for (const source of sources) {
    const { classes, assignments, hasErrors } = source.model;
    if (hasErrors) add('does not parse', source.path, 1);
    if (source.module === project.base?.module) {
      const base = classes.find((item) => item.name === project.base?.name);
      if (base !== undefined)
        add(`declarative base ${base.name}`, source.path, lineOf(source.text, base.start));
    }
    const session = assignments.find((item) => item.name === project.session?.name);
    if (session !== undefined && source.module === project.session?.module) {
      add(`sessions by ${session.name}`, source.path, lineOf(source.text, session.start));
    }
    for (const group of project.groups.filter((candidate) => candidate.path === source.path)) {
      const item = source.model.functions.find((candidate) => candidate.name === group.function);
      add(`router group ${group.name}`, source.path, lineOf(source.text, item?.start ?? 0));
    }
  }
  for (const entity of project.entities) add(`entity ${entity.name}`, entity.path, entity.line);
  return claims;
}
