import type { Field, FieldKind, FieldType } from '../model/entitySpec';
import type { FieldInput } from './entityInput';
import { fieldLabel, withDefaults } from './labels';
import { refuseFieldName } from './names';
import { normalizeDefault } from './normalizeDefault';
import { normalizeFieldType } from './normalizeFieldType';
import { parseShorthandType } from './parseShorthandType';
import type { SpecReport } from './specReport';

const LARGE: readonly FieldKind[] = ['text', 'json', 'bytes'];
const FILTERED: readonly FieldKind[] = [
  'bool',
  'enum',
  'date',
  'datetime',
  'time',
  'int',
  'bigint',
  'float',
  'decimal',
];
const SEARCHED: readonly FieldKind[] = ['string', 'text', 'email'];
const SEARCHABLE: readonly FieldKind[] = [...SEARCHED, 'url'];

/** Where a field of a type is shown unless the person says otherwise. */
export function defaultDisplay(kind: FieldKind): Field['display'] {
  const small = !LARGE.includes(kind);
  return {
    table: small,
    form: true,
    filter: FILTERED.includes(kind),
    sort: small,
    search: SEARCHED.includes(kind),
  };
}

/** What a type means for a field that says nothing else: a plain bool is never empty and starts as false. */
export function defaultPresence(kind: FieldKind): Pick<Field, 'required' | 'default'> {
  return kind === 'bool' ? { required: true, default: false } : { required: false, default: null };
}

/** One field, two for the macro `bilingual`, none after problems that leave nothing to work with. */
export function normalizeField(name: string, input: FieldInput, report: SpecReport): readonly Field[] {
  const refusal = refuseFieldName(name);
  if (refusal !== undefined) report.add(refusal.message, refusal.suggestion);
  const expanded = expandType(input, report);
  if (expanded === undefined || refusal !== undefined) return [];
  const type = normalizeFieldType(expanded.type, input, report);
  if (type === undefined) return [];
  if (expanded.type.kind !== 'bilingual') return [fieldOf(name, type, expanded, report)];
  if (typeof expanded.renamedFrom === 'string') {
    report.add(
      'A bilingual field has two former names.',
      'Write the two fields, each with its `renamedFrom`.',
      'renamedFrom',
    );
  }
  if (expanded.unique === true && expanded.default !== undefined && expanded.default !== null) {
    report.add('A unique field cannot have a default.', 'Leave one of them out.', 'default');
    return [];
  }
  return ['en', 'ar'].flatMap((language) => {
    const half = `${name}_${language}`;
    const tooLong = refuseFieldName(half);
    if (tooLong !== undefined) {
      report.add(tooLong.message, tooLong.suggestion);
      return [];
    }
    return [fieldOf(half, type, { ...expanded, label: undefined, ...halfLabel(input, language) }, report)];
  });
}

/** A label given for a bilingual field is the text of each language, marked by language in the derived way. */
function halfLabel(input: FieldInput, language: string): Pick<FieldInput, 'label'> {
  if (input.label === undefined) return {};
  const base = withDefaults(input.label, { en: '', ar: '' });
  return language === 'en'
    ? { label: { en: `${base.en} (English)`, ar: `${base.ar} (بالإنجليزية)` } }
    : { label: { en: `${base.en} (Arabic)`, ar: `${base.ar} (بالعربية)` } };
}

type Expanded = FieldInput & { readonly type: Exclude<FieldInput['type'], string> };

/** Reads a type given as shorthand; explicit keys win over its modifiers. */
function expandType(input: FieldInput, report: SpecReport): Expanded | undefined {
  const { type } = input;
  if (typeof type !== 'string') return { ...input, type };
  const parsed = parseShorthandType(type);
  if (parsed.kind === 'invalid') {
    for (const problem of parsed.problems) report.add(problem.message, problem.suggestion, 'type');
    return undefined;
  }
  if (parsed.value.kind === 'relationship') {
    report.add(
      'A relationship takes none of the options of a field.',
      'Write it under `relationships`.',
      'type',
    );
    return undefined;
  }
  const { field } = parsed.value;
  if (typeof field.type === 'string') return undefined;
  const merged: FieldInput = { ...field };
  for (const key of ['required', 'unique', 'index'] as const)
    if (input[key] !== undefined) merged[key] = input[key];
  if (input.default !== undefined) merged.default = input.default;
  return { ...input, ...merged, type: field.type };
}

function fieldOf(name: string, type: FieldType, input: FieldInput, report: SpecReport): Field {
  const { kind } = type;
  const unset = input.required === undefined && kind === 'bool';
  const presence = defaultPresence(kind);
  const required = input.required ?? presence.required;
  const given = input.default === undefined && unset ? presence.default : (input.default ?? null);
  const value = normalizeDefault(type, given, report);
  const unique = input.unique ?? false;
  const index = (input.index ?? false) && !unique;
  if (unique && (LARGE.includes(kind) || kind === 'bool')) {
    report.add(`A ${kind} field cannot be unique.`, 'Leave `unique` out.', 'unique');
  }
  if (index && LARGE.includes(kind))
    report.add(`A ${kind} field cannot have an index.`, 'Leave `index` out.', 'index');
  if (unique && value !== null && kind !== 'bool') {
    const message = 'A unique field cannot have a default: the second row would not fit.';
    report.add(message, 'Leave one of them out.', 'default');
  }
  const { renamedFrom = null, description = null } = input;
  if (renamedFrom !== null) {
    const refusal =
      renamedFrom === name
        ? { message: 'The field was renamed from itself.', suggestion: 'Leave `renamedFrom` out.' }
        : refuseFieldName(renamedFrom, 'former name');
    if (refusal !== undefined) report.add(refusal.message, refusal.suggestion, 'renamedFrom');
  }
  return {
    name,
    type,
    required,
    unique,
    index,
    default: value,
    label: withDefaults(input.label, fieldLabel(name)),
    description: description?.trim() === '' ? null : description,
    display: displayOf(kind, input, required && value === null, report),
    renamedFrom,
  };
}

function displayOf(
  kind: FieldKind,
  input: FieldInput,
  mustBeSent: boolean,
  report: SpecReport,
): Field['display'] {
  const display = { ...defaultDisplay(kind) };
  for (const key of ['table', 'form', 'filter', 'sort', 'search'] as const) {
    const given = input.display?.[key];
    if (given !== undefined) display[key] = given;
  }
  const refuse = (key: keyof Field['display'], why: string): void => {
    report.add(`A ${kind} field cannot ${why}.`, `Leave \`display.${key}\` out.`, 'display', key);
  };
  if (display.search && !SEARCHABLE.includes(kind)) refuse('search', 'be searched: only texts can');
  if (display.filter && LARGE.includes(kind)) refuse('filter', 'be a filter');
  if (display.sort && LARGE.includes(kind)) refuse('sort', 'be sorted by');
  if (display.table && kind === 'bytes') refuse('table', 'be a column of the table');
  if (!display.form && mustBeSent) {
    const message = 'The field is required but not in the form, so nobody could add a row.';
    report.add(message, 'Give it a default, or leave `display.form` out.', 'display', 'form');
  }
  return display;
}
