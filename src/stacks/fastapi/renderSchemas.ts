import { code, type Code } from '../../codegen/render/code';
import { concat, group, ifBreak, indent, line, softline, text } from '../../codegen/render/doc';
import { py, pyBlocks, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { pyModule } from '../../codegen/render/pythonModule';
import { filterParameters } from '../../core/entity/filterParameters';
import { pythonAttribute } from '../../core/entity/names';
import { EMAIL_PATTERN, URL_PATTERN } from '../../core/entity/textPatterns';
import type { WireField, WireRelationship } from '../../core/entity/wire';
import { memberOf } from './columns';
import { enumClassName } from './enums';
import { helper, ownClass, type EntityView } from './entityView';
import { pythonLiteral, pythonPattern } from './pythonLiteral';
import { filteredEntries, sortsOf } from './sorts';

const raw = (value: string): Code => code(text(value));

/** Create, update, read and list parameters of an entity. */
export function renderSchemas(view: EntityView): string {
  const { pascal } = view.names;
  const { features } = view.spec;
  const sorts = sortsOf(view).map((sort) => pyString(sort.name));
  const body = pyBlocks([
    py`${pascal}Sort = ${pyImport('typing', 'Literal')}${pyGroup('[', sorts, ']')}`,
    ...view.relationships.flatMap((relationship) => linkSchemas(view, relationship)),
    py`
      class ${pascal}Create(${helper(view, 'RequestModel')}):
          ${orPass(view.wire.map((entry) => createMember(view, entry)))}
    `,
    py`
      class ${pascal}Update(${pascal}Create):
          version: ${helper(view, 'Int32')}
    `,
    py`
      class ${pascal}Read(${helper(view, features.audit ? 'AuditRead' : 'ReadModel')}):
          id: int
          ${view.wire.map((entry) => readMember(view, entry))}
          ${features.softDelete ? py`deleted_at: ${helper(view, 'UtcInstant')} | None` : ''}
          version: int
    `,
    renderListParams(view),
  ]);
  return pyModule(body, {
    width: view.project.width,
    firstParty: view.project.firstParty,
    moduleName: view.modules.schema,
  });
}

/** `X | None`; what does not fit goes into parentheses, on one line of its own if that does. */
function orNone(annotation: Code): Code {
  const union = group(concat([annotation.doc, line, text('| None')]));
  const inside = indent('    ', concat([softline, union]));
  return code(group(concat([ifBreak(text('(')), inside, softline, ifBreak(text(')'))])), annotation.imports);
}

const orPass = (members: readonly Code[]): readonly Code[] =>
  members.length === 0 ? [raw('pass')] : members;

/** Request and answer of one row of a junction with payload. */
function linkSchemas(view: EntityView, relationship: WireRelationship): readonly Code[] {
  if (relationship.link === null) return [];
  const name = linkClassName(view, relationship);
  const { targetKey, payload } = relationship.link;
  return [
    py`
      class ${name}Create(${helper(view, 'RequestModel')}):
          ${pythonAttribute(targetKey)}: ${helper(view, 'RecordId')}
          ${payload.map((field) => createMember(view, field, name))}
    `,
    py`
      class ${name}Read(${helper(view, 'ReadModel')}):
          ${pythonAttribute(targetKey)}: int
          ${payload.map((field) => readMember(view, field, name))}
    `,
  ];
}

/** Class of the junction, which its schemas are named after. */
export function linkClassName(view: EntityView, relationship: WireRelationship): string {
  return relationship.link === null ? view.names.pascal : relationship.typescript.replace(/\[\]$/, '');
}

function createMember(
  view: EntityView,
  entry: WireField | WireRelationship,
  owner = view.names.pascal,
): Code {
  const attribute = entry.pythonAttribute;
  if (entry.kind === 'relationship' && entry.python !== 'id') {
    const item = entry.link === null ? helper(view, 'RecordId') : raw(`${linkClassName(view, entry)}Create`);
    return py`${attribute}: list[${item}] = ${listField(attribute, entry.json, MAX_LINKS)}`;
  }
  const annotation = entry.kind === 'field' ? requestType(view, entry, owner) : helper(view, 'RecordId');
  const nullable = entry.nullable ? orNone(annotation) : annotation;
  return member(attribute, entry.json, nullable, defaultOf(view, entry, owner));
}

/** Most records that one may be linked to. */
const MAX_LINKS = 1000;

function listField(attribute: string, json: string, longest: number): Code {
  const alias = attribute === json ? [] : [py`alias=${pyString(json)}`];
  const items = [raw('[]'), ...alias, raw(`max_length=${longest}`)];
  return py`${pyImport('pydantic', 'Field')}${pyGroup('(', items, ')')}`;
}

function defaultOf(view: EntityView, entry: WireField | WireRelationship, owner: string): Code | null {
  if (entry.kind === 'relationship') return entry.nullable ? raw('None') : null;
  const { field } = entry;
  if (field.default === null) return entry.nullable ? raw('None') : null;
  const enumClass = ownClass(view, enumClassName(view.project, owner, field));
  return pythonLiteral(field, field.default, (value) => py`${enumClass}.${memberOf(field, value)}`);
}

/** `name: type = default`, by alias where JSON's name is not Python's. */
function member(attribute: string, json: string, annotation: Code, fallback: Code | null): Code {
  if (attribute === json)
    return fallback === null
      ? py`${attribute}: ${annotation}`
      : py`${attribute}: ${annotation} = ${fallback}`;
  const alias = py`alias=${pyString(json)}`;
  const items = fallback === null ? [alias] : [fallback, alias];
  return py`${attribute}: ${annotation} = ${pyImport('pydantic', 'Field')}${pyGroup('(', items, ')')}`;
}

function readMember(view: EntityView, entry: WireField | WireRelationship, owner = view.names.pascal): Code {
  const annotation = py`${answerType(view, entry, owner)}${entry.nullable ? ' | None' : ''}`;
  const { pythonAttribute: attribute, json } = entry;
  if (attribute === json) return py`${attribute}: ${annotation}`;
  const alias = py`serialization_alias=${pyString(json)}`;
  return py`${attribute}: ${annotation} = ${pyImport('pydantic', 'Field')}${pyGroup('(', [alias], ')')}`;
}

function answerType(view: EntityView, entry: WireField | WireRelationship, owner: string): Code {
  if (entry.kind === 'relationship') {
    if (entry.link !== null) return raw(`list[${linkClassName(view, entry)}Read]`);
    return raw(entry.python === 'ids' ? 'list[int]' : 'int');
  }
  const { field } = entry;
  switch (field.type.kind) {
    case 'string':
    case 'text':
    case 'email':
    case 'url':
      return raw('str');
    case 'int':
      return raw('int');
    default:
      return plainType(view, entry, owner);
  }
}

/** Types that are the same in requests and answers. */
function plainType(view: EntityView, entry: WireField, owner: string): Code {
  const { field } = entry;
  switch (field.type.kind) {
    case 'string':
    case 'text':
    case 'email':
    case 'url':
      return helper(view, 'PlainText');
    case 'int':
      return helper(view, 'Int32');
    case 'bigint':
      return helper(view, 'BigIntStr');
    case 'float':
      return raw('float');
    case 'decimal':
      return helper(view, 'DecimalStr');
    case 'bool':
      return raw('bool');
    case 'date':
      return pyImport('datetime', 'date');
    case 'datetime':
      return helper(view, 'UtcInstant');
    case 'time':
      return pyImport('datetime', 'time');
    case 'uuid':
      return pyImport('uuid', 'UUID');
    case 'json':
      return pyImport('pydantic', 'JsonValue');
    case 'bytes':
      return raw('bytes');
    case 'enum':
      return ownClass(view, enumClassName(view.project, owner, field));
  }
}

/** The type of a value in a request with what is checked of it. */
function requestType(view: EntityView, entry: WireField, owner: string): Code {
  const { rules, field } = entry;
  const bound = (value: string): Code =>
    field.type.kind === 'decimal' && value.includes('.')
      ? py`${pyImport('decimal', 'Decimal')}(${pyString(value)})`
      : raw(value);
  const pattern = { email: EMAIL_PATTERN, url: URL_PATTERN }[field.type.kind === 'url' ? 'url' : 'email'];
  const wanted = field.type.kind === 'email' || field.type.kind === 'url' ? pattern : rules.pattern;
  const checks = [
    ...(field.type.kind === 'float' ? [raw('allow_inf_nan=False')] : []),
    ...(entry.python !== 'str' || rules.minLength === null || rules.minLength === 0
      ? []
      : [raw(`min_length=${rules.minLength}`)]),
    ...(rules.maxLength === null ? [] : [raw(`max_length=${rules.maxLength}`)]),
    ...(rules.maxBytes === null ? [] : [raw(`max_length=${rules.maxBytes}`)]),
    ...(wanted === null ? [] : [py`pattern=${pythonPattern(wanted)}`]),
    ...(rules.precision === null ? [] : [raw(`max_digits=${rules.precision}`)]),
    ...(rules.scale === null ? [] : [raw(`decimal_places=${rules.scale}`)]),
    ...(rules.min === null ? [] : [py`ge=${bound(rules.min)}`]),
    ...(rules.max === null ? [] : [py`le=${bound(rules.max)}`]),
  ];
  return constrained(plainType(view, entry, owner), checks);
}

function constrained(annotation: Code, checks: readonly Code[]): Code {
  if (checks.length === 0) return annotation;
  const field = py`${pyImport('pydantic', 'Field')}${pyGroup('(', checks, ')')}`;
  return py`${pyImport('typing', 'Annotated')}${pyGroup('[', [annotation, field], ']')}`;
}

function renderListParams(view: EntityView): Code {
  const { pascal } = view.names;
  const { features, defaultSort } = view.spec;
  const audit = features.audit ? ['created_at', 'updated_at'] : [];
  const descending =
    defaultSort.order === 'desc'
      ? py`order: ${helper(view, 'SortOrder')} = ${helper(view, 'SortOrder')}.DESC`
      : '';
  const filters = features.filters
    ? [
        ...filteredEntries(view).flatMap((entry) => filterMembers(view, entry)),
        ...audit.flatMap((name) =>
          ['min', 'max'].map((end) => py`${name}_${end}: ${helper(view, 'UtcInstant')} | None = None`),
        ),
      ]
    : [];
  return py`
    class ${pascal}ListParams(${helper(view, 'ListParams')}):
        sort: ${pascal}Sort = ${pyString(defaultSort.field)}
        ${descending}
        ${features.pagination ? '' : py`page_size: int = ${pyImport('pydantic', 'Field')}(100, ge=1, le=100)`}
        ${filters}
  `;
}

function filterMembers(view: EntityView, entry: WireField | WireRelationship): readonly Code[] {
  const filter = filterParameters(entry);
  if (filter === undefined) return [];
  const type = entry.kind === 'relationship' ? helper(view, 'RecordId') : filterType(view, entry);
  const parameter = (name: string, annotation: Code, fallback: string): Code =>
    member(pythonAttribute(name), name, annotation, raw(fallback));
  switch (filter.kind) {
    case 'equals':
      return [parameter(filter.name, orNone(type), 'None')];
    case 'oneOf':
    case 'linkedTo':
      return [
        py`${pythonAttribute(filter.name)}: list[${type}] = ${listField(pythonAttribute(filter.name), filter.name, 100)}`,
      ];
    case 'range':
      return [filter.min, filter.max].map((name) => parameter(name, orNone(type), 'None'));
  }
}

/** Without the bounds of the values: a filter may look for what cannot be there. */
function filterType(view: EntityView, entry: WireField): Code {
  const { precision, scale } = entry.rules;
  const plain = plainType(view, entry, view.names.pascal);
  return entry.python === 'Decimal' && precision !== null && scale !== null
    ? constrained(plain, [raw(`max_digits=${precision}`), raw(`decimal_places=${scale}`)])
    : entry.python === 'float'
      ? constrained(plain, [raw('allow_inf_nan=False')])
      : plain;
}
