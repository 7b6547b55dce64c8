import assert from 'node:assert/strict';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { Parsers } from '../inspect/parsers';
import { applyEdits } from './applyEdits';
import { planPyRemoval } from './planPyRemoval';

const SOURCE = `x = Table("x")


class A:
    a: int

    b: str = f(
        1
    )
    c: str = g()

    def method(self) -> None: ...


class B:
    d: int
`;

describe('planPyRemoval', () => {
  let parsers: Parsers;

  before(async () => {
    parsers = await Parsers.create(nodeAssets);
  });

  const removed = (owner: string | null, name: string, text: string): string | undefined => {
    const plan = planPyRemoval(parsers, SOURCE, { owner, name, text, label: { title: 'Remove' } });
    return plan.kind === 'edits' ? applyEdits(SOURCE, plan.edits).text : undefined;
  };

  const cases: readonly [string | null, string, string, string, string][] = [
    ['A', 'b', 'b: str = f(\n        1\n    )', '    b: str = f(\n        1\n    )\n', ''],
    ['A', 'c', 'c: str = g()', '    c: str = g()\n', ''],
    [null, 'x', 'x = Table("x")', 'x = Table("x")\n\n\n', ''],
    [null, 'B', 'class B:\n    d: int', '\n\n\nclass B:\n    d: int\n', '\n'],
  ];
  for (const [owner, name, text, gone, left] of cases) {
    it(`takes ${owner ?? 'the module'}'s ${name} away`, () => {
      assert.equal(removed(owner, name, text), SOURCE.replace(gone, left));
    });
  }

  it('leaves what was changed, and what is not there', () => {
    assert.equal(removed('A', 'c', 'c: str = h()'), undefined);
    assert.equal(removed('A', 'z', 'z: int'), undefined);
    assert.equal(removed('C', 'a', 'a: int'), undefined);
  });
});
