import type { FieldType } from '../model/entitySpec';
import { canonicalDecimal, compareDecimals, isInteger, scaleOf, wholeDigits } from './decimalText';
import type { FieldInput, FieldTypeInput } from './entityInput';
import { withDefaults, valueLabel } from './labels';
import { enumMembers } from './names';
import { portablePattern } from './portablePattern';
import type { SpecReport } from './specReport';

const INT32 = { min: '-2147483648', max: '2147483647' };
const INT64 = { min: '-9223372036854775808', max: '9223372036854775807' };
const MEGABYTE = 1024 * 1024;
const MAX_BYTES = 100 * MEGABYTE;
const MAX_VALUES = 100;

type Bound = string | number | null | undefined;
interface Bounds {
  readonly min: Bound;
  readonly max: Bound;
}
/** The options that may stand beside `type` instead of inside it. */
type Beside = Pick<FieldInput, 'length' | 'minLength' | 'pattern' | 'min' | 'max' | 'valueLabels'>;

/** Fills in and checks the options of a type; undefined after problems. `bilingual` comes out as the type of its halves. */
export function normalizeFieldType(
  input: FieldTypeInput,
  beside: Beside,
  report: SpecReport,
): FieldType | undefined {
  refuseForeignOptions(input, beside, report);
  switch (input.kind) {
    case 'string':
    case 'bilingual':
      return stringType({ ...input, ...given(beside, ['length', 'minLength', 'pattern']) }, report);
    case 'int':
    case 'bigint':
    case 'float':
    case 'decimal':
      return numberType(input, { min: beside.min ?? input.min, max: beside.max ?? input.max }, report);
    case 'bytes':
      return bytesType(input.maxSize ?? MEGABYTE, report);
    case 'enum':
      return enumType(input, beside.valueLabels, report);
    case 'text':
    case 'email':
    case 'url':
    case 'bool':
    case 'date':
    case 'datetime':
    case 'time':
    case 'uuid':
    case 'json':
      return { kind: input.kind };
  }
}

function given<K extends keyof Beside>(beside: Beside, keys: readonly K[]): Partial<Pick<Beside, K>> {
  const found: Partial<Pick<Beside, K>> = {};
  for (const key of keys) if (beside[key] !== undefined) found[key] = beside[key];
  return found;
}

function refuseForeignOptions(input: FieldTypeInput, beside: Beside, report: SpecReport): void {
  const isText = input.kind === 'string' || input.kind === 'bilingual';
  const isNumber = ['int', 'bigint', 'float', 'decimal'].includes(input.kind);
  const allowed = new Map<keyof Beside, boolean>([
    ['length', isText],
    ['minLength', isText],
    ['pattern', isText],
    ['min', isNumber],
    ['max', isNumber],
    ['valueLabels', input.kind === 'enum'],
  ]);
  for (const [option, fits] of allowed) {
    if (fits || beside[option] === undefined) continue;
    report.add(`The type \`${input.kind}\` has no \`${option}\`.`, `Leave \`${option}\` out.`, option);
  }
}

function stringType(
  input: {
    length?: number | undefined;
    minLength?: number | null | undefined;
    pattern?: string | null | undefined;
  },
  report: SpecReport,
): FieldType | undefined {
  const length = input.length ?? 255;
  const minLength = input.minLength === 0 ? null : (input.minLength ?? null);
  const before = report.problems.length;
  if (length < 1 || length > 10_000) {
    report.add(
      `The length ${length} is not between 1 and 10000.`,
      'Write a length in that range, or use `text`.',
      'type',
    );
  }
  if (minLength !== null && (minLength < 0 || minLength > length)) {
    const message = `The least length ${minLength} is not between 0 and the length ${length}.`;
    report.add(message, 'Write it as `string(3..64)`: least, then greatest.', 'type');
  }
  let pattern = input.pattern ?? null;
  if (pattern !== null) {
    const result = portablePattern(pattern);
    if (result.kind === 'invalid') report.add(result.message, result.suggestion, 'pattern');
    else pattern = result.pattern;
  }
  return report.problems.length > before ? undefined : { kind: 'string', length, minLength, pattern };
}

function numberType(
  input: Extract<FieldTypeInput, { kind: 'int' | 'bigint' | 'float' | 'decimal' }>,
  bounds: Bounds,
  report: SpecReport,
): FieldType | undefined {
  const before = report.problems.length;
  const { kind } = input;
  const precision = input.kind === 'decimal' ? (input.precision ?? 10) : 38;
  const scale = input.kind === 'decimal' ? (input.scale ?? Math.min(2, precision)) : 18;
  if (precision < 1 || precision > 38) {
    report.add(
      `The precision ${precision} is not between 1 and 38 digits.`,
      'Write e.g. `decimal(10,2)`.',
      'type',
    );
  }
  if (scale < 0 || scale > 18) {
    report.add(`The scale ${scale} is not between 0 and 18 digits.`, 'Write e.g. `decimal(10,2)`.', 'type');
  } else if (scale > precision) {
    const message = `The scale ${scale} is greater than the precision ${precision}.`;
    report.add(message, `Digits in all come first: \`decimal(${scale + precision},${scale})\`.`, 'type');
  }
  const read = (which: 'min' | 'max'): string | null => {
    const bound = bounds[which];
    if (bound === null || bound === undefined) return null;
    const problem = numberProblem(kind, String(bound), precision, scale);
    if (problem !== undefined)
      report.add(`The bound \`${which}\` ${problem.message}.`, problem.suggestion, which);
    return canonicalDecimal(String(bound)) ?? null;
  };
  const min = read('min');
  const max = read('max');
  if (report.problems.length > before) return undefined;
  if (min !== null && max !== null && compareDecimals(min, max) > 0) {
    report.add(
      `The range ${min}..${max} is empty.`,
      `Write the smaller bound first: \`${max}..${min}\`.`,
      'min',
    );
    return undefined;
  }
  if (kind === 'decimal') return { kind, precision, scale, min, max };
  if (kind === 'bigint') return { kind, min, max };
  return { kind, min: min === null ? null : Number(min), max: max === null ? null : Number(max) };
}

