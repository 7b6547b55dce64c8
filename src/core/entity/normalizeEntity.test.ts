import { strict as assert } from 'assert';
import fc from 'fast-check';
import { plainSpecArbitrary, specArbitrary } from '../../../test/fakes/entityArbitrary';
import { entitySpecSchema } from '../model/entitySpec';
import { formatShorthand } from './formatShorthand';
import { normalizeEntity } from './normalizeEntity';
import { checkShorthand } from './shorthand';
import { toEntityInput } from './toEntityInput';

const runs = (count: number): { numRuns: number } => ({ numRuns: process.env.SOAK ? 10_000 : count });
const withField = (field: unknown): unknown => ({ name: 'thing', fields: { size: field } });
const withRelationship = (relationship: unknown, more: object = {}): unknown => ({
  name: 'thing',
  fields: { code: 'string', ...more },
  relationships: { maker: relationship },
});
const proto: unknown = JSON.parse('{"name":"thing","fields":{"__proto__":"int"}}');

/** Input, the field it names, part of the message, part of the suggestion. */
const BAD: readonly (readonly [unknown, string | null, RegExp, RegExp])[] = [
  [null, null, /no object/, /object/],
  [[], null, /no object/, /object/],
  [{}, null, /`name` is missing/, /string/],
  [{ name: 1, fields: { a: 'int' } }, null, /`name` is no string/, /string/],
  [{ name: 'Thing', fields: { a: 'int' } }, null, /snake_case/, /`thing`/],
  [{ name: 'purchaseOrder', fields: { a: 'int' } }, null, /snake_case/, /`purchase_order`/],
  [{ name: '', fields: { a: 'int' } }, null, /empty/, /snake_case/],
  [{ name: '../x', fields: { a: 'int' } }, null, /snake_case/, /`x`/],
  [{ name: '__init__', fields: { a: 'int' } }, null, /internal name/, /underscores/],
  [{ name: 'منتج', fields: { a: 'int' } }, null, /outside ASCII/, /label/],
  [{ name: 'a'.repeat(49), fields: { a: 'int' } }, null, /longer than 48/, /63/],
  [{ name: 'thing', fields: {} }, null, /no field/, /at least one/],
  [{ name: 'thing', fields: { a: 'ref(Tag)' } }, null, /no field/, /at least one/],
  [
    { name: 'thing', fields: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, 'int'])) },
    null,
    /201 fields/,
    /Split/,
  ],
  [proto, '__proto__', /internal name/, /another name/],
  [{ name: 'thing', fields: { a: 'int' }, plural: 'Things' }, null, /plural "Things"/, /`things`/],
  [{ name: 'thing', fields: { a: 'int' }, table: 'x; drop' }, null, /table/, /`x_drop`/],
  [{ name: 'thing', fields: { a: 'int' }, route: '../admin' }, null, /route/, /`admin`/],
  [{ name: 'thing', fields: { a: 'int' }, group: 'a/b' }, null, /group/, /`a_b`/],
  [{ name: 'thing', fields: { a: 'int' }, renamedFrom: 'thing' }, null, /from itself/, /Leave/],
  [{ name: 'thing', fields: { a: 'int' }, feilds: 1 }, null, /no option `feilds`/, /`fields`/],
  [{ name: 'thing', fields: { a: 'int' }, features: ['serch'] }, null, /no feature "serch"/, /`search`/],
  [{ name: 'thing', fields: { a: 'int' }, features: ['search', '-tests'] }, null, /mixed/, /only/],
  [{ name: 'thing', fields: { a: 'int' }, labelField: 'b' }, null, /"b" is no field/, /`a`|field/],
  [{ name: 'thing', fields: { a: 'json' }, labelField: 'a' }, null, /cannot name a row/, /short text/],
  [{ name: 'thing', fields: { code: 'int' }, defaultSort: 'cod' }, null, /no such field/, /`code`/],
  [{ name: 'thing', fields: { a: 'json' }, defaultSort: '-a' }, null, /not sortable/, /id/],
  [{ name: 'thing', fields: [{ type: 'int' }] }, null, /no name/, /name/],
  [
    {
      name: 'thing',
      fields: [
        { name: 'a', type: 'int' },
        { name: 'a', type: 'int' },
      ],
    },
    'a',
    /there twice/,
    /another name/,
  ],
  [{ name: 'thing', fields: { a: { name: 'b', type: 'int' } } }, 'a', /contradict/, /Leave/],
  [{ name: 'thing', fields: { id: 'int' } }, 'id', /taken.*primary key/, /`code`/],
  [{ name: 'thing', fields: { created_at: 'datetime' } }, 'created_at', /audit/, /own_created_at/],
  [{ name: 'thing', fields: { version: 'int' } }, 'version', /stale/, /own_version/],
  [{ name: 'thing', fields: { a_: 'int' } }, 'a_', /snake_case/, /`a`/],
  [{ name: 'thing', fields: { name: 'bilingual', name_en: 'string' } }, 'name_en', /twice/, /another/],
  [
    { name: 'thing', fields: { a: 'int', b: { type: 'int', renamedFrom: 'a' } } },
    'b',
    /still a field/,
    /Remove/,
  ],
  [withField(5), 'size', /not what is expected/, /Write a type/],
  [withField('strng(5)'), 'size', /no type `strng`/, /`string`/],
  [withField('string(5'), 'size', /not closed/, /`\)`/],
  [withField({ type: 'int', requird: true }), 'size', /no option `requird`/, /`required`/],
  [withField({ type: { kind: 'decimal', scale: 'x' } }), 'size', /no number/, /number/],
  [withField({ type: { kind: 'strin' } }), 'size', /no known type/, /string/],
  [withField('string(0)'), 'size', /length 0/, /text/],
  [withField('string(10001)'), 'size', /10001/, /text/],
  [withField('string(9..5)'), 'size', /least length 9/, /3\.\.64/],
  [withField({ type: 'int', length: 5 }), 'size', /no `length`/, /Leave/],
  [withField({ type: 'string', max: 5 }), 'size', /no `max`/, /Leave/],
  [withField({ type: 'string', pattern: '(?<=a)b' }), 'size', /Look-around/, /plain groups/],
  [withField({ type: 'string', pattern: '(a)\\1' }), 'size', /refers back/, /characters/],
  [withField({ type: 'string', pattern: '(?P<x>a)' }), 'size', /Named groups/, /plain/],
  [withField({ type: 'string', pattern: '\\p{L}' }), 'size', /`\\p`/, /characters/],
  [withField({ type: 'string', pattern: '\\bx' }), 'size', /word borders/, /characters/],
  [withField({ type: 'string', pattern: '(a' }), 'size', /no regular expression/, /Escape/],
  [withField({ type: 'string', pattern: 'a++' }), 'size', /possessive/, /Leave/],
  [withField({ type: 'string', pattern: 'a{x}' }), 'size', /starts no quantifier/, /brace/],
  [withField({ type: 'string', pattern: '[a&&b]' }), 'size', /set operation/, /Escape/],
  [withField({ type: 'string', pattern: '[[a]]' }), 'size', /inside a character class/, /\\\[/],
  [withField({ type: 'string', pattern: '[]a]' }), 'size', /starts with/, /bracket/],
  [withField({ type: 'string', pattern: 'a\\' }), 'size', /backslash/, /characters/],
  [withField('int(5..1)'), 'size', /empty/, /`1\.\.5`/],
  [withField('int(0..3000000000)'), 'size', /32 bits/, /bigint/],
  [withField('bigint(0..9223372036854775808)'), 'size', /64 bits/, /decimal/],
  [withField('int(0.5..)'), 'size', /whole number/, /decimal/],
  [withField('decimal(2,5)'), 'size', /greater than the precision/, /`decimal\(7,5\)`/],
  [withField('decimal(39,2)'), 'size', /39/, /decimal/],
  [withField('decimal(30,19)'), 'size', /scale 19/, /decimal/],
  [withField('decimal(4,2,0..100)'), 'size', /does not fit decimal\(4,2\)/, /2 digits before/],
  [withField('bytes(200mb)'), 'size', /100 MB/, /2mb/],
  [withField('enum()'), 'size', /empty/, /value/],
  [withField({ type: { kind: 'enum', values: [] } }), 'size', /no values/, /enum\(draft/],
  [withField('enum(a,a)'), 'size', /"a" is there twice/, /Keep one/],
  [withField('enum(a-b,a_b)'), 'size', /both called A_B/, /another word/],
  [withField('enum(1st)'), 'size', /cannot name a member/, /valueLabels/],
  [withField({ type: 'enum(a)', valueLabels: { b: 'B' } }), 'size', /no value "b"/, /Values: a/],
  [withField({ type: 'enum(a)', default: 'b' }), 'size', /none of the values/, /one of a/],
  [withField('int=x'), 'size', /no number/, /digits/],
  [withField('int(0..5)=6'), 'size', /outside 0\.\.5/, /inside/],
  [withField('bool=maybe'), 'size', /neither true nor false/, /true/],
  [withField('decimal(5,2)=1.234'), 'size', /does not fit/, /2 after/],
  [withField('string(2)=abc'), 'size', /longer than 2/, /Shorten/],
  [withField({ type: 'string(5,/^a/)', default: 'b' }), 'size', /match the pattern/, /\^a/],
  [withField({ type: 'string', default: 5 }), 'size', /no text/, /quotes/],
  [withField('date=2026-02-30'), 'size', /no date/, /2026-01-31/],
  [withField('datetime=2026-01-01T00:00'), 'size', /zone/, /Z/],
  [withField('time=25:00'), 'size', /no time/, /08:30/],
  [withField('uuid=1'), 'size', /no UUID/, /hex/],
  [withField('email=x'), 'size', /e-mail/, /example/],
  [withField('url=javascript:alert'), 'size', /http/, /https/],
  [withField('json=1'), 'size', /takes none/, /Leave/],
  [withField('text^'), 'size', /cannot be unique/, /Leave/],
  [withField('bool^'), 'size', /cannot be unique/, /Leave/],
  [withField('json#'), 'size', /cannot have an index/, /Leave/],
  [withField('string^=a'), 'size', /second row/, /one of them/],
  [withField({ type: 'int', display: { search: true } }), 'size', /only texts/, /display\.search/],
  [withField({ type: 'text', display: { sort: true } }), 'size', /sorted/, /display\.sort/],
  [withField({ type: 'json', display: { filter: true } }), 'size', /filter/, /display/],
  [withField({ type: 'bytes', display: { table: true } }), 'size', /column/, /display/],
  [withField({ type: 'int!', display: { form: false } }), 'size', /nobody could add/, /default/],
  [withRelationship('ref'), 'maker', /no target/, /ref\(Category\)/],
  [withRelationship('ref(a b)'), 'maker', /does not belong/, /`\)`/],
  [withRelationship('ref(../x)'), 'maker', /no name of a model/, /`X`/],
  [withRelationship('int'), 'maker', /is a field/, /fields/],
  [withRelationship({ target: 'Tag' }), 'maker', /no kind/, /ref\(Category\)/],
  [withRelationship({ type: 'ref(Tag)', kind: 'one-to-many' }), 'maker', /contradict/, /Leave/],
  [withRelationship('ref(Tag,set-null)!'), 'maker', /cannot become empty/, /restrict/],
  [withRelationship('ref(Tag,drop)'), 'maker', /`drop`/, /cascade/],
  [withRelationship({ type: 'many(Tag)', required: true }), 'maker', /no `required`/, /Leave/],
  [withRelationship({ type: 'many(Tag)', inverse: null }), 'maker', /needs an inverse/, /thing/],
  [withRelationship({ type: 'refs(Tag)', table: 'things' }), 'maker', /own name/, /things_maker/],
  [withRelationship({ type: 'ref(Tag)', inverse: 'id' }), 'maker', /inverse name "id"/, /Leave/],
  [withRelationship('ref(Tag)', { maker_id: 'int' }), 'maker', /"maker_id" is there twice/, /another/],
  [withRelationship('refs(Tag; a:json)'), 'maker.a', /cannot be json/, /entity of its own/],
  [withRelationship('refs(Tag; a:ref(B))'), 'maker', /no relationship/, /plain fields/],
  [withRelationship('refs(Tag; tag_id:int)'), 'maker.tag_id', /clashes/, /another/],
  [withRelationship({ type: 'ref(self)', inverse: 'code' }), 'maker', /"code" is there twice/, /another/],
  [
    { name: 'thing', fields: { code: 'int' }, relationships: { tag: 'ref(Tag)', tags: 'refs(Tag)' } },
    'tags',
    /both give Tag/,
    /inverse: null/,
  ],
];

describe('normalizeEntity', function () {
  this.timeout(process.env.SOAK ? 600_000 : 60_000);
  for (const [input, field, message, suggestion] of BAD) {
    it(`refuses ${JSON.stringify(input).slice(0, 90)}: ${message.source}`, () => {
      const result = normalizeEntity(input);
      assert.equal(result.kind, 'invalid');
      const found = result.problems;
      assert.ok(
        found.some(
          (problem) =>
            problem.field === field && message.test(problem.message) && suggestion.test(problem.suggestion),
        ),
        JSON.stringify(found, null, 1),
      );
    });
  }

  const GOOD: readonly (readonly [unknown, string, unknown])[] = [
    [{ name: 'order', fields: { total: 'decimal' } }, 'table', 'orders'],
    [{ name: 'news', fields: { a: 'int' } }, 'route', 'news'],
    [{ name: 'purchase_order_line', fields: { a: 'int' } }, 'plural', 'purchase_order_lines'],
    [{ name: 'purchase_order', fields: { a: 'int' } }, 'route', 'purchase-orders'],
    [{ name: 'thing', fields: { name: 'bilingual' } }, 'labelField', 'name'],
    [{ name: 'thing', fields: { name: 'bilingual' } }, 'defaultSort', { field: 'name_en', order: 'asc' }],
    [{ name: 'thing', fields: { a: 'int', code: 'string' } }, 'labelField', 'code'],
    [{ name: 'thing', fields: { a: 'int' } }, 'labelField', 'id'],
    [{ name: 'thing', fields: { motto: 'bilingual' } }, 'labelField', 'motto'],
    [
      { name: 'thing', fields: { motto: 'bilingual' }, defaultSort: '-motto' },
      'defaultSort',
      { field: 'motto_en', order: 'desc' },
    ],
    [
      { name: 'product', fields: { a: 'int' } },
      'label',
      { singular: { en: 'Product', ar: 'منتج' }, plural: { en: 'Products', ar: 'المنتجات' } },
    ],
    [
      { name: 'thing', fields: { a: 'int' }, label: 'Gadget' },
      'label',
      { singular: { en: 'Gadget', ar: 'Gadget' }, plural: { en: 'Things', ar: 'Things' } },
    ],
  ];
  for (const [input, key, expected] of GOOD) {
    it(`fills in ${key} of ${JSON.stringify(input)}`, () => {
      const result = normalizeEntity(input);
      assert.equal(result.kind, 'valid', JSON.stringify(result));
      assert.deepEqual(new Map(Object.entries(result.spec)).get(key), expected);
    });
  }

  it('accepts the names and fields that broke others', () => {
    for (const name of [
      'order',
      'class',
      'user',
      'person',
      'status',
      'series',
      'news',
      'purchase_order_line',
      'sheep',
      'pmta',
      'relationship',
    ]) {
      const fields = {
        type: 'string',
        from: 'date',
        metadata: 'json',
        registry: 'int',
        model_config: 'json',
        default: 'bool',
        constructor: 'string',
        copy: 'int',
        key: 'string',
      };
      const result = normalizeEntity({ name, fields });
      assert.equal(result.kind, 'valid', JSON.stringify(result));
    }
  });

  it('normalises any valid entity idempotently, to a valid model', () => {
    fc.assert(
      fc.property(specArbitrary, (spec) => {
        assert.deepEqual(entitySpecSchema.parse(spec), spec);
        assert.deepEqual(normalizeEntity(spec), { kind: 'valid', spec });
      }),
      runs(1_000),
    );
  });

  it('comes back from its shortest input', () => {
    fc.assert(
      fc.property(specArbitrary, (spec) => {
        assert.deepEqual(normalizeEntity(toEntityInput(spec)), { kind: 'valid', spec });
      }),
      runs(1_000),
    );
  });

  it('comes back from its shorthand', () => {
    fc.assert(
      fc.property(plainSpecArbitrary, (spec) => {
        assert.deepEqual(
          checkShorthand(formatShorthand(spec)),
          { kind: 'valid', spec },
          formatShorthand(spec),
        );
      }),
      runs(1_000),
    );
  });

  it('answers anything with a result, never an exception', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'name',
        'fields',
        'relationships',
        'type',
        'kind',
        '__proto__',
        'constructor',
        'label',
        'features',
        'default',
      ),
      fc.string(),
    );
    const anything = fc.anything({
      key,
      withBigInt: true,
      withDate: true,
      withNullPrototype: true,
      withMap: true,
      maxDepth: 5,
    });
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        normalizeEntity(a);
        normalizeEntity({ name: 'thing', fields: a, relationships: b });
        normalizeEntity({ name: 'thing', fields: { x: a, y: { type: 'string', default: b } }, label: a });
      }),
      runs(1_000),
    );
    const cycle: Record<string, unknown> = { name: 'x' };
    cycle.fields = cycle;
    assert.equal(normalizeEntity(cycle).kind, 'invalid');
    const getter = Object.defineProperty({}, 'name', { enumerable: true, get: () => assert.fail('called') });
    assert.equal(normalizeEntity(getter).kind, 'invalid');
  });
});
