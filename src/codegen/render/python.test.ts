import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Code } from './code';
import {
  py,
  pyBlocks,
  pyClauses,
  pyExploded,
  pyGroup,
  pyImport,
  pyImportModule,
  pyMembers,
  pyParenthesized,
  pyRender,
  pyString,
} from './python';
import { pyModule } from './pythonModule';

const names = (count: number, stem = 'some_argument'): Code[] =>
  Array.from({ length: count }, (_, index) => py`${stem}_${index}`);
const call = (name: string, ...items: Code[]): Code => py`${name}${pyGroup('(', items, ')')}`;
const list = (...items: Code[]): Code => pyGroup('[', items, ']');
const tuple = (...items: Code[]): Code => pyGroup('(', items, ')');

/** Each text was checked with `ruff format --check` at 60 columns. */
const GOLDEN: readonly (readonly [name: string, code: Code, expected: string])[] = [
  ['call that fits', py`x = ${call('f', ...names(2))}`, 'x = f(some_argument_0, some_argument_1)'],
  [
    'call on one indented line',
    py`value = ${call('function', ...names(3))}`,
    'value = function(\n    some_argument_0, some_argument_1, some_argument_2\n)',
  ],
  [
    'call one a line',
    call('function', ...names(4)),
    'function(\n    some_argument_0,\n    some_argument_1,\n    some_argument_2,\n    some_argument_3,\n)',
  ],
  [
    'list one a line',
    py`x = ${list(...names(4))}`,
    'x = [\n    some_argument_0,\n    some_argument_1,\n    some_argument_2,\n    some_argument_3,\n]',
  ],
  ['tuple of one', py`x = ${tuple(py`a`)}`, 'x = (a,)'],
  [
    'tuple of one that breaks',
    py`x = ${tuple(call('f', ...names(4)))}`,
    'x = (\n    f(\n        some_argument_0,\n        some_argument_1,\n        some_argument_2,\n        some_argument_3,\n    ),\n)',
  ],
  [
    'signature',
    py`
      def function${pyGroup(
        '(',
        names(2).map((name) => py`${name}: int`),
        ')',
      )} -> ${py`Page${list(py`Row`)}`}:
          return 1
    `,
    'def function(\n    some_argument_0: int, some_argument_1: int\n) -> Page[Row]:\n    return 1',
  ],
  [
    'annotation stays, the value breaks',
    py`price: Mapped${list(py`Decimal`)} = ${call('mapped_column', py`Numeric(10, 2)`, py`nullable=False`)}`,
    'price: Mapped[Decimal] = mapped_column(\n    Numeric(10, 2), nullable=False\n)',
  ],
  [
    'subscript of one',
    py`def f${tuple(py`a: Annotated${list(...names(4))}`)}: ...`,
    'def f(\n    a: Annotated[\n        some_argument_0,\n        some_argument_1,\n        some_argument_2,\n        some_argument_3,\n    ],\n): ...',
  ],
  [
    'comprehension that a call is given, on one indented line',
    py`db.add_all${pyClauses('(', [py`new_row(number, id=number)`, py`for number in range(2)`], ')')}`,
    'db.add_all(\n    new_row(number, id=number) for number in range(2)\n)',
  ],
  [
    'comprehension that a call is given, one a line',
    py`db.add_all${pyClauses('(', [py`new_row(number, id=number, owner_id=number)`, py`for number in range(2)`], ')')}`,
    'db.add_all(\n    new_row(number, id=number, owner_id=number)\n    for number in range(2)\n)',
  ],
  [
    'comprehension',
    py`x = ${pyClauses('[', [py`some_function(value)`, py`for value in values`, py`if value.is_active`], ']')}`,
    'x = [\n    some_function(value)\n    for value in values\n    if value.is_active\n]',
  ],
  [
    'condition in parentheses',
    py`x = ${pyParenthesized([py`some_value_number_one == other`, py`and some_value_two == other_two`])}`,
    'x = (\n    some_value_number_one == other\n    and some_value_two == other_two\n)',
  ],
  ['condition that fits', py`x = ${pyParenthesized([py`a`, py`and b`])}`, 'x = a and b'],
  ['dictionary', py`x = ${pyGroup('{', [py`"a": 1`, py`"b": 2`], '}')}`, 'x = {"a": 1, "b": 2}'],
  ['exploded', py`x = ${pyExploded('[', names(1), ']')}`, 'x = [\n    some_argument_0,\n]'],
  ['empty', py`x = ${call('f')}`, 'x = f()'],
  ['string', py`x = ${pyString('a\\b\n')}`, 'x = "a\\\\b\\n"'],
  ['string with double quotes', py`x = ${pyString('say "x"')}`, `x = 'say "x"'`],
  ['string with both quotes', py`x = ${pyString(`"it's"`)}`, `x = '"it\\'s"'`],
  [
    'members',
    py`
      class A:
          ${pyMembers([
            py`x = 1`,
            py`
            def f(self) -> int:
                return 1
          `,
          ])}
    `,
    'class A:\n    x = 1\n\n    def f(self) -> int:\n        return 1',
  ],
  [
    'empty values',
    py`
      a = 1
      ${null}
      ${py``}

      ${false}

      b = 2
    `,
    'a = 1\n\nb = 2',
  ],
  [
    'array of code',
    py`
      class A:
          ${[py`x = 1`, py`y = 2`]}
    `,
    'class A:\n    x = 1\n    y = 2',
  ],
  [
    'keyword list',
    py`raise ${call('Error', pyString('a text that is long enough to break the line'), py`code=1`)}`,
    'raise Error(\n    "a text that is long enough to break the line", code=1\n)',
  ],
];

