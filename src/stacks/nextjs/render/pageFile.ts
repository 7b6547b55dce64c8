import { ts, tsImport, tsString } from '../../../codegen/render/typescript';
import type { EntityView } from '../entityView';
import { component, moduleText } from './hostCode';
import { siblingImport } from './relativeImport';

/** `page.tsx`: title and provider around the table. */
export function renderPageFile(view: EntityView): string {
  const { ids, paths } = view;
  const provider = siblingImport(paths.page, paths.context, ids.provider);
  const table = siblingImport(paths.page, paths.table, ids.table);
  const content = component(provider, [], [component(table, [])]);
  return moduleText(
    view,
    ts`
      export async function generateMetadata(): Promise<${tsImport('next', 'Metadata', 'type')}> {
        const t = await ${tsImport('next-intl/server', 'getTranslations')}(${tsString(view.namespace)});
        return { title: t('title') };
      }

      export default function ${ids.page}() {
        return (
          ${content}
        );
      }
    `,
  );
}
