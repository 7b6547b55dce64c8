import fc from 'fast-check';
import type {
  EntityInput,
  FieldInput,
  FieldTypeInput,
  RelationshipInput,
} from '../../src/core/entity/entityInput';
import { normalizeEntity } from '../../src/core/entity/normalizeEntity';
import type { EntitySpec } from '../../src/core/model/entitySpec';

const word = fc.constantFrom(
  ...[
    'order',
    'class',
    'user',
    'status',
    'series',
    'news',
    'sheep',
    'line',
    'a1',
    'from',
    'metadata',
    'model_config',
  ],
  ...[
    'default',
    'constructor',
    'unit',
    'price',
    'type',
    'date',
    'x',
    'prototype',
    'key',
    'name',
    'title',
    'import',
  ],
);
export const nameArbitrary = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join('_').slice(0, 40).replace(/_$/, ''));
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((value) => value.trim() !== '' && !value.includes('\0'));
const plainText = fc.oneof(
  text,
  fc.constantFrom('1.10', 'true', 'null', '- x', 'a: b', '#', '"q"', "it's", '~', ' x', 'yes', '2026-01-01'),
);
const label = fc.oneof(plainText, fc.record({ en: plainText, ar: plainText }, { requiredKeys: [] }));

const type: fc.Arbitrary<FieldTypeInput> = fc.oneof<fc.Arbitrary<FieldTypeInput>[]>(
  fc.record(
    {
      kind: fc.constant('string' as const),
      length: fc.integer({ min: 5, max: 300 }),
      minLength: fc.integer({ min: 0, max: 5 }),
    },
    { requiredKeys: ['kind'] },
  ),
  fc.record({
    kind: fc.constant('string' as const),
    pattern: fc.constantFrom(
      '^[a-z]+$',
      '^a/b$',
      '^\\d{2,5}-\\w*$',
      'a b|c',
      '[\\]/"]',
      '\\\\/',
      "^'\\(x\\)$",
    ),
  }),
  fc.record({ kind: fc.constant('bilingual' as const), length: fc.integer({ min: 1, max: 300 }) }),
  fc
    .constantFrom(...(['text', 'email', 'url', 'bool', 'date', 'datetime', 'time', 'uuid', 'json'] as const))
    .map((kind) => ({ kind })),
  fc
    .tuple(fc.integer({ min: -99, max: 0 }), fc.integer({ min: 0, max: 99 }))
    .map(([min, max]) => ({ kind: 'int' as const, min, max })),
  fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map((max) => ({ kind: 'bigint' as const, max: String(max) })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
    .map((min) => ({ kind: 'float' as const, min: Math.abs(min) < 1e-15 ? 0 : min })),
  fc.tuple(fc.integer({ min: 6, max: 38 }), fc.integer({ min: 0, max: 4 })).map(([precision, scale]) => ({
    kind: 'decimal' as const,
    precision,
    scale,
    min: '-1',
    max: scale > 1 ? '12.50' : '12',
  })),
  fc.integer({ min: 1, max: 100 }).map((size) => ({ kind: 'bytes' as const, maxSize: size * 1024 })),
  fc
    .uniqueArray(fc.constantFrom('draft', 'live', 'in-stock', 'x1', 'constructor', 'null', 'true'), {
      minLength: 1,
    })
    .map((values) => ({ kind: 'enum' as const, values })),
  fc.constant({
    kind: 'enum' as const,
    values: ['N/A', '1st', 'a, b', 'مسودة'],
    labels: ['None', 'First', 'A and B', { en: 'Draft', ar: 'مسودة' }],
  }),
);

const field: fc.Arbitrary<FieldInput> = fc
  .record(
    {
      type,
      required: fc.boolean(),
      unique: fc.boolean(),
      index: fc.boolean(),
      label,
      description: plainText,
      display: fc.record(
        { table: fc.constant(false), filter: fc.constant(false), search: fc.constant(false) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['type'] },
  )
  .chain((value) =>
    fc
      .option(fc.constantFrom('draft', '7', '2026-01-31', 'a b'), { nil: undefined })
      .map((given) => (given === undefined ? value : { ...value, default: given })),
  );

const plainField: fc.Arbitrary<FieldInput> = fc.record(
  { type, required: fc.boolean() },
  { requiredKeys: ['type'] },
);

const targets = fc.constantFrom('Category', 'Tag', 'HTTPServer', 'self', 'User');
const plainPayload = plainField.filter(
  (input) => typeof input.type === 'string' || input.type.kind !== 'enum' || input.type.labels === undefined,
);

const relationship = (extras: boolean): fc.Arbitrary<RelationshipInput> =>
  fc
    .oneof(
      fc.record(
        {
          kind: fc.constantFrom('many-to-one' as const, 'one-to-one' as const),
          target: targets,
          onDelete: fc.constantFrom('restrict' as const, 'cascade' as const),
          required: fc.boolean(),
        },
        { requiredKeys: ['kind', 'target'] },
      ),
      fc.record({ kind: fc.constant('one-to-many' as const), target: targets }),
      fc.record({ kind: fc.constant('many-to-many' as const), target: targets }),
      fc
        .dictionary(nameArbitrary, extras ? plainField : plainPayload, { minKeys: 1, maxKeys: 3 })
        .map((payload) => ({ kind: 'many-to-many' as const, target: 'Tag', payload: { ...payload } })),
    )
    .chain((value) =>
      extras
        ? fc
            .record({ label, inverse: nameArbitrary }, { requiredKeys: [] })
            .map((more) => ({ ...value, ...more }))
        : fc.constant(value),
    );

function specs(input: fc.Arbitrary<EntityInput>): fc.Arbitrary<EntitySpec> {
  return input
    .map(normalizeEntity)
    .filter((result) => result.kind === 'valid')
    .map(({ spec }) => spec);
}

const members = <T>(
  value: fc.Arbitrary<T>,
  minKeys: number,
  maxKeys: number,
): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(nameArbitrary, value, { minKeys, maxKeys, noNullPrototype: true });

/** Any valid entity, with labels, display options and everything else that a file can say. */
export const specArbitrary: fc.Arbitrary<EntitySpec> = specs(
  fc.record(
    {
      name: nameArbitrary,
      plural: nameArbitrary,
      table: nameArbitrary,
      group: nameArbitrary,
      label: fc.oneof(label, fc.record({ singular: label, plural: label }, { requiredKeys: [] })),
      fields: members(field, 1, 4),
      relationships: members(relationship(true), 0, 2),
      features: fc.constantFrom(['-csv'], ['search', 'sort'], { tests: false }),
      labelField: fc.constant('id'),
      defaultSort: fc.constantFrom('-created_at', 'id'),
      renamedFrom: fc.constant('old_name'),
    },
    { requiredKeys: ['name', 'fields'] },
  ),
);

/** Valid entities that shorthand can say in full. */
const isPlain = (input: FieldInput): boolean =>
  typeof input.type === 'string' || input.type.kind !== 'enum' || input.type.labels === undefined;

export const plainSpecArbitrary: fc.Arbitrary<EntitySpec> = specs(
  fc.record({
    name: nameArbitrary,
    fields: members(
      field
        .map(({ type: kind, required, unique, index, default: value }) => ({
          type: kind,
          ...(required === undefined ? {} : { required }),
          ...(unique === undefined ? {} : { unique }),
          ...(index === undefined ? {} : { index }),
          ...(value === undefined ? {} : { default: value }),
        }))
        .filter(isPlain),
      1,
      4,
    ),
    relationships: members(relationship(false), 0, 2),
  }),
);
