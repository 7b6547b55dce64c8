import { joinLines, type Code } from '../../../codegen/render/code';
import { ts, tsGroup, tsImport, tsParens, tsString } from '../../../codegen/render/typescript';
import type { WireField, WireRelationship } from '../../../core/entity/wire';
import { optionsEndpoint, type EntityView, type WireEntry } from '../entityView';
import type { Role } from '../project';
import { enumLabel, enumTranslation, enumTranslator } from './enumLabels';
import { component, host, moduleText, ownType, translations } from './hostCode';

/** `_components/table/columns.tsx`: one column for each field that the table shows. */
export function renderColumnsFile(view: EntityView): string {
  const { ids, spec } = view;
  const columns = view.columns.map((entry) => columnOf(view, entry));
  const created = spec.features.audit
    ? [accessor(view, 'created_at', [], cellOf(view, 'datetimeCell'), true)]
    : [];
  const all = [...columns, ...created];
  // A table without columns would show nothing of a row.
  const shown = all.length > 0 ? all : [accessor(view, 'id', END, cellOf(view, 'numberCell'), true)];
  const enums = view.columns.filter(
    (entry): entry is WireField => entry.kind === 'field' && view.enums.has(entry),
  );
  const dependencies = ['t', ...enums.map((entry) => enumTranslator(view, entry))];
  const list = ts`column.columns(${tsGroup('[', shown, ']')}),`;
  return moduleText(
    view,
    ts`
      const column = ${host(view, 'columns')}<${ownType(view, ids.type)}>();

      export function ${ids.columnsHook}() {
        const t = ${translations}(${tsString(`${view.namespace}.fields`)});
        ${joinLines(enums.map((entry) => enumTranslation(view, entry)))}
        return ${tsImport('react', 'useMemo')}(
          () =>
            ${list}
          [${dependencies.join(', ')}],
        );
      }
    `,
    'use client',
  );
}

const END = [ts`meta: { align: 'end' }`];

function columnOf(view: EntityView, entry: WireEntry): Code {
  if (entry.kind === 'relationship') return relationColumn(view, entry);
  const sortable = view.spec.features.sort && entry.field.display.sort;
  const isNumber = ['int', 'bigint', 'float', 'decimal'].includes(entry.field.type.kind);
  const meta = isNumber ? END : [];
  return accessor(view, entry.json, meta, fieldCell(view, entry), sortable);
}

function relationColumn(view: EntityView, entry: WireRelationship): Code {
  const endpoint = { name: 'endpoint', value: optionsEndpoint(view, entry) };
  const { link } = entry;
  const cell =
    entry.widget === 'relation-many'
      ? component(host(view, 'relationsCell'), [
          endpoint,
          {
            name: 'values',
            value: link === null ? ts`getValue()` : ts`getValue().map((link) => link.${link.targetKey})`,
          },
        ])
      : component(host(view, 'relationCell'), [endpoint, { name: 'value', value: ts`getValue()` }]);
  return accessor(view, entry.json, [], ts`({ getValue }) => ${tsParens(cell)}`, false);
}

function accessor(
  view: EntityView,
  name: string,
  meta: readonly Code[],
  cell: Code,
  sortable: boolean,
): Code {
  const isSortable = sortable && (view.spec.features.sort || name === view.spec.defaultSort.field);
  const properties = [
    ts`header: t(${tsString(name)}),`,
    ...meta.map((item) => ts`${item},`),
    ...(isSortable ? [] : [ts`enableSorting: false,`]),
    ts`cell: ${cell},`,
  ];
  return ts`
    column.accessor(${tsString(name)}, {
      ${joinLines(properties)}
    })
  `;
}

function cellOf(view: EntityView, role: Role): Code {
  const cell = component(host(view, role), [{ name: 'value', value: ts`getValue()` }]);
  return ts`({ getValue }) => ${tsParens(cell)}`;
}

function fieldCell(view: EntityView, entry: WireField): Code {
  switch (entry.field.type.kind) {
    case 'enum':
      return enumCell(view, entry);
    case 'json':
      return ts`({ getValue }) => ${tsParens(component(host(view, 'textCell'), [{ name: 'value', value: ts`JSON.stringify(getValue())` }]))}`;
    case 'int':
    case 'bigint':
    case 'float':
    case 'decimal':
      return cellOf(view, 'numberCell');
    case 'bool':
      return cellOf(view, 'booleanCell');
    case 'date':
      return cellOf(view, 'dateCell');
    case 'datetime':
      return cellOf(view, 'datetimeCell');
    default:
      return cellOf(view, 'textCell');
  }
}

function enumCell(view: EntityView, entry: WireField): Code {
  if (!entry.nullable) {
    const cell = component(host(view, 'textCell'), [
      { name: 'value', value: enumLabel(view, entry, 'getValue()') },
    ]);
    return ts`({ getValue }) => ${tsParens(cell)}`;
  }
  const label = ts`value && ${enumLabel(view, entry, 'value')}`;
  return ts`
    ({ getValue }) => {
      const value = getValue();
      return ${component(host(view, 'textCell'), [{ name: 'value', value: label }])};
    }
  `;
}
