import type { NextjsProject } from '../project';
import type { FoundContext, FoundEntity } from './entities';
import { pageFolder } from './pageFiles';
import type { SourceFiles } from './sourceFiles';

export interface FoundFolders {
  readonly folders: NextjsProject['folders'];
  readonly groupLayout: NextjsProject['groupLayout'];
  readonly layoutGroups: readonly string[];
}

/** Where types, routes and pages live: as the entities that are there have it, else as the layout of the seed has it. */
export async function findFolders(
  sources: SourceFiles,
  entities: readonly FoundEntity[],
  contexts: readonly FoundContext[],
): Promise<FoundFolders> {
  const paths = sources.paths();
  const root = paths.some((path) => path.startsWith('src/app/')) ? 'src/' : '';
  const has = (folder: string): boolean => paths.some((path) => path.startsWith(`${folder}/`));
  const types =
    common(entities.map(({ path }) => parent(path))) ??
    [`${root}lib/types/api`, `${root}lib/types`, `${root}types/api`, `${root}types`].find(has) ??
    `${root}lib/types/api`;
  const pages =
    common(
      contexts.flatMap((context) => pageFolder(sources, context) ?? []).map((page) => parent(parent(page))),
    ) ?? (has(`${root}app/(pages)`) ? `${root}app/(pages)` : `${root}app`);
  const components = [`${root}components`, `${root}shared/components`].find(has) ?? `${root}components`;
  const layouts = paths.flatMap((path) => {
    const match = /^([^/]+)\/layout\.tsx$/.exec(
      path.startsWith(`${pages}/`) ? path.slice(pages.length + 1) : '',
    );
    return match?.[1] === undefined ? [] : [{ group: match[1], path }];
  });
  const [layout] = layouts;
  const text = layout === undefined ? undefined : await sources.text(layout.path);
  const component = /export default (?:async )?function (\w+)/.exec(text ?? '')?.[1];
  return {
    folders: { types, api: `${root}app/api`, pages, components },
    groupLayout: text === undefined || component === undefined ? null : { component, text },
    layoutGroups: layouts.map(({ group }) => group),
  };
}

/** The folder that most are in. */
function common(folders: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0];
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