/** Why a text is no value of a number type. `precision` and `scale` matter for decimals. */
export function numberProblem(
  kind: 'int' | 'bigint' | 'float' | 'decimal',
  text: string,
  precision: number,
  scale: number,
): { message: string; suggestion: string } | undefined {
  const shown = JSON.stringify(text.slice(0, 40));
  const value = canonicalDecimal(text);
  if (value === undefined)
    return { message: `${shown} is no number`, suggestion: 'Write digits, e.g. `12` or `-0.5`.' };
  if (kind === 'float') return undefined;
  if (kind === 'decimal') {
    if (scaleOf(value) <= scale && wholeDigits(value) <= precision - scale) return undefined;
    return {
      message: `${shown} does not fit decimal(${precision},${scale})`,
      suggestion: `Write at most ${precision - scale} digits before and ${scale} after the point.`,
    };
  }
  if (!isInteger(value))
    return { message: `${shown} is no whole number`, suggestion: 'Leave the point out, or use `decimal`.' };
  const limit = kind === 'int' ? INT32 : INT64;
  if (compareDecimals(value, limit.min) >= 0 && compareDecimals(value, limit.max) <= 0) return undefined;
  return {
    message: `${shown} does not fit ${kind === 'int' ? '32' : '64'} bits`,
    suggestion: kind === 'int' ? 'Use `bigint`.' : 'Use `decimal(38,0)`.',
  };
}

function bytesType(maxSize: number, report: SpecReport): FieldType | undefined {
  if (maxSize >= 1 && maxSize <= MAX_BYTES) return { kind: 'bytes', maxSize };
  report.add(`The size ${maxSize} is not between 1 byte and 100 MB.`, 'Write e.g. `bytes(2mb)`.', 'type');
  return undefined;
}

function enumType(
  input: Extract<FieldTypeInput, { kind: 'enum' }>,
  besideLabels: Beside['valueLabels'],
  report: SpecReport,
): FieldType | undefined {
  const before = report.problems.length;
  const { values } = input;
  const labels = new Map(Object.entries(besideLabels ?? {}));
  if (values.length === 0)
    report.add('The enumeration has no values.', 'Write them: `enum(draft,live)`.', 'type');
  if (values.length > MAX_VALUES) {
    report.add(
      `The enumeration has ${values.length} values, more than ${MAX_VALUES}.`,
      'Make it an entity and use `ref`.',
      'type',
    );
  }
  const members = enumMembers(values);
  const seen = new Map<string, string>();
  for (const [index, value] of values.entries()) {
    const shown = JSON.stringify(value.slice(0, 40));
    const labelled = labels.has(value) || input.labels?.[index] !== undefined;
    if (value === '' || value.trim() !== value || value.length > 64 || /\p{Cc}/u.test(value)) {
      const message = `The value ${shown} is empty, longer than 64 characters, or has spaces or control characters around it.`;
      report.add(message, 'Write a short word, e.g. `in_stock`.', 'type');
      continue;
    }
    if (!labelled && !/^[A-Za-z][A-Za-z0-9_-]*$/.test(value)) {
      const message = `The value ${shown} cannot name a member of an enumeration.`;
      report.add(
        message,
        'Write a word, e.g. `in_stock`, or give the value a label in `valueLabels`.',
        'type',
      );
    }
    const member = members[index] ?? '';
    const twin = seen.get(member);
    if (twin !== undefined) {
      const message =
        twin === value
          ? `The value ${shown} is there twice.`
          : `The values ${JSON.stringify(twin)} and ${shown} are both called ${member} in code.`;
      report.add(message, 'Keep one of them, or write another word.', 'type');
    }
    seen.set(member, value);
  }
  for (const labelled of labels.keys()) {
    if (!values.includes(labelled)) {
      report.add(
        `There is no value ${JSON.stringify(labelled.slice(0, 40))} to label.`,
        `Values: ${values.join(', ')}.`,
        'valueLabels',
      );
    }
  }
  if (input.labels !== undefined && input.labels.length > values.length) {
    report.add('There are more labels than values.', 'Write one label a value, in the same order.', 'type');
  }
  if (report.problems.length > before) return undefined;
  return {
    kind: 'enum',
    values: [...values],
    labels: values.map((value, index) =>
      withDefaults(labels.get(value) ?? input.labels?.[index], valueLabel(value)),
    ),
  };
}
