import { strict as assert } from 'node:assert';
import { inRepo } from '../../../scripts/lib/paths.mjs';
import { mustRun } from './runTool';
import type { Shop } from './shop';

/** Runs every revision up and down, one at a time, over tables with rows; there are `revisions` of them. */
export async function migratePopulated(shop: Shop, databaseUrl: string, revisions: number): Promise<void> {
  const script = inRepo('test', 'output', 'support', 'migrate_populated.py');
  const { stdout } = await mustRun([shop.python, script], {
    cwd: shop.backend,
    env: { DATABASE_URL: databaseUrl, PYTHONPATH: `${shop.backend}:${shop.backend}/src` },
  });
  assert.match(stdout, new RegExp(`^${revisions} revisions up and down$`, 'm'));
}
