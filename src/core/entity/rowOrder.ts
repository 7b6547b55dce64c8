import type { EntitySpec, Field } from '../model/entitySpec';
import { nearest } from './didYouMean';
import type { EntityInput } from './entityInput';
import type { SpecReport } from './specReport';

type Sort = EntitySpec['defaultSort'];

/** Columns of every entity that a list may be sorted by besides its fields. */
const BASE_COLUMNS = ['id', 'created_at', 'updated_at'];

/** `name` or `title`, bilingual before plain, else the first string (as a stem when it is half of a pair), else `id`. */
export function defaultLabelField(fields: readonly Field[]): string {
  const names = new Map(fields.map((field) => [field.name, field]));
  const isPair = (stem: string): boolean =>
    names.get(`${stem}_en`)?.type.kind === 'string' && names.get(`${stem}_ar`)?.type.kind === 'string';
  for (const stem of ['name', 'title']) if (isPair(stem)) return stem;
  for (const name of ['name', 'title']) if (names.get(name)?.type.kind === 'string') return name;
  const first =
    fields.find((field) => field.type.kind === 'string') ??
    fields.find((field) => field.type.kind === 'email');
  if (first === undefined) return 'id';
  const stem = /^(.+)_(?:en|ar)$/.exec(first.name)?.[1];
  return stem !== undefined && isPair(stem) && !names.has(stem) ? stem : first.name;
}

export function defaultSortOf(labelField: string, fields: readonly Field[]): Sort {
  const candidates = [labelField, `${labelField}_en`];
  const field = fields.find((candidate) => candidates.includes(candidate.name) && candidate.display.sort);
  return { field: field?.name ?? 'id', order: 'asc' };
}

export function normalizeSort(
  input: NonNullable<EntityInput['defaultSort']>,
  fields: readonly Field[],
  report: SpecReport,
): Sort {
  const descending = typeof input === 'string' && input.startsWith('-');
  const wanted = typeof input === 'string' ? input.replace(/^-/, '') : input.field;
  const order = typeof input === 'string' ? (descending ? 'desc' : 'asc') : (input.order ?? 'asc');
  const sortable = [
    ...fields.filter((field) => field.display.sort).map((field) => field.name),
    ...BASE_COLUMNS,
  ];
  if (sortable.includes(wanted)) return { field: wanted, order };
  if (sortable.includes(`${wanted}_en`)) return { field: `${wanted}_en`, order };
  const known = fields.some((field) => field.name === wanted);
  const near = nearest(wanted, sortable);
  report.add(
    `The list cannot be sorted by "${wanted.slice(0, 60)}": ${known ? 'that field is not sortable' : 'there is no such field'}.`,
    near === undefined ? `Write one of ${sortable.slice(0, 8).join(', ')}.` : `Did you mean \`${near}\`?`,
    'defaultSort',
  );
  return { field: 'id', order: 'asc' };
}
