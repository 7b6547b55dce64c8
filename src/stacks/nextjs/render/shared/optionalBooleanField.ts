import { ts, tsImport } from '../../../../codegen/render/typescript';
import type { EntityView } from '../../entityView';
import { host, moduleText, translations } from '../hostCode';

/** A field for a boolean that may be empty, which a checkbox cannot show. */
export function renderOptionalBooleanField(view: EntityView): string {
  const props = host(view, 'fieldProps', 'type');
  const values = tsImport('react-hook-form', 'FieldValues', 'type');
  return moduleText(
    view,
    ts`
      /** Yes, no, or nothing chosen, which is null. */
      export function OptionalBooleanField<TValues extends ${values}>(props: ${props}<TValues>) {
        const t = ${translations}('common');
        const { value, setValue, control, frame } = ${host(view, 'formField')}(props);
        const options = [
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ];
        return (
          <${host(view, 'fieldFrame')} {...frame}>
            <${host(view, 'select')}
              {...control}
              options={options}
              emptyLabel="—"
              value={typeof value === 'boolean' ? String(value) : ''}
              onChange={({ target }) => setValue(target.value ? target.value === 'true' : null)}
            />
          </${host(view, 'fieldFrame')}>
        );
      }
    `,
    'use client',
  );
}
