import type { Parsers } from '../../codegen/inspect/parsers';
import { joinPath } from '../../core/model/workspacePath';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { findCandidates } from './detect/candidates';
import { findCodeStyle } from './detect/codeStyle';
import { findEntities } from './detect/entities';
import { findFolders } from './detect/folders';
import { findSymbols, type FoundSymbols } from './detect/hostSymbols';
import { findMessages } from './detect/messages';
import { findNavigation } from './detect/navigation';
import { DEFAULT_PAGE_FILES, findPageFiles } from './detect/pageFiles';
import { findToolCall } from './detect/toolCall';
import { sharedModules, SourceFiles } from './detect/sourceFiles';
import { HOST_ROLES } from './hostRoles';
import type { NextjsProject, Role } from './project';

/** Every Next.js project of the workspace with its conventions. Files that cannot be read or parsed are passed over. */
export async function detectNextjs(
  files: WorkspaceFiles,
  parsers: Parsers,
  options: Cancellable = {},
): Promise<readonly NextjsProject[]> {
  const paths = await files.list(options);
  const candidates = findCandidates(paths);
  const projects: NextjsProject[] = [];
  for (const candidate of candidates) {
    const toolCall = findToolCall(candidate.folder, paths);
    const project = await readProject(new SourceFiles(candidate, files, options), parsers, toolCall);
    if (project !== undefined) projects.push(project);
  }
  return projects;
}

async function readProject(
  sources: SourceFiles,
  parsers: Parsers,
  toolCall: ReturnType<typeof findToolCall>,
): Promise<NextjsProject | undefined> {
  const { folder } = sources.candidate;
  const manifest = (await sources.text('package.json')) ?? '';
  const version = /"next"\s*:\s*"([^"]+)"/.exec(manifest);
  if (version === null) return undefined;
  const modules = await sources.all(sharedModules(sources.paths()));
  const alias = await findAlias(sources);
  const { symbols, places, missing } = findSymbols(modules, (path) => specifier(path, alias));
  const { entities, contexts } = await findEntities(sources, modules);
  const found = await findFolders(sources, entities, contexts);
  const navigation = await findNavigation(sources, parsers);
  const messages = await findMessages(
    sources,
    entities.map(({ name }) => name),
  );
  const place = (path: string) => joinPath(folder, path);
  const evidence: NextjsProject['evidence'] = [
    {
      claim: `Next.js ${version[1] ?? ''}`,
      path: place('package.json'),
      line: manifest.slice(0, version.index).split('\n').length,
    },
  ];
  for (const [role, what] of EVIDENCE) {
    const at = places[role];
    if (at !== undefined)
      evidence.push({
        claim: `${what}: ${symbols[role]?.name ?? role}`,
        path: place(at.path),
        line: at.line,
      });
  }
  if (navigation !== undefined) {
    evidence.push({ claim: 'Navigation', path: place(navigation.navigation.path), line: navigation.line });
  }
  for (const { locale, path } of messages.messages) {
    evidence.push({ claim: `Messages: ${locale}`, path: place(path), line: 1 });
  }
  const style = await findCodeStyle(sources, modules);
  const pageFiles = await findPageFiles(sources, contexts);
  const profile = {
    folder,
    evidence,
    missing,
    entities: entities.map((entity) => ({ ...entity, path: place(entity.path) })),
    style,
    alias,
    ...found,
    layoutGroups: [...found.layoutGroups],
    pageFiles: pageFiles ?? DEFAULT_PAGE_FILES,
    contextKeys: await findContextKeys(sources, places),
    symbols,
    lists: await findLists(sources, places),
    groups: [...(navigation?.groups ?? [])],
    navigation: navigation?.navigation ?? null,
    ...messages,
    toolCall: toolCall.tool,
    scriptCall: toolCall.script,
  };
  return {
    ...profile,
    conventions: conventionsOf(profile),
    unsupported: [...unsupportedOf(sources, manifest), ...unsupportedParts(profile, pageFiles)],
  };
}

const EVIDENCE: readonly (readonly [Role, string])[] = [
  ['proxy', 'Route handlers pass requests on'],
  ['dataTable', 'Table component'],
  ['formSheet', 'Forms in sheets'],
  ['entityContext', 'Context of an entity'],
];