describe('python rendering', () => {
  for (const [name, value, expected] of GOLDEN) {
    it(name, () => assert.equal(pyRender(value, { width: 60 }).text, expected));
  }

  it('writes a module with imports in the order of isort', () => {
    const use = [
      pyImport('sqlalchemy.orm', 'mapped_column'),
      pyImport('sqlalchemy.orm', 'Mapped'),
      pyImport('sqlalchemy', 'Numeric'),
      pyImport('sqlalchemy', 'JSON'),
      pyImport('typing', 'Annotated'),
      pyImport('db.base', 'Base'),
      pyImport('collections.abc', 'Iterator'),
      pyImport('api.crud.listing', 'a_long_function_name'),
      pyImport('api.crud.listing', 'A_LONG_CONSTANT_NAME'),
      pyImport('api.crud.listing', 'ALongClassName'),
      pyImportModule('enum'),
      pyImport('db.model', 'Own'),
    ];
    const text = pyModule(
      pyBlocks([
        py`
      class A:
          x = ${list(...use)}
    `,
      ]),
      {
        docstring: 'Tables.',
        width: 60,
        firstParty: ['api', 'db'],
        moduleName: 'db.model',
        futureAnnotations: true,
      },
    );
    assert.equal(
      text.split('\n\n\n')[0],
      [
        '"""Tables."""\n',
        'from __future__ import annotations\n',
        'import enum',
        'from collections.abc import Iterator',
        'from typing import Annotated\n',
        'from sqlalchemy import JSON, Numeric',
        'from sqlalchemy.orm import Mapped, mapped_column\n',
        'from api.crud.listing import (',
        '    A_LONG_CONSTANT_NAME,',
        '    ALongClassName,',
        '    a_long_function_name,',
        ')',
        'from db.base import Base',
      ].join('\n'),
    );
    assert.ok(text.endsWith(']\n'));
  });

  it('never exceeds the width where breaking can avoid it', () => {
    const leaf = fc.stringMatching(/^[a-z]{1,12}$/).map((name) => py`v_${name}`);
    const { node } = fc.letrec<{ node: Code }>((tie) => {
      const items = fc.array(tie('node'), { minLength: 1, maxLength: 5 });
      return {
        node: fc.oneof(
          { maxDepth: 4, depthSize: 'small' },
          leaf,
          items.map((codes) => call('call', ...codes)),
          items.map((codes) => list(...codes)),
          items.map((codes) => tuple(...codes)),
        ),
      };
    });
    fc.assert(
      fc.property(node, (value) => {
        const text = pyRender(py`value = ${value}`, { width: 60 }).text;
        for (const line of text.split('\n')) assert.ok(line.length <= 60, line);
        assert.equal(pyRender(py`value = ${value}`, { width: 60 }).text, text);
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
    );
  });
});
