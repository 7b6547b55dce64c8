import { ts, tsImport } from '../../../../codegen/render/typescript';
import type { EntityView } from '../../entityView';
import { host, moduleText } from '../hostCode';

/** A cell for the ids of any number of rows of another entity. */
export function renderRelationsCell(view: EntityView): string {
  return moduleText(
    view,
    ts`
      const EMPTY = '—';

      export interface RelationsCellProps {
        /** The ${'`/options`'} route of the other entity. */
        endpoint: string;
        values: readonly ${host(view, 'entityId', 'type')}[];
      }

      /** The labels of any number of rows of another entity; the cells of a page share one request. */
      export function RelationsCell({ endpoint, values }: RelationsCellProps) {
        const format = ${tsImport('next-intl', 'useFormatter')}();
        const labelOf = ${host(view, 'optionLabel')}();
        const options = ${host(view, 'options')}(endpoint, values);
        if (values.length === 0) return EMPTY;
        if (options.length === 0) return '…';
        const labels = format.list(options.map(labelOf), { type: 'unit', style: 'short' });
        return (
          <span className="line-clamp-2 max-w-80 min-w-32" title={labels}>
            {labels}
          </span>
        );
      }
    `,
    'use client',
  );
}
