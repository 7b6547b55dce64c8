import { code, type Code } from '../../../codegen/render/code';
import { concat, group, ifBreak, indent, line, text, type Doc } from '../../../codegen/render/doc';
import { ts, tsGroup, tsString } from '../../../codegen/render/typescript';
import type { EntityView, WireEntry } from '../entityView';
import { component, host, moduleText, ownType, translations } from './hostCode';
import { siblingImport } from './relativeImport';
import { rowLabel } from './rowLabel';

/** `_components/modals/add-product-sheet.tsx`: an empty form. */
export function renderAddSheet(view: EntityView): string {
  const { ids, paths } = view;
  const sheet = component(
    host(view, 'formSheet'),
    [
      { name: 'title', value: ts`t('title')` },
      { name: 'description', value: ts`t('description')` },
      { name: 'form', value: ts`form` },
      { name: 'onSubmit', value: ts`create` },
      { name: 'onClose', value: ts`${view.project.contextKeys.closeSheet}` },
    ],
    [component(siblingImport(paths.addSheet, paths.form, ids.form), [])],
  );
  const initial = view.wire.flatMap((entry) => {
    const value = initialValue(entry);
    return value === null ? [] : [ts`${entry.json}: ${value}`];
  });
  return moduleText(
    view,
    ts`
      export function ${ids.addSheet}() {
        const t = ${translations}(${tsString(`${view.namespace}.add`)});
        const { create, ${view.project.contextKeys.closeSheet} } = ${siblingImport(paths.addSheet, paths.context, ids.hook)}();
        const form = ${host(view, 'entityForm')}(${ownType(view, ids.createSchema, 'value')}, ${tsGroup('{', initial, '}')});

        return (
          ${sheet}
        );
      }
    `,
    'use client',
  );
}

/** What an input holds before anything is entered; null for none, where only a choice makes a value. */
export function initialValue(entry: WireEntry): Code | null {
  if (entry.kind === 'field') {
    const { default: value, type } = entry.field;
    if (value !== null) return typeof value === 'string' ? tsString(value) : ts`${String(value)}`;
    if (entry.nullable) return ts`null`;
    if (type.kind === 'bool') return ts`false`;
    return ['int', 'float', 'enum', 'json'].includes(type.kind) ? null : tsString('');
  }
  if (entry.widget === 'relation-many') return ts`[]`;
  return entry.nullable ? ts`null` : null;
}

/** `_components/modals/edit-product-sheet.tsx`: the form over a row. */
export function renderEditSheet(view: EntityView): string {
  const { ids, paths } = view;
  const label = rowLabel(view);
  const name = label.of((field) => `${ids.row}.${field}`);
  const sheet = component(
    host(view, 'formSheet'),
    [
      { name: 'title', value: ts`t('title')` },
      { name: 'description', value: ts`t('description', ${tsGroup('{', [ts`name: ${name}`], '}')})` },
      { name: 'form', value: ts`form` },
      { name: 'onSubmit', value: ts`(values) => update(${ids.row}.id, values)` },
      { name: 'onReload', value: ts`() => load(${ids.row}.id)` },
      { name: 'onClose', value: ts`${view.project.contextKeys.closeSheet}` },
    ],
    [component(siblingImport(paths.editSheet, paths.form, ids.form), [])],
  );
  return moduleText(
    view,
    ts`
      export function ${ids.editSheet}(${rowParameter(view)}) {
        const t = ${translations}(${tsString(`${view.namespace}.edit`)});
        ${label.usesLocalized && ts`const localized = ${host(view, 'localized')}();`}
        const { load, update, ${view.project.contextKeys.closeSheet} } = ${siblingImport(paths.editSheet, paths.context, ids.hook)}();
        const form = ${host(view, 'entityForm')}(${ownType(view, ids.updateSchema, 'value')}, ${ids.row});

        return (
          ${sheet}
        );
      }
    `,
    'use client',
  );
}

/** `{ product }: { product: Product }`, both below each other when they do not fit. */
function rowParameter(view: EntityView): Code {
  const { ids } = view;
  const type = ownType(view, ids.type);
  const block = (item: Doc, end: string): Doc =>
    concat([text('{'), indent('  ', concat([line, item, ifBreak(text(end))])), line, text('}')]);
  const member = concat([text(`${ids.row}: `), type.doc]);
  return code(
    group(concat([block(text(ids.row), ','), text(': '), block(member, view.project.style.semi ? ';' : '')])),
    type.imports,
  );
}
