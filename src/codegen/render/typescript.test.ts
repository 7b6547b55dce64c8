import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatTypeScript } from '../../../test/fakes/formatTypeScript';
import type { Code } from './code';
import { jsxElement, jsxExpression, jsxWhen } from './jsx';
import {
  ts,
  tsConditional,
  tsGroup,
  tsImport,
  tsIndented,
  tsOperands,
  tsParens,
  tsRender,
  tsString,
  tsUnion,
} from './typescript';
import { tsModule } from './typescriptModule';

const long = (count: number, stem = 'someArgument'): Code[] =>
  Array.from({ length: count }, (_, index) => ts`${stem}${index}`);
const object = (...items: Code[]): Code => tsGroup('{', items, '}');
const array = (...items: Code[]): Code => tsGroup('[', items, ']');
const call = (name: string, ...items: Code[]): Code => ts`${name}${tsGroup('(', items, ')')}`;

const SNIPPETS: Readonly<Record<string, Code>> = {
  'call that fits': ts`${call('foo', ...long(2))};`,
  'call that explodes': ts`${call('foo', ...long(8))};`,
  'object that fits': ts`const a = ${object(ts`a: 1`, ts`b`)};`,
  'object that explodes': ts`const a = ${object(...long(9))};`,
  'object as the last argument': ts`${call('createThing', ts`first`, object(...long(8)))};`,
  'object as the only argument': ts`export const x = ${call('z.object', object(...long(8)))};`,
  'array of strings': ts`const a = ${array(tsString('draft'), tsString("it's"), tsString('live'))};`,
  'array of objects': ts`const a = ${array(object(ts`a: 1`, ts`b: 2`), object(ts`a: 1`, ts`b: 2`))};`,
  'nested array that explodes': ts`const a = ${array(...long(3), array(...long(7)))};`,
  'function argument': ts`
    ${call(
      'items.forEach',
      ts`(item) => {
      use(item);
    }`,
    )};
  `,
  'function after a value': ts`
    ${call(
      'describe',
      tsString('name'),
      ts`async () => {
      await run();
    }`,
    )};
  `,
  'effect hook': ts`
    ${call(
      'useEffect',
      ts`() => {
      load();
    }`,
      array(ts`load`, ts`query`),
    )};
  `,
  'callback hook': ts`
    const go = ${call(
      'useCallback',
      ts`(id: string) => {
      load(id);
    }`,
      array(ts`load`),
    )};
  `,
  'component with one object parameter': ts`
    export function Sheet${tsGroup('(', [ts`${object(ts`open`, ts`onClose`)}: SheetProps`], ')')} {
      return null;
    }
  `,
  'component with many properties': ts`
    export function Sheet${tsGroup('(', [ts`${object(...long(8, 'property'))}: SheetProps`], ')')} {
      return null;
    }
  `,
  'parameters that explode': ts`
    export function build${tsGroup(
      '(',
      long(5, 'argument').map((name) => ts`${name}: string`),
      ')',
    )}: string {
      return argument0;
    }
  `,
  'short union': ts`type A = ${tsUnion(['a', 'b'].map(tsString))};`,
  'union on the next line': ts`type Status = ${tsUnion(['draft', 'live', 'archived', 'deleted', 'in-review', 'waiting!'].map(tsString))};`,
  'long union': ts`type Status = ${tsUnion(Array.from({ length: 9 }, (_, index) => ts`'${`status${index}`}'`))};`,
  'union property': ts`
    interface A {
      status: ${tsUnion(long(9, 'Status'))};
    }
  `,
  'conditional that fits': ts`const a = ${tsConditional(ts`b`, ts`c`, ts`d`)};`,
  'conditional that breaks': ts`const a = ${tsConditional(ts`isSomething`, call('first', ...long(2)), call('second', ...long(2)))};`,
  'value on the next line': ts`const message =${tsIndented(tsString('a text that is so long that it does not fit behind the equals sign'))};`,
  operands: ts`
    const ok =${tsIndented(
      tsOperands(
        '&&',
        ['a'.repeat(40), 'b'.repeat(30), 'c'.repeat(20)].map((name) => ts`${name}`),
      ),
    )};
  `,
  'empty element': ts`const a = ${jsxElement('Table', [])};`,
  'element with one text': ts`const a = ${jsxElement('p', [{ name: 'className', value: 'x' }], [ts`{name}`])};`,
  'element with two attributes and a child': ts`const a = ${tsParens(
    jsxElement(
      'p',
      [
        { name: 'id', value: 'a' },
        { name: 'className', value: 'x' },
      ],
      [ts`{name}`],
    ),
  )};`,
  'attributes that explode': ts`const a = ${tsParens(
    jsxElement(
      'Input',
      long(6).map((name) => ({ name: 'data-x', value: name })),
    ),
  )};`,
  'nested elements': ts`
    export function Page() {
      return ${tsParens(jsxElement('main', [], [jsxElement('h1', [], [jsxExpression(call('t', tsString('title')))]), jsxElement('Table', [{ spread: ts`props` }])]))};
    }
  `,
  'attribute function': ts`
    const a = ${tsParens(jsxElement('Button', [{ name: 'variant', value: 'danger' }, { name: 'onClick', value: ts`() => void remove(row.id, row.version, confirmed)` }, { name: 'disabled' }], [ts`{t("remove")}`]))};
  `,
  'attribute with an element': ts`
    const a = ${tsParens(
      jsxElement('Dialog', [
        {
          name: 'trigger',
          value: jsxElement('Button', [{ name: 'variant', value: 'danger' }], [ts`{label}`]),
        },
        { name: 'title', value: ts`title` },
      ]),
    )};
  `,
  'conditional element': ts`
    const a = ${tsParens(
      jsxElement(
        'div',
        [],
        [
          jsxWhen(ts`ready`, jsxElement('Table', [{ name: 'rows', value: ts`rows` }])),
          jsxWhen(
            ts`selection.size > 0`,
            jsxElement(
              'Bar',
              long(4).map((name) => ({ name: 'data-x', value: name })),
            ),
          ),
        ],
      ),
    )};
  `,
};

