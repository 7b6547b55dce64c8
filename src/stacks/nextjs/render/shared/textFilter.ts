import { ts, tsImport } from '../../../../codegen/render/typescript';
import type { EntityView } from '../../entityView';
import { host, moduleText } from '../hostCode';

/** A filter for a text that must be equal. */
export function renderTextFilter(view: EntityView): string {
  const row = host(view, 'entityRow', 'type');
  return moduleText(
    view,
    ts`
      export interface TextFilterProps<TRow extends ${row}> {
        list: ${host(view, 'entityList', 'type')}<TRow>;
        /** The field's name, which is its parameter too. */
        name: string;
        label: string;
      }

      /** Rows whose field is exactly this text. Takes effect when it is left or Enter is pressed. */
      export function TextFilter<TRow extends ${row}>({ list, name, label }: TextFilterProps<TRow>) {
        const id = ${tsImport('react', 'useId')}();
        const { filters } = list.query;
        const value = filters[name] ?? '';

        function commit(text: string) {
          if (text !== value) list.setQuery({ filters: { ...filters, [name]: text } });
        }

        return (
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-xs font-medium">
              {label}
            </label>
            <${host(view, 'input')}
              key={value}
              id={id}
              defaultValue={value}
              onBlur={({ target }) => commit(target.value.trim())}
              onKeyDown={({ key, currentTarget }) => {
                if (key === 'Enter') commit(currentTarget.value.trim());
              }}
              className="max-w-48"
            />
          </div>
        );
      }
    `,
    'use client',
  );
}
