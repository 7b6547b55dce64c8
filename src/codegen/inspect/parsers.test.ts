import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { Parsers } from './parsers';
import { zodObjectKeys } from './typescriptModel';

describe('parsers', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await Parsers.create(nodeAssets);
  });

  it('reads its languages once a process, also when it is asked for them at once', () => {
    const script = path.join(__dirname, '../../../test/fakes/parsersAtOnce.ts');
    const printed = execFileSync(process.execPath, ['--import=tsx', script], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(printed), {
      failed: 'Error: no such asset',
      read: ['python', 'tsx', 'typescript']
        .map((language) => `assets/tree-sitter-${language}.wasm`)
        .concat('assets/web-tree-sitter.wasm'),
      classes: [1, 1, 1],
    });
  });

  it('reads the model of a Python module', () => {
    const source =
      '\uFEFF"""Doc."""\r\nimport a.b as c\r\nfrom ..x import (\r\n    Y,\r\n    z as w,\r\n)\r\n__all__ = ["F"]\r\n' +
      '@dec(1)\r\nclass F(Base, metaclass=M):\r\n    """Doc."""\r\n    n: Mapped[int] = column(Integer, default=1)\r\n' +
      '    @property\r\n    async def m(self, a: int = 1, *args: str) -> int:\r\n        return a\r\n' +
      'r.include(b.c, prefix="/x")\r\n';
    const model = parsers.python(source);
    const [found] = model.classes;
    assert.deepEqual(
      model.imports.map(({ kind, module, alias, names }) => [
        kind,
        module,
        alias,
        names.map((name) => [name.name, name.alias]),
      ]),
      [
        ['import', 'a.b', 'c', []],
        [
          'from',
          '..x',
          null,
          [
            ['Y', null],
            ['z', 'w'],
          ],
        ],
      ],
    );
    assert.deepEqual(model.exported, ['F']);
    assert.deepEqual(
      [found?.name, found?.bases, found?.decorators[0]?.text],
      ['F', ['Base', 'metaclass=M'], 'dec(1)'],
    );
    assert.ok(source.slice(found?.start, found?.end).startsWith('@dec(1)'));
    assert.deepEqual(
      found?.fields.map((field) => [
        field.name,
        field.annotation,
        field.value,
        field.call?.arguments.map((item) => [item.name, item.text]),
      ]),
      [
        [
          'n',
          'Mapped[int]',
          'column(Integer, default=1)',
          [
            [null, 'Integer'],
            ['default', '1'],
          ],
        ],
      ],
    );
    const method = model.classes[0]?.methods[0];
    assert.deepEqual(
      [method?.name, method?.async, method?.returns, method?.decorators.map((item) => item.text)],
      ['m', true, 'int', ['property']],
    );
    assert.deepEqual(
      method?.parameters.map((item) => [item.name, item.annotation, item.defaultValue]),
      [
        ['self', null, null],
        ['a', 'int', '1'],
        ['*args', 'str', null],
      ],
    );
    assert.deepEqual(
      model.calls.map((call) => [call.callee, call.arguments[0]?.text, source.slice(call.start, call.end)]),
      [['r.include', 'b.c', 'r.include(b.c, prefix="/x")']],
    );
  });

  it('reads the model of a TSX module', () => {
    const source = `"use client";
import d, { a as b, type C } from "m";
import type { E } from "@/e";
export interface T extends C { readonly a?: string; b: number }
type U = "a" | "b";
const schema = z.object({ x: z.string(), "y-z": z.number() }).strict();
export const nav = [{ id: "k" }] as const;
export default function Page({ a }: T) { return <main id="i"><P {...a} on /></main>; }
export { d as again };
export * from "./f";
`;
    const model = parsers.typescript(source, 'tsx');
    assert.equal(model.hasErrors, false);
    assert.equal(model.directive, 'use client');
    assert.deepEqual(
      model.imports.map((item) => [
        item.module,
        item.typeOnly,
        item.defaultName,
        item.names.map((name) => [name.name, name.alias, name.type]),
      ]),
      [
        [
          'm',
          false,
          'd',
          [
            ['a', 'b', false],
            ['C', null, true],
          ],
        ],
        ['@/e', true, null, [['E', null, false]]],
      ],
    );
    assert.deepEqual(
      model.exports.map((item) => [item.kind, item.name, item.isDefault, item.module]),
      [
        ['interface', 'T', false, null],
        ['const', 'nav', false, null],
        ['function', 'Page', true, null],
        ['name', 'again', false, null],
        ['all', null, false, './f'],
      ],
    );
    assert.deepEqual(
      model.types.map((item) => [
        item.name,
        item.extends,
        item.properties.map((part) => [part.name, part.type, part.optional]),
      ]),
      [
        [
          'T',
          ['C'],
          [
            ['a', 'string', true],
            ['b', 'number', false],
          ],
        ],
        ['U', [], []],
      ],
    );
    assert.deepEqual(zodObjectKeys(model.consts.find((item) => item.name === 'schema')?.value ?? null), [
      'x',
      'y-z',
    ]);
    assert.equal(model.consts[1]?.value?.kind, 'array');
    assert.deepEqual(
      model.functions.map((item) => [item.name, item.isDefault, item.isComponent]),
      [['Page', true, true]],
    );
    assert.deepEqual(
      model.jsx.map((item) => [
        item.name,
        item.parent !== null,
        item.attributes.map((part) => [part.name, part.value]),
      ]),
      [
        ['main', false, [['id', 'i']]],
        ['P', true, [['on', null]]],
      ],
    );
  });

  it('says where a source does not parse', () => {
    assert.deepEqual(parsers.syntaxErrors('python', 'x = 1\n'), []);
    assert.equal(parsers.syntaxErrors('python', 'x = 1\ndef f(:\n    pass\n')[0]?.line, 2);
    assert.ok(parsers.syntaxErrors('tsx', 'const a = {').length > 0);
  });
});
