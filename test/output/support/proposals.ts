import { Secrets } from '../../../src/core/redaction/secrets';
import { strict as assert } from 'node:assert';
import { createApp } from '../../../src/app';
import { DEFAULT_CONFIG } from '../../../src/core/config/configSchema';
import { noExtensionPoints } from '../../../src/core/extensions/extensionPoints';
import type { FileChange } from '../../../src/core/model/changeSet';
import type { EntitySource } from '../../../src/core/orchestrator/dialogueService';
import { nodeWorkspaceFiles } from '../../../src/platform/files/nodeWorkspaceFiles';
import { nodeHasher } from '../../../src/platform/nodeHasher';
import { systemClock } from '../../../src/platform/systemClock';
import { systemRandom } from '../../../src/platform/systemRandom';
import { MemoryWorkspace } from '../../fakes/memoryWorkspace';
import { openMemoryStore } from '../../fakes/memoryStore';
import { noModels } from '../../fakes/noModels';
import { packageAssets } from '../../fakes/packageAssets';
import { silentLog } from '../../fakes/silentLog';
import type { Shop } from './shop';

/** What the program proposes for a workspace; nothing is written. */
export async function proposalsFor(shop: Shop, source: EntitySource): Promise<readonly FileChange[]> {
  const store = await openMemoryStore();
  const app = await createApp({
    onSpans: () => undefined,
    secrets: new Secrets(),
    files: nodeWorkspaceFiles(shop.folder),
    writer: new MemoryWorkspace(),
    models: noModels,
    extensionPoints: noExtensionPoints(),
    store,
    verifier: null,
    git: null,
    config: () => DEFAULT_CONFIG,
    assets: packageAssets,
    clock: systemClock,
    random: systemRandom,
    hasher: nodeHasher,
    log: silentLog,
  });
  const check = await app.dialogue.check(source, { backend: 'backend', frontend: 'frontend' });
  assert.ok(check.kind !== 'problems', JSON.stringify(check));
  const run = await app.runs.start(check.start.workflow, check.start.request);
  const view = await app.runs.settled(run);
  assert.equal(view.status, 'review', view.error ?? '');
  return (await store.getReview(run)).map(({ change }) => change);
}
