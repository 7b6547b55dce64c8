import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { wireField } from '../../core/entity/wire';
import type { Field } from '../../core/model/entitySpec';
import { memberOf } from './columns';
import { matchingText } from './sampleText';

const raw = (value: string): Code => code(text(value));

/** Values of a field for tests. */
export interface Sample {
  /** As a request sends it; the answer gives the same back. */
  readonly wire: Code;
  /** Another one, for a field that is unique. */
  readonly fresh: Code;
  /** For a row of the model as an expression of the variable `number`, rising with it; distinct where the type allows. */
  readonly row: Code;
  /** For a row of which nothing is asked, where that is simpler than `row`. */
  readonly plain?: Code;
  /** The wire text of `row` for a number, as a query parameter. */
  query(number: number): string;
  /** Rows 0, 1 and 2 have the values low, low, high. */
  readonly isTied: boolean;
  /** How many rows can have different values. */
  readonly distinct: number;
  readonly invalid: readonly Code[];
}

export function sampleOf(field: Field, enumClass: Code): Sample {
  const values = valuesOf(field, enumClass);
  const { kind } = field.type;
  const isNumber = kind === 'int' || kind === 'float' || kind === 'bool';
  const other = values.query(FRESH_NUMBER);
  const fresh = isNumber ? raw(other) : pyString(other);
  return { fresh, ...values, invalid: invalidValues(field) };
}

const FRESH_NUMBER = 7;

type Values = Omit<Sample, 'invalid' | 'fresh'> & { readonly fresh?: Code };

