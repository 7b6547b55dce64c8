import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type ParseError } from 'jsonc-parser';
import { mergeJson } from './mergeJson';

const name = fc.constantFrom('a', 'b', 'm', 'z', '__proto__', 'constructor', 'name.en', 'اسم');
const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
const generated = fc.dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf, { minKeys: 1, maxKeys: 3 })), {
  maxKeys: 4,
  noNullPrototype: true,
});

const SOURCES = [
  '{}\n',
  '{ "other": { "x": "y" } }\n',
  '{\n  "other": 1,\n  "product": {\n    "a": "mine",\n    "b": { "z": 1 }\n  },\n  "zoo": []\n}\n',
  '{\n\t"product": {},\n\t"zoo": "x"\n}\n',
  '{\n  // why\n  "product": {\n    "a": 1, // one\n    /* two */\n    "q": 2\n  }\n}\n',
];

const source = fc
  .record({
    text: fc.constantFrom(...SOURCES),
    bom: fc.boolean(),
    ends: fc.array(fc.boolean(), { minLength: 1 }),
  })
  .map(({ text, bom, ends }) => {
    let line = 0;
    const mixed = text.replaceAll('\n', () => (ends[line++ % ends.length] === true ? '\r\n' : '\n'));
    return bom ? `\uFEFF${mixed}` : mixed;
  });

describe('mergeJson', function () {
  this.timeout(process.env['SOAK'] ? 600_000 : 60_000);

  it('leaves JSON with every comment, mark and foreign line, and changes nothing the second time', () => {
    fc.assert(
      fc.property(source, generated, generated, (text, last, next) => {
        const first = mergeJson(text, ['product'], undefined, last);
        const second = mergeJson(first.text, ['product'], last, next);
        for (const merged of [first.text, second.text]) {
          const errors: ParseError[] = [];
          parseTree(merged.replace('\uFEFF', ''), errors);
          assert.deepEqual(errors, [], merged);
          assert.equal(merged.lastIndexOf('\uFEFF'), text.lastIndexOf('\uFEFF'), 'byte order mark');
          for (const [comment] of text.matchAll(/\/\/[^\r\n]*|\/\*[^]*?\*\//g)) {
            assert.ok(merged.includes(comment), `${comment} is gone:\n${merged}`);
          }
          for (const line of text.match(/[^\n]*"(other|zoo)"[^\n]*\n/g) ?? []) {
            if (!/^\uFEFF?\{/.test(line)) assert.ok(merged.includes(line.replace(/,?\s*$/, '')), merged);
          }
          assert.ok(merged.endsWith('\n'));
        }
        assert.equal(mergeJson(second.text, ['product'], next, next).text, second.text);
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
    );
  });
});
