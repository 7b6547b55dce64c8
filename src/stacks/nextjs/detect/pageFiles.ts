import { kebabCase, pluralOf, snakeCase } from '../../../core/entity/caseConversion';
import type { NextjsProject } from '../project';
import type { FoundContext } from './entities';
import type { SourceFiles } from './sourceFiles';

/** The layout of a page's parts where there is no entity to learn from. */
export const DEFAULT_PAGE_FILES: NextjsProject['pageFiles'] = {
  context: 'context/{plural}-context.tsx',
  table: '_components/table/{plural}-table.tsx',
  columns: '_components/table/columns.tsx',
  filters: '_components/table/filters.tsx',
  form: '_components/modals/{kebab}-form.tsx',
  addSheet: '_components/modals/add-{kebab}-sheet.tsx',
  editSheet: '_components/modals/edit-{kebab}-sheet.tsx',
};

/** What only a file of its kind has in its text. */
const MARKS: Readonly<Record<Exclude<keyof NextjsProject['pageFiles'], 'context'>, RegExp>> = {
  columns: /\bcolumnsOf</,
  form: /\buseFormContext</,
  addSheet: /\bCreateSchema\b|CreateSchema\b/,
  editSheet: /UpdateSchema\b/,
  filters: /\bimport \{[^}]*Filter\b[^}]*\} from/,
  table: /\browLabel=/,
};

/** Folder of the page above a context. */
export function pageFolder(sources: SourceFiles, context: FoundContext): string | undefined {
  let folder = parent(context.path);
  while (folder !== '') {
    if (sources.paths().includes(`${folder}/page.tsx`)) return folder;
    folder = parent(folder);
  }
  return undefined;
}

/** How the parts of the first entity's page are laid out; undefined when one of them is not found. */
export async function findPageFiles(
  sources: SourceFiles,
  contexts: readonly FoundContext[],
): Promise<NextjsProject['pageFiles'] | undefined> {
  const [context] = contexts;
  if (context === undefined) return DEFAULT_PAGE_FILES;
  const folder = pageFolder(sources, context);
  if (folder === undefined) return undefined;
  const parts = await sources.all(sources.paths().filter((path) => path.startsWith(`${folder}/`)));
  const pattern = (path: string): string => patternOf(path.slice(folder.length + 1), context.entity);
  const found: Partial<Record<keyof NextjsProject['pageFiles'], string>> = { context: pattern(context.path) };
  for (const [kind, mark] of Object.entries(MARKS)) {
    const file = parts.find(({ path, text }) => path !== context.path && mark.test(text));
    if (file === undefined) return undefined;
    if (isKind(kind)) found[kind] = pattern(file.path);
  }
  return { ...DEFAULT_PAGE_FILES, ...found };
}

const isKind = (kind: string): kind is keyof NextjsProject['pageFiles'] => kind in DEFAULT_PAGE_FILES;

function patternOf(path: string, entity: string): string {
  const kebab = kebabCase(entity);
  const plural = kebabCase(pluralOf(snakeCase(entity)));
  const cut = path.lastIndexOf('/') + 1;
  const name = path.slice(cut);
  const replaced = name.includes(plural) ? name.replace(plural, '{plural}') : name.replace(kebab, '{kebab}');
  return path.slice(0, cut) + replaced;
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
