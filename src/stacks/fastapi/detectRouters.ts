import type { PyAssignment, PyCall } from '../../codegen/inspect/pythonModel';
import { pluralOf, snakeCase } from '../../core/entity/caseConversion';
import type { Place, PySymbol, RouterGroup } from './project';
import type { PythonSource } from './pythonSources';

/** Groups of routers: a router with a prefix that others are included into, in a function or at the top of a file. */
export function detectGroups(
  sources: readonly PythonSource[],
  guards: readonly PySymbol[],
  place: (path: string) => Place,
): RouterGroup[] {
  return sources.flatMap((source) => {
    const { functions, assignments, calls } = source.model;
    const scopes = [...functions, { name: null, assignments, calls }];
    return scopes.flatMap((scope) =>
      scope.assignments
        .filter((item) => item.call?.callee === 'APIRouter')
        .flatMap((item) => groupOf(source, sources, scope, item, guards, place) ?? []),
    );
  });
}

interface Scope {
  readonly name: string | null;
  readonly calls: readonly PyCall[];
}

function groupOf(
  source: PythonSource,
  sources: readonly PythonSource[],
  scope: Scope,
  router: PyAssignment,
  guards: readonly PySymbol[],
  place: (path: string) => Place,
): RouterGroup | undefined {
  const prefix = unquote(router.call?.arguments.find((argument) => argument.name === 'prefix')?.text ?? "''");
  const included = scope.calls
    .filter((call) => call.callee === `${router.name}.include_router`)
    .map((call) => call.arguments[0]?.text ?? '');
  const members = membersOf(source, included);
  const routers = sources.filter((candidate) => members.modules.includes(candidate.module));
  const [sibling] = routers;
  if (sibling === undefined || prefix === '') return undefined;
  const used = routers.map((candidate) => guardsOf(candidate, guards));
  return {
    name: prefix.replace(/^\//, '').replaceAll(/[/-]/g, '_'),
    prefix,
    path: source.path,
    function: scope.name,
    router: router.name,
    members: members.kind,
    routers: mostUsed(routers.map((router) => place(router.path))) ?? place(sibling.path),
    readers: ranked(used.flatMap((found) => found.readers)),
    writers: ranked(used.flatMap((found) => found.writers)),
  };
}

/** Modules of the routers that are included, and how they are imported. */
function membersOf(
  source: PythonSource,
  included: readonly string[],
): { readonly kind: RouterGroup['members']; readonly modules: readonly string[] } {
  const named = source.model.imports.flatMap((statement) =>
    statement.names.map((name) => ({
      module: statement.module,
      name: name.name,
      as: name.alias ?? name.name,
    })),
  );
  const routers = named.filter((item) => included.includes(item.as)).map((item) => item.module);
  if (routers.length > 0) return { kind: 'routers', modules: routers };
  const modules = named
    .filter((item) => included.includes(`${item.as}.router`))
    .map((item) => `${item.module}.${item.name}`);
  return { kind: 'modules', modules };
}

/** Folder and pattern of a file below a folder: `api/routers/setting/category_router.py` -> `{snake}_router`. */
export function placeOf(folder: string, path: string, names: readonly string[]): Place {
  const own = folder === '' ? path : path.slice(folder.length + 1);
  const cut = own.lastIndexOf('/');
  const name = own.slice(cut + 1).replace(/\.py$/, '');
  const snakes = names.map(snakeCase).sort((left, right) => right.length - left.length);
  const patterns = snakes.flatMap((snake) => [
    { text: pluralOf(snake), pattern: '{plural}' },
    { text: snake, pattern: '{snake}' },
  ]);
  const found = patterns.find(({ text }) => new RegExp(`(^|_)${text}(_|$)`).test(name));
  // `class_` is how a keyword is written, no pattern.
  const isKeyword = found !== undefined && name === `${found.text}_`;
  return {
    folder: own.slice(0, Math.max(0, cut)),
    pattern: found === undefined || isKeyword ? '{snake}' : name.replace(found.text, found.pattern),
  };
}

/** Where most siblings are: one whose plural is its singular does not tell. */
export function mostUsed(places: readonly Place[]): Place | undefined {
  const counts = new Map<string, number>();
  const keyOf = ({ folder, pattern }: Place): string => `${folder} ${pattern}`;
  for (const place of places) counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1);
  return [...places].sort(
    (left, right) => (counts.get(keyOf(right)) ?? 0) - (counts.get(keyOf(left)) ?? 0),
  )[0];
}

/** What the handlers of a router depend on to let someone in: by parameters annotated with one of the guards. */
function guardsOf(
  source: PythonSource,
  guards: readonly PySymbol[],
): { readonly readers: readonly PySymbol[]; readonly writers: readonly PySymbol[] } {
  const readers: PySymbol[] = [];
  const writers: PySymbol[] = [];
  for (const item of source.model.functions) {
    const method = item.decorators
      .map((decorator) => /\.(get|post|put|patch|delete)$/.exec(decorator.call?.callee ?? '')?.[1])
      .find((found) => found !== undefined);
    if (method === undefined) continue;
    const guard = item.parameters
      .map((parameter) => guards.find((candidate) => candidate.name === parameter.annotation))
      .find((found) => found !== undefined);
    if (guard !== undefined) (method === 'get' ? readers : writers).push(guard);
  }
  return { readers, writers };
}

/** Different symbols, the most used first. */
function ranked(symbols: readonly PySymbol[]): PySymbol[] {
  const counts = new Map<string, { readonly symbol: PySymbol; count: number }>();
  for (const symbol of symbols) {
    const key = `${symbol.module}.${symbol.name}`;
    const entry = counts.get(key) ?? { symbol, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  return [...counts.values()].sort((left, right) => right.count - left.count).map((entry) => entry.symbol);
}

const unquote = (text: string): string => text.replace(/^(['"])(.*)\1$/s, '$2');
