import type { PyFunction } from '../../codegen/inspect/pythonModel';
import type { Place, PySymbol, RouterGroup } from './project';
import type { PythonSource } from './pythonSources';

/** Groups of routers: functions that include routers into one with a prefix. */
export function detectGroups(
  folder: string,
  sources: readonly PythonSource[],
  guards: readonly PySymbol[],
): RouterGroup[] {
  return sources.flatMap((source) =>
    source.model.functions.flatMap((item) => {
      const router = item.assignments.find((assignment) => assignment.call?.callee === 'APIRouter');
      if (router === undefined) return [];
      const prefix = unquote(
        router.call?.arguments.find((argument) => argument.name === 'prefix')?.text ?? "''",
      );
      const members = membersOf(source, item, router.name);
      const routers = sources.filter((candidate) => members.includes(candidate.module));
      const [sibling] = routers;
      if (sibling === undefined || prefix === '') return [];
      const used = routers.map((candidate) => guardsOf(candidate, guards));
      const group: RouterGroup = {
        name: prefix.replace(/^\//, '').replaceAll(/[/-]/g, '_'),
        prefix,
        path: source.path,
        function: item.name,
        router: router.name,
        routers: placeOf(folder, sibling.path, '_router'),
        readers: ranked(used.flatMap((found) => found.readers)),
        writers: ranked(used.flatMap((found) => found.writers)),
      };
      return [group];
    }),
  );
}

/** Modules of the routers that a function includes. */
function membersOf(source: PythonSource, item: PyFunction, router: string): readonly string[] {
  const included = item.calls
    .filter((call) => call.callee === `${router}.include_router`)
    .map((call) => call.arguments[0]?.text ?? '');
  return source.model.imports
    .filter((statement) => statement.names.some((name) => included.includes(name.alias ?? name.name)))
    .map((statement) => statement.module);
}

/** Folder and pattern of a file: `api/routers/setting/category_router.py` -> `{snake}_router`. */
export function placeOf(folder: string, path: string, suffix: string): Place {
  const own = folder === '' ? path : path.slice(folder.length + 1);
  const cut = own.lastIndexOf('/');
  const name = own.slice(cut + 1).replace(/\.py$/, '');
  const place = own.slice(0, Math.max(0, cut));
  return { folder: place, pattern: name.endsWith(suffix) ? `{snake}${suffix}` : '{snake}' };
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
