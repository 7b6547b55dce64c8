import assert from 'node:assert/strict';
import path from 'node:path';
import { RELEASE_NOTES_AGENT, RELEASE_NOTES_WORKFLOW } from '../../test/fakes/foreignDefinitions';
import { definitionFileProblems } from './definitionFileProblems';

// The agents that ship are beside the sources as they are beside the bundles.
const problems = (source: string, text: string) => definitionFileProblems(path.resolve('.'), source, text);

describe('definitionFileProblems', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['.groundwork/agents/release-notes/core.md', RELEASE_NOTES_AGENT, 0],
    ['.groundwork/agents/release-notes/core.md', RELEASE_NOTES_AGENT.replace('phase:', 'phrase:'), 2],
    ['.groundwork/agents/planner/core.md', RELEASE_NOTES_AGENT, 2],
    ['.groundwork/agents/planner/core.md', '---\ntitle: Ours\n---\nPlan.', 0],
    ['.groundwork/workflows/release-notes.yaml', RELEASE_NOTES_WORKFLOW, 0],
    ['.groundwork/workflows/release-notes.yml', 'phases: []', 2],
    ['.groundwork/entities/product.yaml', '[', 0],
  ];
  for (const [source, text, count] of cases) {
    it(`finds ${String(count)} in ${source}`, async () => {
      const found = await problems(source, text);
      assert.equal(found.length, count, JSON.stringify(found));
      assert.ok(found.every(({ source: named, position }) => named === source && position !== null));
    });
  }
});
