import assert from 'node:assert/strict';
import fc from 'fast-check';
import { specArbitrary } from '../../../test/fakes/entityArbitrary';
import { checkShorthand } from '../../core/entity/shorthand';
import { entityJsonSchema } from './entityJsonSchema';
import { parseEntityFile } from './parseEntityFile';
import { renderEntityFile } from './renderEntityFile';

const numRuns = process.env.SOAK ? 10_000 : 1_000;

describe('entity files', function () {
  this.timeout(process.env.SOAK ? 600_000 : 60_000);
  it('renders a tidy file', () => {
    const result = checkShorthand(
      'product name:bilingual(64)! price:decimal(10,2,0..)! active:bool category:ref(Category)! lines:refs(Part; quantity:int(1..)!)',
      { label: { singular: 'Ware' }, features: ['-csv'] },
    );
    assert.equal(result.kind, 'valid', JSON.stringify(result));
    assert.equal(
      renderEntityFile(result.spec),
      `# yaml-language-server: $schema=../entity.schema.json
# The source of what Groundwork generates for this entity: change it and generate again.

name: product
label:
  singular: { en: Ware }

fields:
  name: bilingual(64)!
  price: decimal(10,2,0..)!
  active: bool

relationships:
  category: ref(Category)!
  lines:
    type: refs(Part)
    payload:
      quantity: int(1..)!

features:
  csvExport: false
`,
    );
  });

  it('reads what it renders, and renders the same again', () => {
    fc.assert(
      fc.property(specArbitrary, (spec) => {
        const text = renderEntityFile(spec);
        const parsed = parseEntityFile(text);
        assert.equal(parsed.kind, 'valid', `${JSON.stringify(parsed)}\n${text}`);
        assert.deepEqual(parsed.spec, spec);
        assert.equal(renderEntityFile(parsed.spec), text);
        assert.deepEqual(parseEntityFile(text.replaceAll('\n', '\r\n')), parsed);
      }),
      { numRuns },
    );
  });

  it('keeps digits that JavaScript numbers lose', () => {
    const parsed = parseEntityFile(
      'name: x\nfields:\n  a: { type: bigint, max: 9223372036854775807 }\n  b: { type: "decimal(5,2)", default: 1.10 }\n',
    );
    assert.equal(parsed.kind, 'valid', JSON.stringify(parsed));
    assert.deepEqual(parsed.spec.fields[0]?.type, { kind: 'bigint', min: null, max: '9223372036854775807' });
    assert.equal(parsed.spec.fields[1]?.default, '1.10');
  });

  const bomb = `a: &a [x,x]\nb: &b [*a,*a,*a]\nname: x\nfields: {a: int}\n`;
  /** Text, line, column, message. */
  const BAD: readonly (readonly [string, number, number, RegExp])[] = [
    ['', 1, 1, /no object/],
    ['- a\n', 1, 1, /no object/],
    ['name: x\nfields:\n  a: strng\n', 3, 6, /no type `strng`/],
    ['name: x\nfields:\n  a:\n    type: int\n    requird: true\n', 5, 14, /no option `requird`/],
    ['name: x\nfields:\n  a: int\n  a: text\n', 4, 3, /twice/],
    ['name: x\nname: y\nfields: {a: int}\n', 2, 1, /twice/],
    ['name: x\nfields:\n  a: [\n', 4, 1, /broken/],
    [bomb, 1, 7, /Anchors/],
    ['name: x\nfields: { a: !!js/function int }\n', 2, 14, /broken|tag/i],
    ['name: x\nfields: { a: !own int }\n', 2, 14, /broken|tag/i],
    ['name: x\nfields:\n  __proto__: int\n', 3, 14, /internal name/],
    ['name: x\nfields:\n  - { name: id, type: int }\n', 3, 5, /primary key/],
    ['name: x\nfields:\n  ? [a]\n  : int\n', 3, 3, /key/],
    ['name: x\nfields:\n  a: int\nrelationships:\n  b: ref(T,drop)\n', 5, 6, /drop/],
    ['name: x\nfields: {a: int, b: 5}\n', 2, 21, /not what is expected/],
    ['name: x\n---\nname: y\n', 2, 1, /broken/],
  ];
  for (const [text, line, column, message] of BAD) {
    it(`says line ${line}, column ${column} of ${JSON.stringify(text).slice(0, 70)}`, () => {
      const parsed = parseEntityFile(text);
      const problems = parsed.kind === 'invalid' ? parsed.problems : [];
      const hit = problems.find((problem) => message.test(problem.message));
      assert.ok(hit, JSON.stringify(parsed));
      assert.deepEqual([hit.line, hit.column], [line, column], JSON.stringify(problems));
    });
  }

  it('answers any text with problems', () => {
    const piece = fc.constantFrom(
      'name',
      ':',
      ' ',
      '\n',
      '  ',
      'fields',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '!!',
      '"',
      "'",
      '|',
      '>',
      '? ',
      '%',
      '---',
      '\t',
      'int',
      '<<',
      '__proto__',
      '#',
      '\ufeff',
      '\r',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const parsed = parseEntityFile(value);
        if (parsed.kind === 'invalid')
          assert.ok(
            parsed.problems.length > 0 && parsed.problems.every(({ line, column }) => line > 0 && column > 0),
          );
      }),
      { numRuns: Math.max(numRuns, 1000) },
    );
  });

  it('gives a JSON schema with descriptions', () => {
    const text = JSON.stringify(entityJsonSchema());
    for (const part of [
      '"properties"',
      '"fields"',
      'bilingual(64)',
      'snake_case singular',
      'additionalProperties',
    ])
      assert.ok(text.includes(part), part);
  });
});
