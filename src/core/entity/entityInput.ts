import { z } from 'zod';

/**
 * What a person, a command argument, a YAML file or a model writes: a name, fields, and optional everything else.
 * `normalizeEntity` checks it and fills in the defaults. A normalised EntitySpec is a valid input too.
 */

const labelInputSchema = z
  .union([
    z.string().describe('The English label.'),
    z.strictObject({ en: z.string().optional(), ar: z.string().optional() }),
  ])
  .describe('Text shown to people: English, or one text a language. Left out, it is made from the name.');
export type LabelInput = z.infer<typeof labelInputSchema>;

const boundSchema = z.union([z.number(), z.string()]).nullable().optional();
const stringOptions = {
  length: z.int().optional().describe('Most characters, 255 by default.'),
  minLength: z.int().nullable().optional().describe('Fewest characters.'),
  pattern: z.string().nullable().optional().describe('Regular expression that the text must match.'),
};

const typeObjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('string'), ...stringOptions }),
  z.strictObject({ kind: z.literal('bilingual'), ...stringOptions }),
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('email') }),
  z.strictObject({ kind: z.literal('url') }),
  z.strictObject({ kind: z.literal('int'), min: boundSchema, max: boundSchema }),
  z.strictObject({ kind: z.literal('bigint'), min: boundSchema, max: boundSchema }),
  z.strictObject({ kind: z.literal('float'), min: boundSchema, max: boundSchema }),
  z.strictObject({
    kind: z.literal('decimal'),
    precision: z.int().optional().describe('Digits in all, 10 by default.'),
    scale: z.int().optional().describe('Digits after the point, 2 by default.'),
    min: boundSchema,
    max: boundSchema,
  }),
  z.strictObject({ kind: z.literal('bool') }),
  z.strictObject({ kind: z.literal('date') }),
  z.strictObject({ kind: z.literal('datetime') }),
  z.strictObject({ kind: z.literal('time') }),
  z.strictObject({ kind: z.literal('uuid') }),
  z.strictObject({ kind: z.literal('json') }),
  z.strictObject({
    kind: z.literal('bytes'),
    maxSize: z.int().optional().describe('In bytes, 1 MB by default.'),
  }),
  z.strictObject({
    kind: z.literal('enum'),
    values: z.array(z.string()),
    labels: z.array(labelInputSchema).optional().describe('One label a value, in the same order.'),
  }),
]);
export type FieldTypeInput = z.infer<typeof typeObjectSchema>;

const SHORTHAND_HELP =
  'Shorthand: a type with arguments, then `!` required, `^` unique, `#` index, `=value` default. Types: string(64), text, ' +
  'int(0..9), bigint, float, decimal(10,2), bool, date, datetime, time, uuid, json, bytes(2mb), enum(a,b), email, url, ' +
  'bilingual(64), ref(Target), one(Target), many(Target), refs(Target).';

const fieldBodySchema = z.strictObject({
  name: z.string().optional(),
  type: z.union([z.string().describe(SHORTHAND_HELP), typeObjectSchema]),
  required: z.boolean().optional().describe('NOT NULL; must be sent unless there is a default.'),
  unique: z.boolean().optional(),
  index: z.boolean().optional(),
  default: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  /** Shortcuts for the options of the type, so that they can stand beside `type: string`. */
  length: z.int().optional(),
  minLength: z.int().nullable().optional(),
  pattern: z.string().nullable().optional(),
  min: boundSchema,
  max: boundSchema,
  label: labelInputSchema.optional(),
  valueLabels: z.record(z.string(), labelInputSchema).optional().describe('Labels of enum values.'),
  description: z.string().nullable().optional(),
  display: z
    .strictObject({
      table: z.boolean().optional(),
      form: z.boolean().optional(),
      filter: z.boolean().optional(),
      sort: z.boolean().optional(),
      search: z.boolean().optional(),
    })
    .optional()
    .describe('Where the field is shown: table column, form input, filter, sortable, searched.'),
  renamedFrom: z.string().nullable().optional().describe('The former name, so that a rename keeps the data.'),
});
export type FieldInput = z.infer<typeof fieldBodySchema>;

