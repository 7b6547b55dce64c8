import type { PyAssignment, PyClass } from '../../codegen/inspect/pythonModel';
import { pluralOf, snakeCase } from '../../core/entity/caseConversion';
import type { FastapiProject, Mixin, PySymbol } from './project';
import { lineOf, type PythonSource } from './pythonSources';

type Models = Pick<
  FastapiProject,
  'entities' | 'modelNames' | 'models' | 'base' | 'naming' | 'enumLength' | 'mixins' | 'tableNaming'
>;

interface Found<T> {
  readonly source: PythonSource;
  readonly item: T;
}

/** Base class, mixins, entities and where they live. */
export function detectModels(sources: readonly PythonSource[]): Models {
  const classes = sources.flatMap((source) => source.model.classes.map((item) => ({ source, item })));
  const base = classes.find(({ item }) =>
    item.bases.some((name) => /(^|\.)DeclarativeBase(NoMeta)?$/.test(name)),
  );
  const entities = classes.filter(({ item }) => tableOf(item) !== undefined);
  const paths = new Set(entities.map(({ source }) => source.path));
  const [file] = entities;
  const hasOwnFile =
    entities.length === 1 && file?.source.path.endsWith(`/${snakeCase(file.item.name)}.py`) === true;
  const single = paths.size === 1 && file !== undefined && !hasOwnFile ? file.source : undefined;
  const tables = entities.map(({ item }) => ({ name: item.name, table: tableOf(item) ?? '' }));
  const softMixin = mixinWith(classes, 'deleted_at');
  return {
    entities: entities.map(({ source, item }) => ({
      name: item.name,
      table: tableOf(item) ?? '',
      path: source.path,
      line: lineOf(source.text, item.start),
      module: source.module,
      softDelete:
        item.fields.some((field) => field.name === 'deleted_at') ||
        (softMixin !== null && item.bases.includes(softMixin.name)),
      imports: source.model.imports.map((statement) => statement.module),
      references: item.fields.flatMap((field) => referenceOf(field, tables) ?? []),
      needs: item.fields.flatMap((field) => needOf(field, source, tables) ?? []),
    })),
    modelNames: [...new Set(entities.map(({ source }) => source))].flatMap(namesOf),
    models: single === undefined ? null : { path: single.path, module: single.module },
    base: base === undefined ? null : symbolOf(base),
    naming: base === undefined ? {} : namingOf(base),
    enumLength: base === undefined ? 32 : enumLengthOf(base),
    mixins: {
      audit: mixinWith(classes, 'created_at', 'updated_at'),
      softDelete: softMixin,
      version: mixinWith(classes, 'version'),
    },
    tableNaming: tableNamingOf(tables),
  };
}

const symbolOf = ({ source, item }: Found<PyClass>): PySymbol => ({ module: source.module, name: item.name });

function namesOf(source: PythonSource): string[] {
  return [...source.model.classes, ...source.model.assignments].map((item) => item.name);
}

function tableOf(item: PyClass): string | undefined {
  const value = item.fields.find((field) => field.name === '__tablename__')?.value;
  return value === undefined || value === null ? undefined : unquote(value);
}