function valuesOf(field: Field, enumClass: Code): Values {
  const { type } = field;
  switch (type.kind) {
    case 'string':
    case 'text':
    case 'email':
    case 'url':
      return textSample(field);
    case 'int':
    case 'bigint': {
      const low = BigInt(type.min ?? 0);
      const high = type.max === null ? null : BigInt(type.max);
      const room = high === null ? 1_000_000n : high - low + 1n;
      const distinct = Number(room > 1_000_000n ? 1_000_000n : room);
      const step = low === 0n ? 'number' : `${String(low)} + number`;
      const wire = type.kind === 'bigint' ? pyString(String(low)) : raw(String(low));
      const rising =
        distinct < 3
          ? `${String(low)} + number // 2 % ${distinct}`
          : distinct < 1000
            ? `${low === 0n ? '' : `${String(low)} + `}number % ${distinct}`
            : step;
      const query = (number: number): string => String(low + BigInt(stepOf(number, distinct)));
      return { wire, row: raw(rising), query, isTied: distinct < 3, distinct };
    }
    case 'float': {
      const low = type.min ?? (type.max === null || type.max > 3 ? 0 : type.max - 3);
      const step = type.max === null ? 1 : Math.min(1, (type.max - low) / 1024);
      const row = raw(`${floatText(low)} + ${floatText(step)} * number`);
      return {
        wire: raw(floatText(low + step)),
        row,
        query: (number) => String(low + step * number),
        isTied: false,
        distinct: 1024,
      };
    }
    case 'decimal': {
      const { scale, precision } = type;
      const low = type.min === null ? 0n : unitsOf(type.min, scale);
      const most = type.max === null ? 10n ** BigInt(precision) - 1n : unitsOf(type.max, scale);
      const room = most - low + 1n;
      const distinct = Number(room > 1_000_000n ? 1_000_000n : room);
      const decimal = pyImport('decimal', 'Decimal');
      const units = `${low === 0n ? '' : `${String(low)} + `}number${distinct < 3 ? ` // 2 % ${distinct}` : distinct < 1000 ? ` % ${distinct}` : ''}`;
      const row = scale === 0 ? py`${decimal}(${units})` : py`${decimal}(${units}).scaleb(-${scale})`;
      return {
        wire: pyString(decimalText(low, scale)),
        row,
        query: (number) => decimalText(low + BigInt(stepOf(number, distinct)), scale),
        isTied: distinct < 3,
        distinct,
      };
    }
    case 'bool':
      return {
        wire: raw('True'),
        row: raw('number == 2'),
        plain: raw('False'),
        query: (number) => String(number === 2),
        isTied: true,
        distinct: 2,
      };
    case 'date': {
      const row = py`${pyImport('datetime', 'date')}(2026, 1, 1) + ${pyImport('datetime', 'timedelta')}(days=number)`;
      return {
        wire: pyString('2026-01-01'),
        row,
        query: (number) => `2026-01-0${number + 1}`,
        isTied: false,
        distinct: 1_000_000,
      };
    }
    case 'datetime': {
      const row = py`${pyImport('datetime', 'datetime')}(2026, 1, 1, tzinfo=${pyImport('datetime', 'UTC')}) + ${pyImport('datetime', 'timedelta')}(hours=number)`;
      return {
        wire: pyString('2026-01-01T00:00:00Z'),
        row,
        query: (number) => `2026-01-01T0${number}:00:00Z`,
        isTied: false,
        distinct: 1_000_000,
      };
    }
    case 'time': {
      const row = py`${pyImport('datetime', 'time')}(number // 60 % 24, number % 60)`;
      return {
        wire: pyString('08:30:00'),
        row,
        query: (number) => `00:0${number}:00`,
        isTied: false,
        distinct: 1440,
      };
    }
    case 'uuid': {
      const row = py`${pyImport('uuid', 'UUID')}(int=number)`;
      const query = (number: number): string => `00000000-0000-0000-0000-00000000000${number}`;
      return {
        wire: pyString('00000000-0000-0000-0000-0000000f0000'),
        row,
        query,
        isTied: false,
        distinct: 1_000_000,
      };
    }
    case 'json':
      return {
        wire: raw('{"size": [1, None]}'),
        row: raw('{"number": number}'),
        query: () => '',
        isTied: false,
        distinct: 1_000_000,
      };
    case 'bytes':
      return {
        wire: pyString('AP8='),
        row: raw('b"\\x00\\xff"'),
        query: () => '',
        isTied: false,
        distinct: 1,
      };
    case 'enum': {
      const sorted = [...type.values].sort((left, right) =>
        left.toLowerCase() < right.toLowerCase() ? -1 : 1,
      );
      const low = sorted[0] ?? '';
      const high = sorted.at(-1) ?? '';
      const member = (value: string): Code => py`${enumClass}.${memberOf(field, value)}`;
      const row = low === high ? member(low) : py`${member(high)} if number == 2 else ${member(low)}`;
      return {
        wire: pyString(high),
        row,
        plain: member(low),
        query: (number) => (number === 2 ? high : low),
        isTied: true,
        distinct: low === high ? 1 : 2,
      };
    }
  }
}

/** Which of few values a row has: the rows 0, 1, 2 never fall. */
const stepOf = (number: number, distinct: number): number =>
  distinct < 3 ? Math.floor(number / 2) % distinct : number % distinct;

const floatText = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

function unitsOf(decimal: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale));
  return decimal.startsWith('-') ? -units : units;
}

