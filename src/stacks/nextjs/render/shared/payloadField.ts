import type { Code } from '../../../../codegen/render/code';
import { jsxElement } from '../../../../codegen/render/jsx';
import { ts, tsGroup, tsImport } from '../../../../codegen/render/typescript';
import type { EntityView } from '../../entityView';
import { host, moduleText, translations } from '../hostCode';

/** A field for the rows of a junction that has columns of its own. */
export function renderPayloadField(view: EntityView): string {
  const form = (name: string) => tsImport('react-hook-form', name);
  const formType = (name: string) => tsImport('react-hook-form', name, 'type');
  const parameters = tsGroup(
    '<',
    [
      ts`TValues extends ${formType('FieldValues')}`,
      ts`TName extends ${formType('ArrayPath')}<TValues> & ${formType('FieldPath')}<TValues>`,
    ],
    '>',
  );
  const properties = ['control', 'name', 'label', 'endpoint', 'targetName', 'empty', 'children'];
  return moduleText(
    view,
    ts`
      export interface PayloadFieldProps${parameters} {
        control: ${formType('Control')}<TValues>;
        name: TName;
        label: string;
        /** The ${'`/options`'} route of the other entity. */
        endpoint: string;
        /** The property of a row that holds the id of the other entity. */
        targetName: string;
        /** What the other properties of a new row hold. */
        empty: Readonly<Record<string, unknown>>;
        /** The fields of one row. */
        children: (index: number) => ${tsImport('react', 'ReactNode', 'type')};
      }

      /** Any number of rows of another entity, each with values that belong to the connection. */
      export function PayloadField${parameters}(${tsGroup(
        '{',
        properties.map((name) => ts`${name}`),
        '}',
      )}: PayloadFieldProps<TValues, TName>) {
        const t = ${translations}('common');
        const id = ${tsImport('react', 'useId')}();
        const labelOf = ${host(view, 'optionLabel')}();
        const { fields, append, remove } = ${form('useFieldArray')}({ control, name });
        const { error } = control.getFieldState(name, ${form('useFormState')}({ control, name }));
        const message = error?.message ?? error?.root?.message;
        const rows = fields.map((row) => ({ key: row.id, target: targetOf(row, targetName) }));
        const targets = rows.map(({ target }) => target);
        const chosen = ${host(view, 'options')}(endpoint, targets);

        function nameOf(target: ${host(view, 'entityId', 'type')}): string {
          const option = chosen.find((candidate) => candidate.id === target);
          return option ? labelOf(option) : String(target);
        }

        function toggle(target: ${host(view, 'entityId', 'type')}) {
          const index = rows.findIndex((row) => row.target === target);
          if (index >= 0) return remove(index);
          const row = { ...empty, [targetName]: target };
          append(row as ${formType('FieldArray')}<TValues, TName>, { shouldFocus: false });
        }

        return (
          <${host(view, 'fieldFrame')} id={id} label={label} error={message} required={false}>
            <${host(view, 'relationCombobox')}
              id={id}
              aria-labelledby={${'`${id}-label`'}}
              aria-invalid={message ? true : undefined}
              aria-describedby={message ? ${'`${id}-error`'} : undefined}
              multiple
              endpoint={endpoint}
              selected={rows.map(({ target }) => String(target))}
              onSelect={(option) => toggle(option.id)}
            />
            {rows.map(({ key, target }, index) => (
              ${rowFieldset(view)}
            ))}
          </${host(view, 'fieldFrame')}>
        );
      }

      function targetOf(row: object, name: string): ${host(view, 'entityId', 'type')} {
        const value: unknown = Reflect.get(row, name);
        return ${host(view, 'isEntityId')}(value) ? value : '';
      }
    `,
    'use client',
  );
}

function rowFieldset(view: EntityView): Code {
  const header = ts`
    <div className="flex items-center justify-between gap-2">
      <span className="font-medium">{nameOf(target)}</span>
      <${host(view, 'button')}
        variant="ghost"
        size="icon"
        aria-label={t('remove_choice', { name: nameOf(target) })}
        onClick={() => remove(index)}
      >
        <${host(view, 'closeIcon')} />
      </${host(view, 'button')}>
    </div>
  `;
  return jsxElement(
    'fieldset',
    [
      { name: 'key', value: ts`key` },
      { name: 'className', value: 'flex flex-col gap-3 rounded-md border border-line p-3' },
    ],
    [ts`<legend className="sr-only">{nameOf(target)}</legend>`, header, ts`{children(index)}`],
  );
}
