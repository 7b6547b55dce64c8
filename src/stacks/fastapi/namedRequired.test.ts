import assert from 'node:assert/strict';
import type { DefinitionTarget } from '../../codegen/propose/target';
import { workspacePath } from '../../core/model/workspacePath';
import { namedRequired } from './namedRequired';

const definition = (symbol: string, text: string): DefinitionTarget => ({
  kind: 'definition',
  key: symbol,
  path: workspacePath('db/model.py'),
  layer: 'model',
  step: 'Model created',
  provides: [symbol],
  requires: ['imports'],
  text,
  locate: () => undefined,
  plan: () => ({ kind: 'alreadyPresent' }),
});

describe('namedRequired', () => {
  it('requires what a text names, in code or in a string, and nothing else', () => {
    const targets = [
      definition('py:db.model.Unit', 'class Unit(enum.StrEnum): ...'),
      definition(
        'py:db.model.Product',
        'unit: Mapped[Unit]\ncategory = relationship(back_populates="products")',
      ),
      definition('py:db.model.Category.products', 'products: Mapped[list["Product"]] = relationship()'),
    ];
    assert.deepEqual(
      namedRequired(
        targets,
        targets.flatMap(({ provides }) => provides),
      ).map(({ requires }) => requires),
      [
        ['imports'],
        ['imports', 'py:db.model.Unit', 'py:db.model.Category.products'],
        ['imports', 'py:db.model.Product'],
      ],
    );
  });
});
