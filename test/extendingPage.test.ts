import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AgentCatalog } from '../src/agents/agentCatalog';
import { agentFrontMatterSchema } from '../src/agents/agentDefinition';
import { Team } from '../src/agents/team';
import { Contributions } from '../src/core/extensions/contributions';
import { createApi } from '../src/core/extensions/createApi';
import { nodeWorkspaceData } from '../src/platform/files/nodeWorkspaceData';
import { heldSchema, phaseSchema } from '../src/workflows/custom/definition';
import { packageAssets } from './fakes/packageAssets';

const page = readFileSync('docs/extending.md', 'utf8');
const never = (): Promise<never> => Promise.reject(new Error('nobody asks'));

describe('docs/extending.md', () => {
  // `planned` is for agents that ship.
  const fields = [
    ...Object.keys(agentFrontMatterSchema.shape).filter((name) => name !== 'planned'),
    ...Object.keys({ ...phaseSchema.shape, ...heldSchema.shape }),
  ];
  for (const field of fields) {
    it(`has the field ${field}`, () => {
      assert.ok(page.includes(`\`${field}\``));
    });
  }

  const api = createApi(new Contributions(), { agents: never, workflows: never, documents: never });
  for (const name of Object.keys(api).filter((key) => key.startsWith('register'))) {
    it(`and the example have ${name}`, () => {
      assert.ok(page.includes(`api.${name}(`));
      assert.ok(readFileSync('examples/extension/extension.js', 'utf8').includes(`api.${name}(`));
    });
  }

  it('can have its API copied: the file imports nothing', () => {
    assert.doesNotMatch(
      readFileSync('src/core/extensions/groundworkApi.ts', 'utf8'),
      /^(import|export .* from)\b/m,
    );
  });

  it('has an example of an agent that counts as it is', async () => {
    const data = nodeWorkspaceData(path.resolve('examples/workspace'), 'trusted');
    const team = new Team(await AgentCatalog.open(packageAssets), data, () => []);
    const { catalog, problems } = await team.now();
    assert.deepEqual(problems, []);
    assert.equal((await catalog.summary('release-notes')).source.kind, 'workspace');
  });
});
