import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyImport, pyString } from '../../codegen/render/python';
import type { Field } from '../../core/model/entitySpec';

/** A default of the specification as a Python expression. `enumClass` names the class of an enumeration's members. */
export function pythonLiteral(
  field: Field,
  value: string | number | boolean,
  member: (value: string) => Code,
): Code {
  const { type } = field;
  const written = String(value);
  switch (type.kind) {
    case 'bool':
      return code(text(value === true ? 'True' : 'False'));
    case 'int':
    case 'bigint':
      return code(text(written));
    case 'float':
      return code(text(Number.isInteger(value) ? `${written}.0` : written));
    case 'decimal':
      return py`${pyImport('decimal', 'Decimal')}(${pyString(written)})`;
    case 'date':
      return py`${pyImport('datetime', 'date')}.fromisoformat(${pyString(written)})`;
    case 'datetime':
      return py`${pyImport('datetime', 'datetime')}.fromisoformat(${pyString(written.replace(/Z$/, '+00:00'))})`;
    case 'time':
      return py`${pyImport('datetime', 'time')}.fromisoformat(${pyString(written)})`;
    case 'uuid':
      return py`${pyImport('uuid', 'UUID')}(${pyString(written)})`;
    case 'enum':
      return member(written);
    case 'string':
    case 'text':
    case 'email':
    case 'url':
    case 'json':
    case 'bytes':
      return pyString(written);
  }
}

/** A raw literal for a regular expression, an escaped one where quotes forbid that. */
export function pythonPattern(pattern: string): Code {
  const quote = pattern.includes('"') ? "'" : '"';
  if (pattern.includes(quote) || pattern.endsWith('\\') || /[\n\r]/.test(pattern)) return pyString(pattern);
  return code(text(`${pattern.includes('\\') ? 'r' : ''}${quote}${pattern}${quote}`));
}