async function findLists(
  sources: SourceFiles,
  places: FoundSymbols['places'],
): Promise<NextjsProject['lists']> {
  const textOf = async (role: Role): Promise<string> => (await sources.text(places[role]?.path ?? '')) ?? '';
  return {
    capabilities: /\bcapabilities\?:/.test(await textOf('entityContext')),
    timeRanges: /["']datetime["'] \| ["']time["']/.test(await textOf('rangeFilter')),
    permanentDeletion: /interface \w+Row \{[^}]*\bdeleted_at\?:/.test(await textOf('entityRow')),
  };
}

/** The names that the factory of contexts answers, as its module returns them last. */
async function findContextKeys(
  sources: SourceFiles,
  places: FoundSymbols['places'],
): Promise<NextjsProject['contextKeys']> {
  const text = (await sources.text(places.entityContext?.path ?? '')) ?? '';
  const [, provider = 'EntityProvider', hook = 'useEntity'] =
    /return \{ (\w+Provider), (use\w+) \}/.exec(text) ?? [];
  const [, closeSheet = 'closeSheet'] =
    /^\s+(close(?:Sheet|Drawer|Dialog|Modal|Panel)): \(\) => void/m.exec(text) ?? [];
  return { provider, hook, sheet: closeSheet.slice('close'.length).toLowerCase(), closeSheet };
}

/** What nothing can be generated without: where all of it has other names, the frontend is built in another way. */
const ESSENTIAL: readonly Role[] = ['dataTable', 'formSheet', 'entityContext'];

function unsupportedParts(
  { symbols }: Pick<NextjsProject, 'symbols'>,
  pageFiles: NextjsProject['pageFiles'] | undefined,
): string[] {
  const reasons: string[] = [];
  if (ESSENTIAL.every((role) => symbols[role] === undefined)) {
    const wanted = ESSENTIAL.map((role) => HOST_ROLES[role].names[0] ?? role).join(', ');
    reasons.push(`The frontend has no shared components for pages of entities (${wanted}).`);
  }
  if (pageFiles === undefined) {
    reasons.push(
      'The parts of the pages that are there (context, table, columns, filters, forms) are not in files of their own.',
    );
  }
  return reasons;
}

/** The alias that leads to the project's own files, `@/` where tsconfig.json names none. */
async function findAlias(sources: SourceFiles): Promise<NextjsProject['alias']> {
  const config = (await sources.text('tsconfig.json')) ?? '';
  const hasSource = sources.paths().some((path) => path.startsWith('src/app/'));
  for (const match of config.matchAll(/"([^"*]+)\*"\s*:\s*\[\s*"(?:\.\/)?([^"*]*)\*"/g)) {
    const [, prefix = '@/', target = ''] = match;
    const folder = target.replace(/\/$/, '');
    if (folder === '' || folder === 'src') return { prefix, folder };
  }
  return { prefix: '@/', folder: hasSource ? 'src' : '' };
}

function specifier(path: string, { prefix, folder }: NextjsProject['alias']): string {
  const below = folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  return prefix + below.replace(/\.tsx?$/, '').replace(/\/index$/, '');
}

function conventionsOf(profile: Omit<NextjsProject, 'conventions' | 'unsupported'>): string[] {
  const { folders, messages, style, navigation, symbols } = profile;
  return [
    `Pages: ${folders.pages}, App Router`,
    `API routes: ${folders.api}${symbols.proxy === undefined ? '' : `, over ${symbols.proxy.name}`}`,
    `Types: ${folders.types}`,
    ...(messages.length === 0 ? [] : [`Messages: ${messages.map(({ locale }) => locale).join(', ')}`]),
    ...(navigation === null ? [] : [`Navigation: ${navigation.path}`]),
    `Code: ${String(style.width)} columns, ${style.quotes} quotes, ${style.semi ? '' : 'no '}semicolons`,
  ];
}

function unsupportedOf(sources: SourceFiles, manifest: string): string[] {
  const paths = sources.paths();
  const reasons: string[] = [];
  const has = (pattern: RegExp): boolean => paths.some((path) => pattern.test(path));
  if (!has(/^(src\/)?app\//)) {
    reasons.push('The frontend uses the Pages Router; only the App Router (an `app` folder) is supported.');
  }
  if (!paths.includes('tsconfig.json')) {
    reasons.push('The frontend is not written in TypeScript: it has no tsconfig.json.');
  }
  if (!/"next-intl"\s*:/.test(manifest)) {
    reasons.push('The frontend keeps its texts without next-intl, which generated pages need.');
  }
  return reasons;
}
