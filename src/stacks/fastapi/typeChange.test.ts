import assert from 'node:assert/strict';
import { code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { pyRender } from '../../codegen/render/python';
import { AppError } from '../../core/model/appError';
import { typeChange } from './typeChange';

const STRING = 'sa.String(length=10)';

describe('typeChange', () => {
  const change = (from: string, to: string) =>
    typeChange(
      'parts',
      { name: 'order', sqlType: code(text(from)) },
      { name: 'order', sqlType: code(text(to)) },
    );

  const cases: readonly [string, string, string | null, string][] = [
    [STRING, 'sa.Text()', null, 'sa.Text()'],
    ['sa.Integer()', 'sa.BigInteger()', null, 'sa.BigInteger()'],
    ['sa.Date()', STRING, null, STRING],
    ['sa.JSON()', 'sa.JSON(none_as_null=True)', null, 'sa.JSON(none_as_null=True)'],
    [STRING, 'sa.Double()', '"order"::double precision', 'sa.Double()'],
    [STRING, 'sa.Date()', '"order"::date', `${STRING}.with_variant(sa.Date(), "postgresql", "sqlite")`],
    ['sa.Integer()', 'sa.Boolean()', '"order" <> 0', 'sa.Boolean()'],
    ['sa.Boolean()', 'sa.Integer()', '"order"::integer', 'sa.Integer()'],
  ];
  for (const [from, to, using, type] of cases) {
    it(`converts ${from} to ${to}`, () => {
      const found = change(from, to);
      assert.equal(found.using, using);
      assert.equal(pyRender(found.type, { width: 1000 }).text, type);
    });
  }

  for (const [from, to] of [
    ['sa.JSON()', STRING],
    ['sa.Uuid()', 'sa.Integer()'],
  ] as const) {
    it(`refuses ${from} to ${to}, naming both`, () => {
      assert.throws(
        () => change(from, to),
        (thrown) => thrown instanceof AppError && thrown.code === 'invalidInput',
      );
    });
  }
});