function decimalText(units: bigint, scale: number): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${negative ? '-' : ''}${scale === 0 ? digits : `${whole}.${digits.slice(-scale)}`}`;
}

function textSample(field: Field): Values {
  const { type } = field;
  const rules = wireField(field).rules;
  const least = rules.minLength ?? 0;
  const longest = rules.maxLength ?? 1000;
  const make = (before: string, after: string): Values => {
    const room = least - before.length - after.length;
    const filler = room > 1 ? `:0${room}d` : '';
    return {
      wire: pyString(before + '0'.padStart(Math.max(1, room), '0') + after),
      row: raw(`f"${before}{number${filler}}${after}"`),
      query: (number) => before + String(number).padStart(Math.max(1, room), '0') + after,
      isTied: false,
      distinct: 1_000_000,
    };
  };
  if (type.kind === 'email') return make('user', '@example.com');
  if (type.kind === 'url') return make('https://example.com/', '');
  const word = `${
    field.label.en
      .replace(/[^A-Za-z ]/g, '')
      .trim()
      .split(' ')[0] ?? 'Text'
  } `;
  const sample = make(word.length + 4 <= longest ? word : '', '');
  if (type.kind !== 'string' || type.pattern === null) return sample;
  const fixed = matchingText(type.pattern, least, longest) ?? 'a';
  return { ...sample, wire: pyString(fixed), fresh: pyString(variantOf(fixed, type.pattern)) };
}

/** A text that differs in one character and matches still; the same when there is none. */
function variantOf(value: string, pattern: string): string {
  const expression = new RegExp(pattern);
  for (let index = value.length - 1; index >= 0; index -= 1) {
    for (const other of '27bcBC') {
      const variant = value.slice(0, index) + other + value.slice(index + 1);
      if (variant !== value && expression.test(variant)) return variant;
    }
  }
  return value;
}

/** What a request is refused for, beyond what every field is. */
function invalidValues(field: Field): readonly Code[] {
  const { type } = field;
  const { rules } = wireField(field);
  const none = field.required && type.kind !== 'json' ? [raw('None')] : [];
  const outside = (least: string, most: string): readonly Code[] => [
    ...(rules.min === null ? [] : [raw(least)]),
    ...(rules.max === null ? [] : [raw(most)]),
  ];
  switch (type.kind) {
    case 'string':
    case 'text':
    case 'email':
    case 'url': {
      const isShort = (rules.minLength ?? 0) > 0;
      return [
        ...none,
        ...(isShort ? [pyString(''), pyString('   ')] : []),
        ...(rules.maxLength === null ? [] : [py`"x" * ${rules.maxLength + 1}`]),
        raw('"a\\0b"'),
        raw('1'),
        ...(type.kind === 'email' ? [pyString('nobody')] : []),
        ...(type.kind === 'url' ? [pyString('javascript:alert(1)')] : []),
        ...(type.kind === 'string' && type.pattern !== null && !new RegExp(type.pattern).test('?!')
          ? [pyString('?!')]
          : []),
      ];
    }
    case 'int':
      return [
        ...none,
        pyString('x'),
        ...(type.max === null ? [raw('2**31')] : []),
        ...outside(`${String(type.min)} - 1`, `${String(type.max)} + 1`),
      ];
    case 'bigint':
      return [
        ...none,
        pyString('x'),
        raw('2**63'),
        ...outside(`${String(type.min)} - 1`, `${String(type.max)} + 1`),
      ];
    case 'float':
      return [
        ...none,
        pyString('x'),
        pyString('NaN'),
        ...outside(`${String(type.min)} - 1`, `${String(type.max)} + 1`),
      ];
    case 'decimal':
      return [
        ...none,
        pyString('x'),
        pyString('NaN'),
        py`"0.${'0'.repeat(type.scale)}1"`,
        pyString(`1${'0'.repeat(type.precision - type.scale)}`),
        ...(type.min === null ? [] : [pyString(decimalText(unitsOf(type.min, type.scale) - 1n, type.scale))]),
        ...(type.max === null ? [] : [pyString(decimalText(unitsOf(type.max, type.scale) + 1n, type.scale))]),
      ];
    case 'bool':
      return [...none, pyString('perhaps')];
    case 'date':
      return [...none, pyString('2026-02-30')];
    case 'datetime':
      return [...none, pyString('2026-01-01T00:00:00')];
    case 'time':
      return [...none, pyString('25:00')];
    case 'uuid':
      return [...none, pyString('x')];
    case 'json':
      return [];
    case 'bytes':
      return [
        ...none,
        pyString('*'),
        ...(type.maxSize < 100_000 ? [py`"AAAA" * ${Math.ceil((type.maxSize + 1) / 3)}`] : []),
      ];
    case 'enum':
      return [...none, pyString('neither of them')];
  }
}

/** One item a line in a list of pairs. */
export const pair = (name: string, value: Code): Code => pyGroup('(', [pyString(name), value], ')');