describe('typescript rendering', () => {
  for (const width of [80, 100]) {
    for (const [name, snippet] of Object.entries(SNIPPETS)) {
      it(`${name} is as prettier writes it at ${width}`, async () => {
        const text = tsModule(snippet, { width, quotes: 'double', semi: true });
        assert.equal(text, await formatTypeScript(text, { printWidth: width }));
      });
    }
  }

  it('follows quotes and semicolons of the host', async () => {
    const body = ts`
      const a = 'x';
      const b = '"';
      run(a, b);
    `;
    const text = tsModule(body, { width: 80, quotes: 'single', semi: false, directive: 'use client' });
    const expected = await formatTypeScript(text, { singleQuote: true, semi: false });
    assert.equal(text, expected);
    assert.equal(text, `'use client'\n\nconst a = 'x'\nconst b = '"'\nrun(a, b)\n`);
  });

  it('merges and sorts imports', () => {
    const body = ts`
      ${tsImport('./local', 'local')}(${tsImport('@/lib/b', 'B', 'type')}, ${tsImport('react', 'useState')});
      use(${tsImport('react', 'ReactNode', 'type')}, ${tsImport('react', 'useEffect')}, ${tsImport('@/lib/a', 'a', 'default')});
    `;
    assert.equal(
      tsModule(body, { width: 80, quotes: 'double', semi: true }).split('\n\n')[0],
      [
        'import { type ReactNode, useEffect, useState } from "react";',
        'import a from "@/lib/a";',
        'import type { B } from "@/lib/b";',
        'import { local } from "./local";',
      ].join('\n'),
    );
  });

  it('drops lines of empty values and the blank lines that would meet', () => {
    const body = ts`
      a();

      ${null}

      if (b) {
        ${false}
        c();

        ${[]}
      }
    `;
    assert.equal(
      tsRender(body, { width: 80, quotes: 'double', semi: true }).text,
      'a();\n\nif (b) {\n  c();\n}',
    );
  });

  it('never exceeds the width where breaking can avoid it, and is what prettier writes', async () => {
    const leaf = fc.stringMatching(/^[a-z]{1,12}$/).map((name) => ts`v_${name}`);
    const { node } = fc.letrec<{ node: Code }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { minLength: 1, maxLength: 5 }).map((items) => call('call', ...items)),
        fc
          .array(tie('node'), { minLength: 1, maxLength: 5 })
          .map((items) => object(...items.map((item, index) => ts`key${index}: ${item}`))),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(node, async (value) => {
        const text = tsModule(ts`const value = ${value};`, { width: 60, quotes: 'double', semi: true });
        for (const line of text.split('\n')) assert.ok(line.length <= 60, line);
        assert.equal(
          text,
          tsModule(ts`const value = ${value};`, { width: 60, quotes: 'double', semi: true }),
        );
        assert.equal(text, await formatTypeScript(text, { printWidth: 60 }));
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
    );
  });
});
