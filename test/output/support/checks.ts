import { readdirSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from './folders';
import { mustRun, type ToolResult } from './runTool';
import { linkPackages, type Shop } from './shop';

/** Alembic on a database of its own. */
export function alembic(shop: Shop, databaseUrl: string, ...args: readonly string[]): Promise<ToolResult> {
  return mustRun([shop.python, '-m', 'alembic', ...args], {
    cwd: shop.backend,
    env: { DATABASE_URL: databaseUrl },
  });
}

/** What mypy has read of the packages, which are the same in every copy: it looks at the contents of what moved. */
let mypyCache: string | undefined;

/** Format, lint and strict types of the backend. */
export async function checkBackend(shop: Shop): Promise<void> {
  const options = { cwd: shop.backend };
  await mustRun([shop.python, '-m', 'ruff', 'format', '--check', '.'], options);
  await mustRun([shop.python, '-m', 'ruff', 'check', '.'], options);
  mypyCache ??= tempFolder('mypy');
  await mustRun([shop.python, '-m', 'mypy', '--cache-dir', mypyCache, '.'], options);
}

export function pytest(shop: Shop, ...args: readonly string[]): Promise<ToolResult> {
  return mustRun([shop.python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...args], {
    cwd: shop.backend,
  });
}

/** All tests of the backend, in two processes at once. */
export async function pytestAll(shop: Shop): Promise<void> {
  const files = readdirSync(path.join(shop.backend, 'tests')).filter((name) => name.startsWith('test_'));
  const halves = [0, 1].map((half) => files.filter((_, index) => index % 2 === half));
  await Promise.all(halves.map((half) => pytest(shop, ...half.map((name) => `tests/${name}`))));
}

/** Format, lint and types of the frontend. */
export async function checkFrontend(shop: Shop): Promise<void> {
  linkPackages(shop);
  const tool = (entry: string, ...args: string[]): Promise<ToolResult> => {
    const script = path.join(shop.frontend, 'node_modules', entry);
    return mustRun([process.execPath, script, ...args], { cwd: shop.frontend });
  };
  await tool('prettier/bin/prettier.cjs', '--check', '.');
  await generateRouteTypes(shop);
  await tool('typescript/bin/tsc', '--noEmit');
  await tool('eslint/bin/eslint.js', '.', '--max-warnings', '0');
}

/** The types that Next derives from the routes that there are. */
export async function generateRouteTypes(shop: Shop): Promise<void> {
  const next = path.join(shop.frontend, 'node_modules/next/dist/bin/next');
  await mustRun([process.execPath, next, 'typegen'], { cwd: shop.frontend });
}