const unquote = (text: string): string => text.replace(/^[rbu]?(['"])(.*)\1$/s, '$2');

function referenceOf(
  field: PyAssignment,
  tables: readonly { readonly name: string; readonly table: string }[],
): string | undefined {
  const [, target] = /ForeignKey\(\s*([^,)]+)/.exec(field.value ?? '') ?? [];
  if (target === undefined) return undefined;
  const name = unquote(target.trim()).split('.')[0] ?? '';
  return tables.find((entity) => entity.name === name)?.table ?? name;
}

type Need = FastapiProject['entities'][number]['needs'][number];

/** A column without default that is not nullable. */
function needOf(
  field: PyAssignment,
  source: PythonSource,
  tables: readonly { readonly name: string; readonly table: string }[],
): Need | undefined {
  const [, annotation] = /^Mapped\[(.*)\]$/s.exec(field.annotation ?? '') ?? [];
  const value = field.value ?? '';
  const isColumn = field.value === null || field.call?.callee === 'mapped_column';
  if (annotation === undefined || !isColumn || /\|\s*None|^Optional\[/.test(annotation)) return undefined;
  if (/\b(default|default_factory|server_default|insert_default|primary_key)=/.test(value)) return undefined;
  const table = referenceOf(field, tables);
  const [, size] = /(?:String\(|(?:Numeric|ExactDecimal)\(\d+,\s*)(\d+)/.exec(value) ?? [];
  return {
    attribute: field.name,
    type: annotation,
    module: source.model.classes.some((item) => item.name === annotation) ? source.module : null,
    target: tables.find((entity) => entity.table === table)?.name ?? null,
    unique: value.includes('unique=True'),
    size: size === undefined ? null : Number(size),
  };
}

function tableNamingOf(
  tables: readonly { readonly name: string; readonly table: string }[],
): 'singular' | 'plural' {
  const plural = tables.filter(
    ({ name, table }) => table === pluralOf(snakeCase(name)) && table !== snakeCase(name),
  );
  const singular = tables.filter(({ name, table }) => table === snakeCase(name));
  return plural.length > singular.length ? 'plural' : 'singular';
}

/** A class without a table that has these columns and nothing of the others' kind. */
function mixinWith(classes: readonly Found<PyClass>[], ...columns: readonly string[]): Mixin | null {
  const found = classes.find(
    ({ item }) =>
      tableOf(item) === undefined &&
      !item.bases.some((base) => /Base|Model|Read|Params|Create|Update/.test(base)) &&
      columns.every((column) =>
        item.fields.some(
          (field) => field.name === column && field.annotation?.startsWith('Mapped[') === true,
        ),
      ),
  );
  if (found === undefined) return null;
  const fields = found.item.fields.filter((field) => field.annotation?.startsWith('Mapped[') === true);
  return { ...symbolOf(found), columns: fields.map((field) => columnOf(field)) };
}

function columnOf(field: PyAssignment): Mixin['columns'][number] {
  const annotation = /^Mapped\[(.*)\]$/s.exec(field.annotation ?? '')?.[1] ?? 'str';
  const python = annotation.replace(/\s*\|\s*None$|^Optional\[(.*)\]$/, '$1').trim();
  const [type] = field.call?.arguments.filter((argument) => argument.name === null) ?? [];
  const named = (name: string): string | undefined =>
    field.call?.arguments.find((argument) => argument.name === name)?.text;
  return {
    name: field.name,
    type: sqlTypeOf(python, type?.text),
    nullable: python !== annotation,
    index: named('index') === 'True',
    order: Number(named('sort_order') ?? '0'),
  };
}

function sqlTypeOf(python: string, type: string | undefined): string {
  const [, length] = /^String\((\d+)\)$/.exec(type ?? '') ?? [];
  if (length !== undefined) return `sa.String(length=${length})`;
  if (python === 'datetime') return 'sa.DateTime(timezone=True)';
  if (python === 'int') return 'sa.Integer()';
  if (python === 'bool') return 'sa.Boolean()';
  return type === undefined ? 'sa.String()' : `sa.${type.includes('(') ? type : `${type}()`}`;
}

/** The naming convention in the metadata of the base. */
function namingOf({ source, item }: Found<PyClass>): Record<string, string> {
  const text = source.text.slice(item.start, item.end);
  const naming: Record<string, string> = {};
  const [, inside] = /naming_convention\s*=\s*\{([^}]*)\}/s.exec(text) ?? [];
  for (const [, key, value] of (inside ?? '').matchAll(/["'](\w\w)["']\s*:\s*["']([^"']+)["']/g)) {
    if (key !== undefined && value !== undefined) naming[key] = value;
  }
  return naming;
}

function enumLengthOf({ source, item }: Found<PyClass>): number {
  const [, length] = /Enum\([^)]*length=(\d+)/s.exec(source.text.slice(item.start, item.end)) ?? [];
  return length === undefined ? 32 : Number(length);
}
