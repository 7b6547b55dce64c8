import assert from 'node:assert/strict';
import path from 'node:path';
import { OutsideWorld } from './outsideWorld';

const spec = (fields: string, rest = ''): string => `name: product\nfields:\n${fields}\n${rest}`;
const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Entity files that must be answered with exit code 2, a message and what to do. */
const REFUSED: Readonly<Record<string, readonly [string, RegExp]>> = {
  'of 5 MB': [spec(times(300_000, (n) => `  f${String(n)}: string`)), / MB, more than/],
  'of 3 MB': [spec(times(150_000, (n) => `  f${String(n)}: string`)), /too large|fields|large/],
  'with a billion laughs': [
    `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\nname: product\nfields: *d\n`,
    /[Aa]nchors|aliases/,
  ],
  'with a key twice': [spec('  name: string\n  name: text'), /name|twice|unique/i],
  'with a prototype key': [spec('  __proto__: string'), /__proto__/],
  'with a constructor for features': [
    spec('  name: string', 'features:\n  constructor: true\n'),
    /constructor/,
  ],
  'with 1,000 fields': [spec(times(1_000, (n) => `  f${String(n)}: string`)), /200|fields/],
  'with a field named like the key': [spec('  id: int'), /id/],
  'with a name in Arabic': [spec('  اسم: string'), /ASCII/],
  'with a name that turns direction': [spec('  "na\u202eme": string'), /ASCII/],
  'with a name in look-alikes': [spec('  nаme: string'), /ASCII/],
  'with an empty name': ['name: ""\nfields:\n  name: string\n', /empty|name/],
  'with an empty field name': [spec('  "": string'), /empty/],
  'without fields': ['name: product\nfields: {}\n', /field/],
  'that is empty': ['', /empty|name|object|map/i],
  'that is a list': ['- a\n- b\n', /./],
  'with two documents': [`${spec('  name: string')}---\nname: other\n`, /document/],
  'with a tag that calls': [spec('  name: !!js/function "function(){}"'), /tag/i],
  'with a binary zero': [spec('  na\u0000me: string'), /./],
  'nested 10,000 deep': [`name: product\nfields: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, /./],
  'with maps nested 5,000 deep': [
    `name: product\nfields: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}\n`,
    /./,
  ],
  'with a pattern that backtracks without end': [
    spec('  name: { type: string, pattern: "(a+)+$(a+)+$(?=x)(?<!y)" }'),
    /Look-around/,
  ],
  'with a number beyond all': [spec('  name: { type: int, max: 1e999 }'), /max|name/],
  'with a relationship to nobody': [spec('  name: string', 'relationships:\n  a: ref(Nobody)\n'), /Nobody/],
};

describe('a hostile specification', function () {
  this.timeout(60_000);
  let world: OutsideWorld;
  before(() => {
    world = new OutsideWorld();
  });
  after(() => {
    world.dispose();
  });

  for (const [name, [text, message]] of Object.entries(REFUSED)) {
    it(`${name} is refused with what to do`, async () => {
      world.write('spec.yaml', text);
      const file = path.join(world.root, 'spec.yaml');
      const { code, last, printed } = await world.cli('generate', 'fullstack', 'product', '--spec', file);
      assert.equal(code, 2, printed.slice(0, 2_000));
      assert.match(String(last['message']), message);
      assert.notEqual(String(last['suggestion']), '');
      assert.ok(String(last['message']).length < 2_000, 'a message that a person can read');
    });
  }

  it('with relationships in a circle and to itself is taken', async () => {
    world.write(
      'spec.yaml',
      spec('  name: string', 'relationships:\n  parent: ref(self)\n  next: one(self)\n  peers: refs(self)\n'),
    );
    const file = path.join(world.root, 'spec.yaml');
    const { code, printed } = await world.cli(
      'generate',
      'fullstack',
      'product',
      '--spec',
      file,
      '--no-verify',
    );
    assert.equal(code, 3, printed);
  });
});
