import type { Field, FieldType } from '../model/entitySpec';
import { canonicalDecimal, compareDecimals } from './decimalText';
import { numberProblem } from './normalizeFieldType';
import type { SpecReport } from './specReport';

type Default = Field['default'];

/** A default as its type writes it on the wire (shorthand gives text), null for none or after a problem. */
export function normalizeDefault(type: FieldType, value: Default, report: SpecReport): Default {
  if (value === null) return null;
  const refuse = (why: string, suggestion: string): null => {
    report.add(`The default ${JSON.stringify(value).slice(0, 60)} ${why}.`, suggestion, 'default');
    return null;
  };
  switch (type.kind) {
    case 'bool':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      return refuse('is neither true nor false', 'Write `true` or `false`.');
    case 'int':
    case 'bigint':
    case 'float':
    case 'decimal':
      return numberDefault(type, value, refuse);
    case 'json':
    case 'bytes':
      return refuse(`cannot be given: a ${type.kind} field takes none`, 'Leave it out.');
    default:
      return textDefault(type, value, refuse);
  }
}

type Refuse = (why: string, suggestion: string) => null;

function numberDefault(
  type: Extract<FieldType, { kind: 'int' | 'bigint' | 'float' | 'decimal' }>,
  value: string | number | boolean,
  refuse: Refuse,
): Default {
  if (typeof value === 'boolean') return refuse('is no number', 'Write digits, e.g. `0`.');
  const isDecimal = type.kind === 'decimal';
  const problem = numberProblem(
    type.kind,
    String(value),
    isDecimal ? type.precision : 38,
    isDecimal ? type.scale : 18,
  );
  const text = canonicalDecimal(String(value));
  if (problem !== undefined || text === undefined) {
    return refuse(
      problem?.message.replace(/^"(?:[^"\\]|\\.)*" /, '') ?? 'is no number',
      problem?.suggestion ?? 'Write digits.',
    );
  }
  const min = type.min === null ? null : canonicalDecimal(String(type.min));
  const max = type.max === null ? null : canonicalDecimal(String(type.max));
  if (
    (min !== undefined && min !== null && compareDecimals(text, min) < 0) ||
    (max !== undefined && max !== null && compareDecimals(text, max) > 0)
  ) {
    return refuse(
      `is outside ${min ?? ''}..${max ?? ''}`,
      'Write a value inside the range, or widen the range.',
    );
  }
  return type.kind === 'decimal' || type.kind === 'bigint' ? text : Number(text);
}

const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type TextType = Exclude<
  FieldType,
  { kind: 'bool' | 'int' | 'bigint' | 'float' | 'decimal' | 'json' | 'bytes' }
>;

function textDefault(type: TextType, value: string | number | boolean, refuse: Refuse): Default {
  if (typeof value !== 'string') return refuse('is no text', 'Put it in quotes.');
  if (value.includes('\0')) return refuse('has a NUL character', 'Leave it out.');
  switch (type.kind) {
    case 'string':
      if (value.length > type.length)
        return refuse(`is longer than ${type.length} characters`, 'Shorten it, or raise the length.');
      if (type.minLength !== null && value.length < type.minLength) {
        return refuse(
          `is shorter than ${type.minLength} characters`,
          'Lengthen it, or lower the least length.',
        );
      }
      if (type.pattern !== null && !new RegExp(type.pattern).test(value)) {
        return refuse('does not match the pattern', `Write a value that matches ${type.pattern}`);
      }
      return value;
    case 'text':
      return value;
    case 'email':
      if (value.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) return value;
      return refuse('is no e-mail address', 'Write e.g. `info@example.com`.');
    case 'url':
      if (/^https?:\/\/[^\s/$.?#"'<>\\][^\s"'<>\\]*$/i.test(value)) return value;
      return refuse('is no http address', 'Write e.g. `https://example.com`.');
    case 'date':
      return isDate(value) ? value : refuse('is no date', 'Write e.g. `2026-01-31`.');
    case 'time':
      return new RegExp(`^${TIME}$`).test(value) ? value : refuse('is no time', 'Write e.g. `08:30`.');
    case 'datetime': {
      const [date = '', time = ''] = value.split('T');
      if (isDate(date) && new RegExp(`^${TIME}(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$`).test(time)) return value;
      return refuse('is no date and time with a zone', 'Write e.g. `2026-01-31T08:30:00Z`.');
    }
    case 'uuid':
      return UUID.test(value.toLowerCase())
        ? value.toLowerCase()
        : refuse('is no UUID', 'Write 32 hex digits as 8-4-4-4-12.');
    case 'enum':
      return type.values.includes(value)
        ? value
        : refuse('is none of the values', `Write one of ${type.values.join(', ')}.`);
  }
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || Number(year) < 1) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(date.getTime()) &&
    date.getUTCMonth() + 1 === Number(month) &&
    date.getUTCDate() === Number(day)
  );
}
