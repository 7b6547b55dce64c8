import { strict as assert } from 'node:assert';
import type { FileChange } from '../../src/core/model/changeSet';
import type { EntitySource } from '../../src/core/orchestrator/dialogueService';
import { BOOT, CheckedWorkspace, type Texts } from './support/checkedWorkspace';
import { unnamedBreaks } from './support/namedBreaks';
import { proposalsFor } from './support/proposals';
import { randomOf } from './support/random';
import { HABITS, reviewAtRandom, type Habit, type Reviewed } from './support/randomReview';
import { copyShop, type Shop } from './support/shop';
import type { Broken } from './support/typeChecker';

interface Example {
  readonly what: string;
  readonly subsets: number;
  readonly source: EntitySource;
}

/** One after another: the second begins with the first one accepted. */
const EXAMPLES: readonly Example[] = [
  {
    what: 'a new entity',
    subsets: 20,
    source: {
      kind: 'shorthand',
      text:
        'product name:bilingual(64)! price:decimal(10,2)! status:enum(draft,live)! category:ref(Category) ' +
        'related:refs(Category; quantity:int(1..9)!)',
      edits: { names: {}, features: {} },
    },
  },
  {
    what: 'added fields',
    subsets: 30,
    source: {
      kind: 'fields',
      entity: 'product',
      text: 'sku:string(20)^ unit:enum(piece,box)!=piece opens:time parent:ref(self)',
    },
  },
];

interface Subset {
  readonly seed: number;
  readonly habit: Habit;
  readonly reviewed: Reviewed;
  readonly broken: readonly Broken[];
}

describe('random subsets of the hunks of a run', () => {
  let shop: Shop;
  let workspace: CheckedWorkspace;

  before(() => {
    shop = copyShop('subsets');
    workspace = new CheckedWorkspace(shop);
  });

  after(() => workspace.close());

  for (const [index, { what, subsets: count, source }] of EXAMPLES.entries()) {
    describe(`${String(count)} of ${what}`, () => {
      let changes: readonly FileChange[];
      let subsets: readonly Subset[];
      let none: readonly Broken[] | undefined;
      let all: readonly Broken[] | undefined;

      before(async () => {
        changes = await proposalsFor(shop, source);
        const reviews = await Promise.all(
          Array.from({ length: count }, async (_, number) => {
            const seed = 1_000 * index + number;
            const habit = HABITS[number % HABITS.length] ?? 'ignore';
            return { seed, habit, reviewed: await reviewAtRandom(changes, habit, randomOf(seed)) };
          }),
        );
        const ends = [textsOf(changes, 'base'), textsOf(changes, 'proposed')];
        const states = [...ends, ...reviews.map(({ reviewed }) => reviewed.texts)];
        const found = await workspace.broken(states);
        [none, all] = found;
        subsets = reviews.map((review, number) => ({ ...review, broken: found[number + ends.length] ?? [] }));
        workspace.write(textsOf(changes, 'proposed'));
      });

      it('boots and compiles with none and with all', () => {
        assert.deepEqual(none, []);
        assert.deepEqual(all, []);
      });

      it('boots and compiles when each hunk took along what it needs', () => {
        const included = subsets.filter(({ habit }) => habit === 'includeRejected');
        const failed = included.flatMap(({ seed, broken }) =>
          broken.length === 0 ? [] : [{ seed, broken }],
        );
        assert.deepEqual(failed, []);
        assert.ok(included.filter(({ reviewed }) => reviewed.accepted > 0).length > count / 4);
      });

      it('boots and compiles, or the review named the break before, when hunks went without it', () => {
        const alone = subsets.filter(({ habit }) => habit === 'ignore');
        const failed = alone.flatMap(({ seed, broken, reviewed }) => {
          const unnamed = unnamedBreaks(broken, reviewed, changes);
          return unnamed.length === 0 ? [] : [{ seed, unnamed }];
        });
        assert.deepEqual(failed, []);
        assert.ok(alone.filter(({ broken }) => broken.length > 0).length > count / 4, 'hardly any break');
      });

      it('finds what tools find that have read nothing before', async () => {
        const worst = subsets.reduce((one, other) =>
          one.broken.length >= other.broken.length ? one : other,
        );
        const afresh = await workspace.brokenAfresh(worst.reviewed.texts);
        const types = worst.broken.filter(({ file }) => file !== BOOT);
        assert.ok(types.length > 0);
        assert.deepEqual(linesOf(types), linesOf(afresh));
        workspace.write(textsOf(changes, 'proposed'));
      });
    });
  }
});

/** tsc names and cuts the members of a union in the order in which it met them. */
const UNION = /'[^']* \| [^']*'/g;

/** In no order, each by the first line of what is said. */
const linesOf = (broken: readonly Broken[]): readonly string[] =>
  broken
    .map(({ file, message }) => `${file}: ${(message.split('\n')[0] ?? '').replaceAll(UNION, 'a union')}`)
    .sort();

const textsOf = (changes: readonly FileChange[], which: 'base' | 'proposed'): Texts =>
  new Map(changes.map((change) => [change.path, change[which]]));
