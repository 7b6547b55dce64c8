import { strict as assert } from 'assert';
import fc from 'fast-check';
import { fileChange, mark } from '../../../test/fakes/reviewPorts';
import { buildGraph, missingDependencies, titleWithUnmet } from './dependencies';
import type { HunkGraph } from './dependencies';
import { startReview } from './fileReview';
import { decide, placeHunks } from './hunkDecisions';
import type { Decision } from './hunkDecisions';
import { computeHunks } from './hunks';

const numRuns = process.env['SOAK'] ? 10_000 : 1_000;

interface Part {
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  readonly decision: Decision;
}

/** One new file a part, named by its index. */
function graphOf(parts: readonly Part[]): { graph: HunkGraph; ids: string[] } {
  const ids: string[] = [];
  const files = parts.map(({ provides, requires, decision }, index) => {
    const marks = [mark({ startLine: 0, endLine: 1, title: `part ${index}`, provides, requires })];
    const change = fileChange({ path: `${index}.py`, base: null, proposed: `${index}\n`, marks });
    const id = computeHunks(change)[0]?.id ?? '';
    ids.push(id);
    const review = decide(startReview(change), [id], decision);
    return { review, hunks: placeHunks(review) };
  });
  return { graph: buildGraph(files), ids };
}

const part = (provides: string, requires: string, decision: Decision = 'pending'): Part => ({
  provides: Array.from(provides),
  requires: Array.from(requires),
  decision,
});

describe('dependencies between hunks', function () {
  this.timeout(600_000);
  const table: readonly [string, readonly Part[], number[], number[]][] = [
    ['a symbol that another hunk brings', [part('m', ''), part('', 'm')], [1], [0]],
    ['over several steps', [part('a', ''), part('b', 'a'), part('c', 'b'), part('', 'c')], [3], [0, 1, 2]],
    ['in a circle', [part('a', 'b'), part('b', 'a')], [0], [1]],
    ['every hunk that brings it', [part('a', ''), part('a', ''), part('', 'a')], [2], [0, 1]],
    ['nothing of what the workspace has', [part('', 'x')], [0], []],
    ['nothing of its own', [part('a', 'a')], [0], []],
    ['nothing that is accepted', [part('a', '', 'accepted'), part('', 'a')], [1], []],
    ['what was rejected', [part('a', '', 'rejected'), part('', 'a')], [1], [0]],
    ['what a rejected one needs', [part('a', ''), part('b', 'a', 'rejected'), part('', 'b')], [2], [0, 1]],
    ['what was selected already', [part('a', ''), part('', 'a')], [0, 1], []],
  ];
  for (const [name, parts, selected, missing] of table) {
    it(`needs ${name}`, () => {
      const { graph, ids } = graphOf(parts);
      const found = missingDependencies(graph, new Set(selected.map((index) => ids[index] ?? '')));
      assert.deepEqual(
        found.map(({ ref }) => ids.indexOf(ref.hunk)),
        missing,
      );
    });
  }

  it('says what a rejection took away, and who is affected before it', () => {
    const before = graphOf([part('m', ''), part('', 'm')]);
    assert.deepEqual(
      before.graph.get(before.ids[0] ?? '')?.dependants.map(({ title }) => title),
      ['part 1'],
    );
    const { graph, ids } = graphOf([part('m', '', 'rejected'), part('', 'm')]);
    const node = graph.get(ids[1] ?? '');
    assert.ok(node);
    assert.equal(titleWithUnmet(node), 'part 1 (needs what was rejected: part 0 in 0.py)');
  });

  it('names a rejected one without what that needs itself, unless it is wanted back', () => {
    const { graph, ids } = graphOf([part('a', ''), part('b', 'a', 'rejected'), part('', 'b')]);
    const titles = (through: readonly Decision[]): readonly string[] =>
      missingDependencies(graph, new Set([ids[2] ?? '']), through).map(({ title }) => title);
    assert.deepEqual(titles(['pending']), ['part 1']);
    assert.deepEqual(titles(['pending', 'rejected']), ['part 0', 'part 1']);
  });

  it('closes any selection', () => {
    const symbols = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 });
    const parts = fc.array(
      fc.record({
        provides: symbols,
        requires: symbols,
        decision: fc.constantFrom<Decision>('pending', 'pending', 'pending', 'accepted', 'rejected'),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(parts, fc.array(fc.nat(9)), (all, picks) => {
        const { graph, ids } = graphOf(all);
        const pending = picks
          .map((pick) => pick % all.length)
          .filter((pick) => all[pick]?.decision === 'pending');
        const selected = new Set(pending.map((pick) => ids[pick] ?? ''));
        const missing = missingDependencies(graph, selected).map(({ ref }) => ref.hunk);
        const closed = new Set([...selected, ...missing].map((id) => ids.indexOf(id)));
        for (const index of closed) {
          all.forEach((provider, other) => {
            if (provider.decision === 'accepted') return;
            if (!provider.provides.some((symbol) => all[index]?.requires.includes(symbol))) return;
            assert.ok(closed.has(other), `${index} needs ${other}`);
          });
        }
        // Minimal: each addition is needed by another member.
        for (const id of missing) {
          const added = all[ids.indexOf(id)];
          assert.ok(
            [...closed].some(
              (index) =>
                ids[index] !== id && added?.provides.some((symbol) => all[index]?.requires.includes(symbol)),
            ),
          );
        }
      }),
      { numRuns },
    );
  });
});
