import { HOST_ROLES } from '../hostRoles';
import type { SourceFiles } from './sourceFiles';

export interface FoundEntity {
  readonly name: string;
  /** Below the project. */
  readonly path: string;
  readonly line: number;
  /** Its collection in the frontend's own API. */
  readonly api: string | null;
}

export interface FoundContext {
  readonly entity: string;
  readonly path: string;
  readonly api: string;
}

const FACTORY = new RegExp(`\\b(?:${HOST_ROLES.entityContext.names.join('|')})<\\s*(?:\\w+\\.)?(\\w+)`);

/** Entities are what a `<name>CreateSchema` is exported for; their API is what their context says. */
export async function findEntities(
  sources: SourceFiles,
  modules: readonly { readonly path: string; readonly text: string }[],
): Promise<{ readonly entities: readonly FoundEntity[]; readonly contexts: readonly FoundContext[] }> {
  const paths = sources.paths().filter((path) => /\/context\/[^/]+\.tsx?$|-context\.tsx?$/.test(path));
  const contexts = (await sources.all(paths.slice(0, 500))).flatMap(({ path, text }): FoundContext[] => {
    const entity = FACTORY.exec(text)?.[1];
    const api = /\bpath:\s*["'`](\/[^"'`]+)["'`]/.exec(text)?.[1];
    return entity === undefined || api === undefined ? [] : [{ entity, path, api }];
  });
  const entities = modules.flatMap(({ path, text }): FoundEntity[] =>
    [...text.matchAll(/^export const (\w+)CreateSchema\b/gm)].flatMap((match) => {
      const stem = (match[1] ?? '').toLowerCase();
      const names = [...text.matchAll(/^export (?:interface|type) (\w+)\b/gm)];
      const row = names.find((name) => name[1]?.toLowerCase() === stem);
      if (row?.[1] === undefined) return [];
      const name = row[1];
      return [
        {
          name,
          path,
          line: text.slice(0, row.index).split('\n').length,
          api: contexts.find((context) => context.entity === name)?.api ?? null,
        },
      ];
    }),
  );
  return { entities, contexts };
}
