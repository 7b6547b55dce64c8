import { z } from 'zod';

/**
 * What to generate. This is the normalised form: every default is filled in, macros are expanded, names are checked.
 * Dialogue, shorthand, YAML and models produce an EntityInput, which `normalizeEntity` turns into this.
 */

export const localizedSchema = z.strictObject({ en: z.string().min(1), ar: z.string().min(1) });
export type Localized = z.infer<typeof localizedSchema>;

export const fieldTypeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('string'),
    length: z.int().min(1).max(10_000),
    minLength: z.int().min(0).nullable(),
    pattern: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('email') }),
  z.strictObject({ kind: z.literal('url') }),
  z.strictObject({ kind: z.literal('int'), min: z.int().nullable(), max: z.int().nullable() }),
  /** Bounds are decimal strings: 64-bit integers do not fit a JavaScript number. */
  z.strictObject({ kind: z.literal('bigint'), min: z.string().nullable(), max: z.string().nullable() }),
  z.strictObject({ kind: z.literal('float'), min: z.number().nullable(), max: z.number().nullable() }),
  z.strictObject({
    kind: z.literal('decimal'),
    precision: z.int().min(1).max(38),
    scale: z.int().min(0).max(18),
    min: z.string().nullable(),
    max: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('bool') }),
  z.strictObject({ kind: z.literal('date') }),
  z.strictObject({ kind: z.literal('datetime') }),
  z.strictObject({ kind: z.literal('time') }),
  z.strictObject({ kind: z.literal('uuid') }),
  z.strictObject({ kind: z.literal('json') }),
  /** `maxSize` in bytes. */
  z.strictObject({ kind: z.literal('bytes'), maxSize: z.int().min(1) }),
  /** `labels` in the order of `values`; read them through `enumLabels`, which derives the missing ones. */
  z.strictObject({
    kind: z.literal('enum'),
    values: z.array(z.string().min(1)).min(1),
    labels: z.array(localizedSchema).optional(),
  }),
]);
export type FieldType = z.infer<typeof fieldTypeSchema>;
export type FieldKind = FieldType['kind'];

export const fieldSchema = z.strictObject({
  /** snake_case, as the person wrote it: JSON key and column name. Python renames reserved ones (`from` -> `from_`). */
  name: z.string(),
  type: fieldTypeSchema,
  required: z.boolean(),
  unique: z.boolean(),
  index: z.boolean(),
  /** Default as a literal of the wire (`"1.10"`, `0`, `true`, `"draft"`), null for none. */
  default: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  label: localizedSchema,
  description: z.string().nullable(),
  display: z.strictObject({
    /** Shown as a column of the table, an input of the forms, a filter, a sortable column, part of the search. */
    table: z.boolean(),
    form: z.boolean(),
    filter: z.boolean(),
    sort: z.boolean(),
    search: z.boolean(),
  }),
  /** The field's former name, so that a rename keeps data. */
  renamedFrom: z.string().nullable(),
});
export type Field = z.infer<typeof fieldSchema>;

const relationshipBase = {
  /** snake_case attribute name on this entity, e.g. `category`; the foreign key column is `<name>_id`. */
  name: z.string(),
  /** PascalCase name of the target model; the entity's own name for a self-reference. */
  target: z.string(),
  label: localizedSchema,
  /** Attribute added to the target model, null for none. */
  inverse: z.string().nullable(),
  /** The relationship's former name, so that a rename keeps data. Merge bases of older versions do not have it. */
  renamedFrom: z.string().nullable().default(null),
};

export const relationshipSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...relationshipBase,
    kind: z.literal('many-to-one'),
    required: z.boolean(),
    onDelete: z.enum(['restrict', 'cascade', 'set-null']),
  }),
  z.strictObject({
    ...relationshipBase,
    kind: z.literal('one-to-one'),
    required: z.boolean(),
    onDelete: z.enum(['restrict', 'cascade', 'set-null']),
  }),
  /** The foreign key column goes to the target's table. */
  z.strictObject({ ...relationshipBase, kind: z.literal('one-to-many') }),
  /** `payload` non-empty: the junction is a class of its own with these columns. */
  z.strictObject({
    ...relationshipBase,
    kind: z.literal('many-to-many'),
    table: z.string(),
    payload: z.array(fieldSchema),
  }),
]);
export type Relationship = z.infer<typeof relationshipSchema>;

export const featuresSchema = z.strictObject({
  softDelete: z.boolean(),
  audit: z.boolean(),
  search: z.boolean(),
  filters: z.boolean(),
  sort: z.boolean(),
  pagination: z.boolean(),
  bulkActions: z.boolean(),
  csvExport: z.boolean(),
  tests: z.boolean(),
});
export type Features = z.infer<typeof featuresSchema>;

export const entitySpecSchema = z.strictObject({
  version: z.literal(1),
  /** snake_case singular, e.g. `purchase_order_line`. */
  name: z.string(),
  /** snake_case plural; may equal `name` (`news`, `series`). */
  plural: z.string(),
  /** Database table. */
  table: z.string(),
  /** URL segment, kebab-case plural. */
  route: z.string(),
  /** Router group, e.g. `setting`. */
  group: z.string(),
  label: z.strictObject({ singular: localizedSchema, plural: localizedSchema }),
  fields: z.array(fieldSchema),
  relationships: z.array(relationshipSchema),
  features: featuresSchema,
  /** Field whose value names a row in pickers and titles: a field, or a bilingual stem (`name` for `name_en`/`name_ar`). */
  labelField: z.string(),
  defaultSort: z.strictObject({ field: z.string(), order: z.enum(['asc', 'desc']) }),
  renamedFrom: z.string().nullable(),
});
export type EntitySpec = z.infer<typeof entitySpecSchema>;
