import type { Code } from '../../codegen/render/code';
import { py, pyRender } from '../../codegen/render/python';
import { AppError } from '../../core/model/appError';
import { sqlName } from './sqlReserved';
import type { ShapeColumn } from './tableShape';

/** How a column gets another type with the values that it has. */
export interface TypeChange {
  /** What `alter_column` is given as the new type. */
  readonly type: Code;
  /** PostgreSQL's conversion where it has none of its own, null where it has. */
  readonly using: string | null;
  /** Expressions that the column is set to before and after its type changes, null for none. */
  readonly before: string | null;
  readonly after: string | null;
}

type Family = 'text' | 'number' | 'bool' | 'date' | 'datetime' | 'time' | 'uuid' | 'other';

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/^sa\.(String|Text|Enum)\b/, 'text'],
  [/^sa\.(Integer|BigInteger|Numeric|Double)\b/, 'number'],
  [/^sa\.Boolean\b/, 'bool'],
  [/^sa\.Date\b/, 'date'],
  [/^sa\.DateTime\b/, 'datetime'],
  [/^sa\.Time\b/, 'time'],
  [/^sa\.Uuid\b/, 'uuid'],
];

const shown = (value: Code): string => pyRender(value, { width: 1000 }).text;

const familyOf = (type: string): Family => FAMILIES.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';

/** Throws AppError `invalidInput` where values of the old type cannot become values of the new one. */
export function typeChange(
  table: string,
  before: Pick<ShapeColumn, 'name' | 'sqlType'>,
  after: Pick<ShapeColumn, 'name' | 'sqlType'>,
): TypeChange {
  const [from, to] = [familyOf(shown(before.sqlType)), familyOf(shown(after.sqlType))];
  const column = sqlName(after.name);
  const plain: TypeChange = { type: after.sqlType, using: null, before: null, after: null };
  // SQLite would cast to what it calls a date, a number: a type that it takes for the old one keeps the text as it is.
  const kept = {
    ...plain,
    type: py`${before.sqlType}.with_variant(${after.sqlType}, "postgresql", "sqlite")`,
  };
  if (to === 'text' && from !== 'other') return plain;
  if (from === to && (from !== 'other' || nameOf(before.sqlType) === nameOf(after.sqlType))) return plain;
  switch (`${from} to ${to}`) {
    case 'text to number':
      return { ...plain, using: `${column}::${postgresType(after.sqlType)}` };
    case 'text to bool':
      return { ...plain, before: truth(column), using: `${column}::boolean` };
    case 'text to date':
    case 'text to datetime':
    case 'text to time':
      return { ...kept, using: `${column}::${postgresType(after.sqlType)}` };
    case 'text to uuid':
      return { ...kept, before: `REPLACE(${column}, '-', '')`, using: `${column}::uuid` };
    case 'number to bool':
      return { ...plain, using: `${column} <> 0` };
    case 'bool to number':
      return { ...plain, using: `${column}::integer` };
    case 'date to datetime':
      return { ...kept, using: `${column}::timestamp AT TIME ZONE 'UTC'` };
    case 'datetime to date':
      return { ...kept, using: `(${column} AT TIME ZONE 'UTC')::date`, after: `date(${column})` };
    default:
      throw new AppError(
        'invalidInput',
        `The column ${after.name} of ${table} cannot change from ${shown(before.sqlType)} to ${shown(after.sqlType)}: the values that exist cannot be converted.`,
        'Remove the field, or give the new one another name.',
      );
  }
}

/** What people write for yes becomes 1, anything else 0. */
const truth = (column: string): string =>
  `CASE WHEN LOWER(${column}) IN ('1', 't', 'true', 'y', 'yes', 'on') THEN '1' ` +
  `WHEN ${column} IS NULL THEN NULL ELSE '0' END`;

const nameOf = (type: Code): string => /^sa\.(\w+)/.exec(shown(type))?.[1] ?? '';

function postgresType(type: Code): string {
  const name = nameOf(type);
  const names: Readonly<Record<string, string>> = {
    Integer: 'integer',
    BigInteger: 'bigint',
    Numeric: 'numeric',
    Double: 'double precision',
    Date: 'date',
    DateTime: 'timestamptz',
    Time: 'time',
  };
  return names[name] ?? 'text';
}
