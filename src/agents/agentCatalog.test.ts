import assert from 'node:assert/strict';
import { nodeAssets } from '../../test/fakes/nodeAssets';
import { AppError } from '../core/model/appError';
import type { Assets } from '../core/ports/system';
import { AgentCatalog } from './agentCatalog';
import type { AgentDefinition } from './agentDefinition';

const core = (changes: Readonly<Record<string, string>> = {}): string => {
  const lines = {
    id: 'mine',
    title: 'Mine',
    team: 'task',
    phase: 'backend',
    capabilities: '[write]',
    inputs: '[spec]',
    outputs: '[files]',
    critical: 'true',
    executor: 'model',
    ...changes,
  };
  const matter = Object.entries(lines).map(([key, value]) => `${key}: ${value}`);
  return `---\n${matter.join('\n')}\n---\n\nDo it.\n`;
};

/** One agent folder; every other name that is asked for is a path that left. */
const assetsWith = (folder: string, text: string): Assets => ({
  bytes: () => Promise.reject(new Error('no bytes are read')),
  list: () => Promise.resolve([folder]),
  text(name) {
    assert.equal(name, `agents/${folder}/core.md`);
    return Promise.resolve(text);
  },
});

const refused = (named: string) => (thrown: unknown) =>
  thrown instanceof AppError && thrown.code === 'parseFailed' && thrown.message.includes(named);

const OUTSIDE = [
  '../mine',
  '..',
  '/mine',
  '//server/mine',
  'C:/mine',
  'a/b',
  '~',
  'Mine',
  'con.',
  'mine/../..',
];

async function definitions(assets: Assets): Promise<readonly AgentDefinition[]> {
  return (await AgentCatalog.open(assets)).definitions();
}

describe('AgentCatalog', () => {
  it('reads every agent that ships', async () => {
    assert.ok((await definitions(nodeAssets)).length > 0);
  });

  it('reads an agent', async () => {
    const [agent] = await definitions(assetsWith('mine', core()));
    assert.equal(agent?.prompt, 'Do it.');
  });

  for (const id of OUTSIDE) {
    it(`refuses the id ${id}`, async () => {
      await assert.rejects(definitions(assetsWith('mine', core({ id: JSON.stringify(id) }))), refused('id'));
    });
    it(`refuses the folder ${id} before it is read`, async () => {
      const assets: Assets = { ...assetsWith(id, ''), text: () => Promise.reject(new Error('it was read')) };
      await assert.rejects(definitions(assets), refused(JSON.stringify(id)));
    });
  }

  const broken: readonly (readonly [string, string, string])[] = [
    ['no front matter', 'Do it.', 'front matter'],
    ['a reference outside', core({ reference: '../../secret.md' }), 'reference'],
    ['a prototype key', core({ ['__proto__']: '{ polluted: true }' }), '__proto__'],
    ['an alias', core({ inputs: '&a [x]', outputs: '*a' }), 'core.md'],
    ['a duplicate key', core().replace('title: Mine', 'title: Mine\ntitle: Yours'), 'core.md'],
    ['an unknown executor', core({ executor: 'shell' }), 'executor'],
    ['no capabilities', core({ capabilities: '[]' }), 'capabilities'],
  ];
  for (const [name, text, named] of broken) {
    it(`refuses ${name}, naming it`, async () => {
      await assert.rejects(definitions(assetsWith('mine', text)), refused(named));
    });
  }
});