const fieldEntrySchema = z.union([z.string().describe(SHORTHAND_HELP), fieldBodySchema]);

/** Fields as a map from name to field, or as a list of fields with names. */
const fieldsSchema = z.union([z.record(z.string(), fieldEntrySchema), z.array(fieldEntrySchema)]);

const relationshipBodySchema = z.strictObject({
  name: z.string().optional(),
  type: z
    .string()
    .optional()
    .describe('ref(Target), one(Target), many(Target) or refs(Target), instead of kind and target.'),
  kind: z.enum(['many-to-one', 'one-to-one', 'one-to-many', 'many-to-many']).optional(),
  target: z.string().optional().describe('Name of the target model; `self` for this entity.'),
  required: z.boolean().optional(),
  onDelete: z.enum(['restrict', 'cascade', 'set-null']).optional(),
  label: labelInputSchema.optional(),
  inverse: z.string().nullable().optional().describe('Attribute added to the target model, null for none.'),
  table: z.string().optional().describe('Junction table of a many-to-many.'),
  payload: fieldsSchema.optional().describe('Columns of the junction table.'),
  renamedFrom: z.string().nullable().optional().describe('The former name, so that a rename keeps the data.'),
});
export type RelationshipInput = z.infer<typeof relationshipBodySchema>;

const relationshipEntrySchema = z.union([z.string().describe('e.g. ref(Category)!'), relationshipBodySchema]);

const featureObjectSchema = z.strictObject({
  softDelete: z.boolean().optional(),
  audit: z.boolean().optional(),
  search: z.boolean().optional(),
  filters: z.boolean().optional(),
  sort: z.boolean().optional(),
  pagination: z.boolean().optional(),
  bulkActions: z.boolean().optional(),
  csvExport: z.boolean().optional(),
  tests: z.boolean().optional(),
});

export const entityInputSchema = z
  .strictObject({
    version: z.literal(1).optional(),
    name: z.string().describe('snake_case singular, e.g. purchase_order_line.'),
    plural: z.string().optional().describe('snake_case plural; the English plural by default.'),
    table: z.string().optional().describe('Database table; the plural by default.'),
    route: z.string().optional().describe('URL segment; the plural in kebab-case by default.'),
    group: z.string().optional().describe('Router group; setting by default.'),
    label: z
      .union([
        labelInputSchema,
        z.strictObject({ singular: labelInputSchema.optional(), plural: labelInputSchema.optional() }),
      ])
      .optional(),
    fields: fieldsSchema.describe('Fields by name, in the order of forms and tables.'),
    relationships: z
      .union([z.record(z.string(), relationshipEntrySchema), z.array(relationshipEntrySchema)])
      .optional(),
    features: z
      .union([z.array(z.string()), featureObjectSchema])
      .optional()
      .describe(
        'All are on by default. A list names those that stay on, or with `-` before each those that go off.',
      ),
    labelField: z
      .string()
      .optional()
      .describe('The field that names a row; `name` stands for name_en and name_ar.'),
    defaultSort: z
      .union([
        z.string().describe('A field; with `-` before it, descending.'),
        z.strictObject({ field: z.string(), order: z.enum(['asc', 'desc']).optional() }),
      ])
      .optional(),
    renamedFrom: z.string().nullable().optional().describe('The former name of the entity.'),
  })
  .describe('An entity: what Groundwork generates a backend and a frontend for.');
export type EntityInput = z.infer<typeof entityInputSchema>;

/** A map or a list of entries as a list with names and the path of each entry. */
export interface Entry<T> {
  readonly name: string | undefined;
  readonly path: readonly (string | number)[];
  readonly value: T;
}

export function entriesOf<T>(
  collection: Readonly<Record<string, T>> | readonly T[] | undefined,
  path: readonly (string | number)[],
): readonly Entry<T>[] {
  if (collection === undefined) return [];
  if (isList(collection))
    return collection.map((value, index) => ({ name: undefined, path: [...path, index], value }));
  return Object.entries(collection).map(([name, value]) => ({ name, path: [...path, name], value }));
}

function isList<T>(value: Readonly<Record<string, T>> | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
