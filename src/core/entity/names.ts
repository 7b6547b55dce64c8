import type { EntitySpec } from '../model/entitySpec';
import { camelCase, kebabCase, pascalCase, snakeCase } from './caseConversion';
import {
  MIXIN_ATTRIBUTES,
  PYDANTIC_ATTRIBUTES,
  PYTHON_BUILTINS,
  PYTHON_CLASS_BODY,
  PYTHON_KEYWORDS,
  PYTHON_MODULE_LOCALS,
  RESERVED_CLASS_NAMES,
  SQLALCHEMY_ATTRIBUTES,
  TYPESCRIPT_MODULE_LOCALS,
  TYPESCRIPT_RESERVED,
} from './reservedNames';

/**
 * Every name of an entity that generated code uses. `snake` and `kebab` are words for files, URLs and messages and are never
 * changed; `pascal`, `camel` and the Python names are safe identifiers. No plural name equals its singular: where English
 * has one word for both (`news`, `series`), or the person chose so, the plural identifiers end in `List`, `_list`.
 * The text shown and the URL stay as they are (`spec.route`, `spec.label`).
 */
export interface EntityNames {
  readonly snake: string;
  readonly kebab: string;
  /** Class and type name, the same in Python and TypeScript; see `className`. */
  readonly pascal: string;
  /** TypeScript variable. */
  readonly camel: string;
  readonly pluralSnake: string;
  readonly pluralKebab: string;
  readonly pluralPascal: string;
  readonly pluralCamel: string;
  /** Module file without `.py`: `class_` for `class`. */
  readonly pythonModule: string;
  /** Local variable for one row and for many. */
  readonly pythonVariable: string;
  readonly pythonPluralVariable: string;
}

export function entityNames(spec: Pick<EntitySpec, 'name' | 'plural'>): EntityNames {
  const { name } = spec;
  const same = pascalCase(name).toLowerCase() === pascalCase(spec.plural).toLowerCase();
  const plural = same ? `${name}_list` : spec.plural;
  return {
    snake: name,
    kebab: kebabCase(name),
    pascal: className(name),
    camel: typescriptVariable(name),
    pluralSnake: plural,
    pluralKebab: kebabCase(plural),
    pluralPascal: className(plural),
    pluralCamel: typescriptVariable(plural),
    pythonModule: PYTHON_KEYWORDS.has(name) ? `${name}_` : name,
    pythonVariable: pythonParameter(name),
    pythonPluralVariable: pythonParameter(plural),
  };
}

/** Python attribute of a field or relationship; the column and the JSON key keep the name (`from` -> `from_`). */
export function pythonAttribute(name: string): string {
  const reserved =
    PYTHON_KEYWORDS.has(name) ||
    PYTHON_CLASS_BODY.has(name) ||
    SQLALCHEMY_ATTRIBUTES.has(name) ||
    PYDANTIC_ATTRIBUTES.has(name) ||
    name.startsWith('model_');
  return reserved ? `${name}_` : name;
}

/** Python parameter or local variable: builtins and the usual imports of generated modules get an underscore too. */
export function pythonParameter(name: string): string {
  const attribute = pythonAttribute(name);
  return attribute === name && (PYTHON_BUILTINS.has(name) || PYTHON_MODULE_LOCALS.has(name))
    ? `${name}_`
    : attribute;
}

/** TypeScript variable in camelCase; reserved words and globals get an underscore. */
export function typescriptVariable(name: string): string {
  const camel = camelCase(name);
  return TYPESCRIPT_RESERVED.has(camel) || TYPESCRIPT_MODULE_LOCALS.has(camel) ? `${camel}_` : camel;
}

/**
 * Class name of an entity in both languages. A name that would shadow a builtin, a typing name or a class that generated
 * code imports gets `Entity` at its end: `Date` -> `DateEntity`; `Class`, `Order`, `User` stay.
 */
export function className(name: string): string {
  const pascal = pascalCase(name);
  return RESERVED_CLASS_NAMES.has(pascal) ? `${pascal}Entity` : pascal;
}

export const pythonClassName = className;

/** Members of a Python or TypeScript enumeration for its values, in order: `in-stock` -> `IN_STOCK`, `1st` -> `VALUE_1ST`. */
export function enumMembers(values: readonly string[]): readonly string[] {
  return values.map((value, index) => {
    const member = snakeCase(value).toUpperCase();
    if (member === '') return `VALUE_${index + 1}`;
    return /^[A-Z]/.test(member) ? member : `VALUE_${member}`;
  });
}

export interface NameRefusal {
  readonly message: string;
  readonly suggestion: string;
}

const MAX_LENGTH = 48;

/** Why a text is no snake_case name (of an entity, field, table, ...), undefined when it is one. */
export function refuseName(name: string, what: string): NameRefusal | undefined {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
  const refuse = (why: string, suggestion: string): NameRefusal => ({
    message: `The ${what} ${shown} ${why}.`,
    suggestion,
  });
  if (name === '')
    return { message: `The ${what} is empty.`, suggestion: 'Write a snake_case name, e.g. `unit_price`.' };
  if (/^__.*__$/.test(name)) {
    return refuse('is an internal name of Python and JavaScript', 'Leave the underscores out.');
  }
  if (/[^ -~]/.test(name)) {
    return refuse(
      'has characters outside ASCII',
      'Write an English snake_case name, e.g. `customer_name`, and put the text in any script into `label`.',
    );
  }
  if (name.length > MAX_LENGTH) {
    return refuse(
      `is longer than ${MAX_LENGTH} characters`,
      'Shorten it; databases cut names at 63 characters.',
    );
  }
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) return undefined;
  const better = snakeCase(name).replace(/^[0-9_]+/, '');
  const hint = better === '' ? 'Write a snake_case name, e.g. `unit_price`.' : `Write \`${better}\`.`;
  return refuse(
    'is not snake_case (lower-case letters, digits and single underscores, a letter first)',
    hint,
  );
}

/** Why a name cannot be a field or a relationship: not snake_case, or taken by the generated base classes. */
export function refuseFieldName(name: string, what = 'field name'): NameRefusal | undefined {
  const taken = MIXIN_ATTRIBUTES.get(name);
  if (taken === undefined) return refuseName(name, what);
  return {
    message: `The ${what} "${name}" is taken: every entity has it as ${taken}.`,
    suggestion: `Leave it out, or write another name, e.g. \`${name === 'id' ? 'code' : `own_${name}`}\`.`,
  };
}
