import { strict as assert } from 'assert';
import fc from 'fast-check';
import { checkShorthand, parseShorthand } from './shorthand';

describe('shorthand', function () {
  this.timeout(process.env.SOAK ? 600_000 : 60_000);
  it('reads the example of the manual', () => {
    const text =
      'product name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
    const result = parseShorthand(text);
    assert.equal(result.kind, 'valid');
    assert.equal(result.pieces.name, 'product');
    assert.deepEqual(result.pieces.fields, [
      { type: { kind: 'bilingual', length: 64 }, required: true, name: 'name' },
      { type: { kind: 'decimal', precision: 10, scale: 2 }, required: true, name: 'price' },
      { type: { kind: 'enum', values: ['draft', 'live'] }, name: 'status' },
    ]);
    assert.deepEqual(result.pieces.relationships, [
      { kind: 'many-to-one', target: 'Category', name: 'category' },
    ]);
    assert.equal(text.slice(result.pieces.spans.get('price')?.offset).slice(0, 20), 'price:decimal(10,2)!');
  });

  /** Text, the part that is marked, the message, the suggestion. */
  const BAD: readonly (readonly [string, string, RegExp, RegExp])[] = [
    ['x a:strng', 'strng', /no type/, /`string`/],
    ['x a:int b:deciml(1,2)!', 'deciml', /no type/, /`decimal`/],
    ['x a:', '', /missing/, /string/],
    ['x a:int(1', '(', /not closed/, /close/],
    ['x a:decimal(x)', 'x', /does not take/, /decimal\(10,2\)/],
    ['x a:text(5)', '(', /no arguments/, /parentheses/],
    ['x a:int%', '%', /no modifier/, /required/],
    ['x a:int!?', '?', /contradict/, /one of them/],
    ['x a:int=', '=', /default is missing/, /after/],
    ['x a:string="x', '"x', /does not end/, /"/],
    ['x a:string(5,/ab', '/ab', /does not end/, /\//],
    ['x a:ref', 'ref', /no target/, /Category/],
    ['x a:ref()', ')', /no target/, /Category/],
    ['x a:many(Tag,cascade)', 'cascade', /does not take/, /Leave/],
    ['x a:ref(Tag; b:int)', ';', /no junction/, /refs/],
    ['x a:ref(Tag)^', 'ref(Tag)^', /takes no `\^`/, /out/],
    ['x b', 'b', /not `name:type`/, /colon/],
    ['X-y a:int', 'X-y', /snake_case/, /`x_y`/],
    ['x a:int a:int', 'a', /twice/, /another/],
    ['x id:int', 'id:int', /primary key/, /code/],
    ['x n:int name:bilingual(0)', 'name:bilingual(0)', /length 0/, /text/],
    ['x a:enum(a,,b)', ',', /empty/, /value/],
    ['x a:bytes(5gb)', '5gb', /does not take/, /2mb/],
    ['x :int', ':', /name is missing/, /price/],
  ];
  for (const [text, marked, message, suggestion] of BAD) {
    it(`marks ${JSON.stringify(marked)} in ${text}`, () => {
      const result = checkShorthand(text);
      const problems = result.kind === 'invalid' ? result.problems : [];
      const hit = problems.find((problem) => message.test(problem.message));
      assert.ok(hit, JSON.stringify(result));
      assert.match(hit.suggestion, suggestion);
      assert.ok(
        text.slice(hit.offset, hit.offset + hit.length).startsWith(marked.trimEnd()),
        JSON.stringify(hit),
      );
    });
  }

  it('answers any text with problems inside it', () => {
    const piece = fc.constantFrom(
      'x ',
      'a:',
      'int',
      'refs(',
      'Tag',
      '; ',
      ')',
      '!',
      '=',
      '"',
      '/',
      '(',
      ',',
      ' ',
      '\\',
      'enum(',
      '..',
      ':',
      ';',
      '\n',
      'é',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const result = checkShorthand(value, { name: 'thing' });
        if (result.kind === 'valid') return;
        assert.ok(result.problems.length > 0);
        for (const { offset, length } of result.problems)
          assert.ok(offset >= 0 && length >= 0 && offset + length <= value.length);
      }),
      { numRuns: process.env.SOAK ? 10_000 : 1000 },
    );
  });
});
