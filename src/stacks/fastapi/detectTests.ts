import type { Parsers } from '../../codegen/inspect/parsers';
import type { PyFunction, PythonModule } from '../../codegen/inspect/pythonModel';
import { joinPath } from '../../core/model/workspacePath';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { FastapiProject, PySymbol } from './project';
import { below, readQuietly } from './pythonSources';

type Tests = NonNullable<FastapiProject['tests']>;

/** Where tests live and what their conftest hands out; null where there is none. `manifest` is pyproject.toml. */
export async function detectTests(
  folder: string,
  paths: readonly string[],
  files: WorkspaceFiles,
  parsers: Parsers,
  manifest: string,
): Promise<Tests | null> {
  const path = paths.find((candidate) => /^tests?\/conftest\.py$/.test(below(folder, candidate) ?? ''));
  if (path === undefined) return null;
  const own = below(folder, path) ?? path;
  const home = own.slice(0, own.lastIndexOf('/'));
  const text = (await readQuietly(files, joinPath(path))) ?? '';
  const conftest = parsers.python(text);
  const module = own.replace(/\.py$/, '').replaceAll('/', '.');
  const fixtures = conftest.functions.filter(isFixture);
  const handsOut = (name: string): string | undefined => {
    const fixture = fixtures.find((item) => item.name === name);
    return fixture === undefined ? undefined : productOf(fixture);
  };
  const client = handsOut('client');
  const counter = handsOut('count_statements');
  return {
    folder: home,
    pattern: 'test_{plural}',
    fixtures: fixtures.map((item) => item.name),
    session: fixtures.find((item) => /(^|\.)(Async)?Session$/.test(productOf(item)))?.name ?? null,
    client: client === undefined ? null : symbolOf(conftest, module, client),
    counter: counter === undefined ? null : symbolOf(conftest, module, counter),
    adders: await findAdders(home, folder, paths, files),
    mark: await asyncMark(home, folder, paths, files, `${manifest}\n${text}`),
  };
}

/** What adds records of each entity whose tests were generated: the one place that knows what they cannot do without. */
async function findAdders(
  home: string,
  folder: string,
  paths: readonly string[],
  files: WorkspaceFiles,
): Promise<Tests['adders']> {
  const found: Tests['adders'] = [];
  for (const path of paths) {
    const own = below(folder, path) ?? '';
    if (!own.startsWith(`${home}/test_`) || !own.endsWith('.py')) continue;
    const text = (await readQuietly(files, joinPath(path))) ?? '';
    const match = ADDER.exec(text);
    const [, name, entity] = match ?? [];
    if (match === null || name === undefined || entity === undefined) continue;
    const module = own.replace(/\.py$/, '').replaceAll('/', '.');
    const imports = [...text.slice(0, match.index).matchAll(TEST_IMPORT)].map(([, from = '']) => from);
    found.push({ entity, adder: { module, name }, imports });
  }
  return found;
}

const ADDER =
  /^(?:async )?def (add_\w+)\(\w+: \w+\) -> None:\n(?: {4}""".*"""\n)? {4}if (?:await )?\w+\.get\((\w+), \d+\) is None:/m;

const TEST_IMPORT = /^from (\S+\.test_\w+) import /gm;

const isFixture = (item: PyFunction): boolean =>
  item.decorators.some((decorator) => /(^|\.)fixture\b/.test(decorator.text));

/** Type of what a fixture returns or yields, as written. */
function productOf({ returns }: PyFunction): string {
  const [, yielded] =
    /^(?:\w+\.)*(?:Async)?(?:Iterator|Iterable|Generator)\[\s*([\w.]+)/.exec(returns ?? '') ?? [];
  return yielded ?? returns ?? '';
}

/** A plain name that the module defines or imports. */
function symbolOf(model: PythonModule, module: string, name: string): PySymbol | null {
  const isOwn = [...model.classes, ...model.assignments].some((item) => item.name === name);
  if (isOwn) return { module, name };
  const from = model.imports.find(
    (item) => item.kind === 'from' && item.names.some((imported) => imported.name === name),
  );
  return from === undefined ? null : { module: from.module, name };
}

/** What makes asynchronous tests run: nothing where the runner takes all of them, else the mark that the siblings have. */
async function asyncMark(
  home: string,
  folder: string,
  paths: readonly string[],
  files: WorkspaceFiles,
  settings: string,
): Promise<Tests['mark']> {
  if (/^\s*(anyio|asyncio)_mode\s*=\s*["']?auto\b/m.test(settings)) return 'none';
  const siblings = paths.filter((path) => below(folder, path)?.startsWith(`${home}/test_`) === true);
  for (const path of siblings.slice(0, MOST_SIBLINGS)) {
    const text = await readQuietly(files, joinPath(path));
    if (text !== undefined && /pytest\.mark\.anyio\b/.test(text)) return 'anyio';
  }
  return null;
}

const MOST_SIBLINGS = 20;
