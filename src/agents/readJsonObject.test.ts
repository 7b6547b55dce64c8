import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJsonObject } from './readJsonObject';

const READ: readonly (readonly [string, unknown])[] = [
  ['{"a": 1}', { a: 1 }],
  ['Sure!\n```json\n{"a": 1}\n```\nUse {braces} where you like.', { a: 1 }],
  ['```\n{"a": 1,}\n```', { a: 1 }],
  ['<think>{"a": 0}</think>{"a": 1}', { a: 1 }],
  ['{"a": [1, 2,], // two\n "url": "http://x//y", }', { a: [1, 2], url: 'http://x//y' }],
  ['{\n  // a comment\n  "a": 1\n}', { a: 1 }],
];

const NOT_READ: readonly (readonly [string, RegExp])[] = [
  ['', /no JSON object/],
  ['[1, 2]', /no JSON object/],
  ['I cannot help.', /no JSON object/],
  ['{"a": 1', /no JSON object/],
  ['{"a": {"b": 1}', /not valid JSON/],
  ['{"a": 1, "a": }', /not valid JSON/],
  ['{"a": &x [1], "b": *x}', /not valid JSON/],
];

describe('readJsonObject', () => {
  for (const [text, expected] of READ)
    it(`reads ${JSON.stringify(text).slice(0, 60)}`, () => {
      assert.deepEqual(readJsonObject(text), { kind: 'object', value: expected });
    });

  for (const [text, reason] of NOT_READ)
    it(`says why not: ${JSON.stringify(text)}`, () => {
      const read = readJsonObject(text);
      assert.equal(read.kind, 'none');
      assert.match(read.reason, reason);
    });

  it('reads any JSON object as it is, with words around it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (record, isFenced) => {
        const json = JSON.stringify(record, null, 1);
        const text = isFenced ? `Here:\n\`\`\`json\n${json}\n\`\`\`` : `Here: ${json} Done.`;
        fc.pre(!json.includes('```') && !json.includes('<think>'));
        const read = readJsonObject(text);
        assert.ok(read.kind === 'object');
        assert.deepEqual(read.value, JSON.parse(json));
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 300 },
    );
  });
});
