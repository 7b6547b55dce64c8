import assert from 'node:assert/strict';
import { backendFixture } from '../../../test/fakes/backendFixture';
import { generateBackend, proposedPaths, type GeneratedBackend } from '../../../test/fakes/generateBackend';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { Parsers } from '../../codegen/inspect/parsers';
import type { EntityInput } from '../../core/entity/entityInput';
import { AppError } from '../../core/model/appError';

const ORDER_FIELDS = {
  code: 'string(20)!',
  total: 'decimal(20,4)!',
  state: 'enum(open,paid)!',
  day: 'date!',
  units: 'int(1..)',
};
const ORDER: EntityInput = {
  name: 'order',
  fields: ORDER_FIELDS,
  relationships: {
    category: 'ref(Category)',
    buyers: { kind: 'many-to-many', target: 'User', payload: { share: 'int!' } },
    topics: 'refs(Category)',
    sessions: 'many(UserSession)',
  },
};
const FIELDS = { code: 'string(20)!' };
const PLAIN: EntityInput = { name: 'order', fields: FIELDS };

describe('a backend whose specification changes', () => {
  let parsers: Parsers;
  let fixture: Map<string, string>;

  before(async () => {
    [parsers, fixture] = await Promise.all([Parsers.create(nodeAssets), backendFixture()]);
  });

  const change = async (
    from: EntityInput,
    to: EntityInput,
    files: ReadonlyMap<string, string> = fixture,
  ): Promise<{ readonly next: GeneratedBackend; readonly revision: string }> => {
    const first = await generateBackend(parsers, files, from);
    const next = await generateBackend(parsers, first.after, to, first.base);
    const path = proposedPaths(next).find((item) => item.includes('versions/')) ?? '';
    return { next, revision: next.after.get(path) ?? '' };
  };

  it('has nothing left of what was taken away, in models of other entities and among imports neither', async () => {
    const { next } = await change(ORDER, PLAIN);
    const alone = await generateBackend(parsers, fixture, PLAIN);
    const changed = [...next.after].filter(([path]) => !/versions\/|exact_decimal/.test(path));
    for (const [path, text] of changed) assert.equal(text, alone.after.get(path), path);
  });

  it('says what a migration deletes for good', async () => {
    const { next } = await change(ORDER, { ...PLAIN, features: { softDelete: false } });
    const [finding, ...others] = next.results.flatMap(({ findings }) => findings);
    assert.deepEqual(others, []);
    assert.deepEqual([finding?.rule, finding?.severity], ['data-loss', 'medium']);
    assert.match(finding?.path ?? '', /versions\/0003/);
    for (const part of [
      'the column order.total,',
      'the column order.state,',
      'the column order.category_id,',
      'the column user_session.order_id,',
      'the table order_buyers,',
      'the table order_topics with everything',
      'Rows that were deleted are shown again.',
    ]) {
      assert.ok(finding?.message.includes(part), `${part} in ${finding?.message ?? ''}`);
    }
  });

  it('says nothing where all that was stored stays', async () => {
    const renamed = {
      ...ORDER,
      fields: { ...ORDER_FIELDS, sum: { type: 'decimal(20,4)!', renamedFrom: 'total' }, extra: 'text' },
    };
    Reflect.deleteProperty(renamed.fields, 'total');
    const { next } = await change(ORDER, renamed);
    assert.deepEqual(
      next.results.flatMap(({ findings }) => findings),
      [],
    );
  });

  it('leaves the tests of others as they are when an entity gets a field that rows cannot do without', async () => {
    const order = await generateBackend(parsers, fixture, PLAIN);
    const line: EntityInput = {
      name: 'order_line',
      fields: { count: 'int!' },
      relationships: { order: 'ref(Order)!', category: 'ref(Category)' },
    };
    const lines = await generateBackend(parsers, order.after, line);
    const path = 'backend/tests/test_order_lines.py';
    const tests = lines.after.get(path) ?? '';
    assert.match(tests, /^from tests\.test_orders import add_orders$/m);
    assert.match(tests, /^    add_orders\(db\)$/m);
    assert.match(tests, /Category\(id=number, name_en=/, 'without tests of its own the row is written out');
    const wider: EntityInput = {
      ...PLAIN,
      fields: { ...FIELDS, size: 'int!' },
      relationships: { owner: 'one(User)!', group: 'ref(Category)!' },
    };
    const next = await generateBackend(parsers, lines.after, wider, order.base);
    const own = next.after.get('backend/tests/test_orders.py') ?? '';
    assert.match(own, /"size": number\b/);
    assert.match(
      own,
      /None:\n {8}_add_needed\(db\)\n {8}db\.add_all\(\n? *new_order\(number, id=number, owner_id=number\)/,
    );
    const again = await generateBackend(parsers, next.after, line, lines.base);
    assert.deepEqual(proposedPaths(again), []);
  });

  it('writes rows out where two test modules would import each other', async () => {
    const order = await generateBackend(parsers, fixture, PLAIN);
    const line: EntityInput = { name: 'line', fields: FIELDS, relationships: { order: 'ref(Order)' } };
    const lines = await generateBackend(parsers, order.after, line);
    const first = { ...PLAIN, relationships: { first: 'ref(Line)' } };
    const back = await generateBackend(parsers, lines.after, first, order.base);
    const tests = back.after.get('backend/tests/test_orders.py') ?? '';
    assert.match(tests, /add_all\(Line\(id=number, code=f"Line {number}"\) for number/);
    assert.doesNotMatch(tests, /from tests\.test_/);
    for (const [input, base] of [
      [first, back.base],
      [line, lines.base],
    ] as const) {
      assert.deepEqual(proposedPaths(await generateBackend(parsers, back.after, input, base)), []);
    }
  });

  it('names the keys of relationships that a second way between two tables makes ambiguous', async () => {
    const order = await generateBackend(parsers, fixture, PLAIN);
    const line: EntityInput = { name: 'line', fields: FIELDS, relationships: { order: 'ref(Order)' } };
    const lines = await generateBackend(parsers, order.after, line);
    assert.doesNotMatch(lines.after.get('backend/db/model.py') ?? '', /foreign_keys/);
    const first = { ...PLAIN, relationships: { first: 'ref(Line)' } };
    const back = await generateBackend(parsers, lines.after, first, order.base);
    const model = back.after.get('backend/db/model.py') ?? '';
    for (const member of [
      'order: Mapped[Order | None] = relationship(foreign_keys=[order_id], back_populates="lines")',
      'lines: Mapped[list["Line"]] = relationship(\n        foreign_keys="Line.order_id", back_populates="order", passive_deletes="all"\n    )',
      'first: Mapped["Line | None"] = relationship(\n        foreign_keys=[first_id], back_populates="first_orders"\n    )',
    ]) {
      assert.ok(model.includes(`    ${member}\n`), `${member}\n${model}`);
    }
  });

  it('takes hand edits along when files are named anew', async () => {
    const first = await generateBackend(parsers, fixture, PLAIN);
    const crud = 'backend/api/crud/orders.py';
    const mine = new Map(first.after).set(crud, `${first.after.get(crud) ?? ''}\n\nMINE = 1\n`);
    const next = await generateBackend(parsers, mine, { ...PLAIN, plural: 'purchases' }, first.base);
    const moved = next.after.get('backend/api/crud/purchases.py') ?? '';
    assert.match(moved, /^def list_purchases\(/m);
    assert.match(moved, /\n\n\nMINE = 1\n$/);
    const found = next.results.flatMap(({ findings }) => findings.map(({ rule, path }) => [rule, path]));
    assert.deepEqual(found, [
      ['left-behind', crud],
      ['left-behind', 'backend/tests/test_orders.py'],
    ]);
  });

  const fills: readonly [string, RegExp][] = [
    [
      'uuid!^',
      /for row_id in op\.get_bind\(\)\.scalars\(.*\n +values = \{"key": uuid4\(\)\}\n +op\.execute\(rows\.update/,
    ],
    ['int(5..)!^', /SET key = 5 \+ id WHERE/],
    ['bigint!^', /SET key = id WHERE/],
    ['email!^', /SET key = CAST\(id AS VARCHAR\) WHERE/],
  ];
  for (const [type, expected] of fills) {
    it(`gives rows that exist values of ${type} that differ`, async () => {
      const { revision } = await change(PLAIN, { ...PLAIN, fields: { ...FIELDS, key: type } });
      assert.match(revision, expected);
      assert.match(revision, /alter_column\(\s*"key"[^=]*=[^\n]*\s*nullable=False/);
    });
  }

  for (const type of ['date!^', 'int(0..9)!^', 'enum(a,b)!^', 'time!^']) {
    it(`refuses ${type} for rows that exist, and says what to write instead`, async () => {
      const keyed = { ...PLAIN, fields: { ...FIELDS, key: type } };
      await assert.rejects(
        change(PLAIN, keyed),
        (thrown) =>
          thrown instanceof AppError &&
          thrown.code === 'invalidInput' &&
          thrown.message.includes('key is required and unique') &&
          thrown.suggestion.includes('optional first'),
      );
      // What the message says works, and the field can go again.
      const optional = { ...PLAIN, fields: { ...FIELDS, key: type.replace('!', '') } };
      assert.match((await change(PLAIN, optional)).revision, /add_column/);
      assert.match(
        (await change(optional, keyed)).revision,
        /alter_column\(\s*"key"[^=]*=[^\n]*\s*nullable=False/,
      );
      assert.match((await change(keyed, PLAIN)).revision, /drop_column\("key"\)/);
    });
  }

  it('guards tables that SQLite makes anew where env.py does not', async () => {
    const wider = { ...PLAIN, fields: { ...FIELDS, note: 'text' } };
    assert.doesNotMatch((await change(PLAIN, wider)).revision, /foreign_keys/);
    const env = 'backend/alembic/env.py';
    const unguarded = new Map(fixture).set(
      env,
      (fixture.get(env) ?? '').replaceAll(/PRAGMA foreign_keys=OFF/g, ''),
    );
    const { next, revision } = await change(PLAIN, wider, unguarded);
    assert.match(revision, /\n@foreign_keys_off\(\)\ndef upgrade\(\) -> None:\n    with op\.batch/);
    assert.match(revision, /\n@foreign_keys_off\(\)\ndef downgrade\(\) -> None:/);
    const created = [...next.after].find(([path]) => path.includes('versions/0002'))?.[1] ?? '';
    assert.doesNotMatch(created, /foreign_keys/, 'a new table has nothing to lose');
    const database = 'backend/db/database.py';
    const off = (fixture.get(database) ?? '').replaceAll('PRAGMA foreign_keys=ON', '');
    const unchecked = await change(PLAIN, wider, new Map(unguarded).set(database, off));
    assert.doesNotMatch(unchecked.revision, /foreign_keys/, 'SQLite does not check them');
  });
});
