import assert from 'node:assert/strict';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { Parsers } from '../inspect/parsers';
import { applyEdits } from './applyEdits';
import { planPyUnusedImports } from './planPyUnusedImports';

const SYMBOLS = [
  { module: 'sqlalchemy', name: 'Numeric' },
  { module: 'sqlalchemy', name: 'String' },
  { module: 'decimal', name: 'Decimal' },
  { module: 'shop.part', name: 'Part' },
];

describe('planPyUnusedImports', () => {
  let parsers: Parsers;

  before(async () => {
    parsers = await Parsers.create(nodeAssets);
  });

  const cleaned = (source: string): string | undefined => {
    const plan = planPyUnusedImports(parsers, source, {
      symbols: SYMBOLS,
      width: 88,
      label: { title: 'Clean' },
    });
    return plan.kind === 'edits' ? applyEdits(source, plan.edits).text : undefined;
  };

  const cases: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string | undefined;
  }[] = [
    {
      name: 'a name of several goes, what a person imported stays',
      before: 'from sqlalchemy import Integer, Numeric, String\n\nname = String(20)\n',
      after: 'from sqlalchemy import Integer, String\n\nname = String(20)\n',
    },
    {
      name: 'a list in parentheses becomes a line again where it fits',
      before: 'from sqlalchemy import (\n    Numeric,\n    String,\n    Text,\n)\n\nname = Text()\n',
      after: 'from sqlalchemy import Text\n\nname = Text()\n',
    },
    {
      name: 'a statement goes with the blank lines of its section',
      before:
        'import enum\n\nfrom decimal import Decimal\n\nfrom db import Base\n\n\nclass A(Base, enum.Enum): ...\n',
      after: 'import enum\n\nfrom db import Base\n\n\nclass A(Base, enum.Enum): ...\n',
    },
    {
      name: 'a name in quotes, in a string or in __all__ is used',
      before:
        'from decimal import Decimal\nfrom sqlalchemy import String\n\n__all__ = ["Decimal"]\na: "String"\n',
      after: undefined,
    },
    {
      name: 'comments and other names keep a statement',
      before: 'from decimal import Decimal  # noqa: F401\nfrom sqlalchemy import String as S\n',
      after: undefined,
    },
    {
      name: 'a block for type checkers goes with its guard',
      before:
        'from typing import TYPE_CHECKING\n\nfrom db import Base\n\nif TYPE_CHECKING:\n    from shop.part import Part\n\n\nclass A(Base): ...\n',
      after: 'from db import Base\n\n\nclass A(Base): ...\n',
    },
    {
      name: 'a block that has more stays',
      before:
        'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.part import Other, Part\n\n\na: "Other"\n',
      after:
        'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.part import Other\n\n\na: "Other"\n',
    },
  ];
  for (const { name, before: source, after } of cases) {
    it(name, () => {
      assert.equal(cleaned(source), after);
      if (after !== undefined) assert.equal(cleaned(after), undefined, 'the second time');
    });
  }
});
