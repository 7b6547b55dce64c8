import type { Parsers } from '../../../codegen/inspect/parsers';
import type { TsConst, TsValue } from '../../../codegen/inspect/typescriptModel';
import type { NextjsProject } from '../project';
import type { SourceFiles } from './sourceFiles';

export interface FoundNavigation {
  readonly navigation: NonNullable<NextjsProject['navigation']>;
  /** Labels of its groups. */
  readonly groups: readonly string[];
  readonly line: number;
}

/** The array literal that the sidebar is made from: groups of pages, or pages alone. */
export async function findNavigation(
  sources: SourceFiles,
  parsers: Parsers,
): Promise<FoundNavigation | undefined> {
  const paths = sources
    .paths()
    .filter((path) => /\.tsx?$/.test(path) && /(nav|navigation|sidebar|menu|routes)[^/]*$/i.test(path))
    .filter((path) => !/(^|\/)app\/api\//.test(path) && !/\.(test|spec)\./.test(path));
  for (const { path, text } of await sources.all(paths.slice(0, 40))) {
    const model = parsers.typescript(text, path.endsWith('x') ? 'tsx' : 'typescript');
    for (const item of model.consts) {
      const read = item.exported || path.includes('nav') ? readNavigation(item) : undefined;
      if (read === undefined) continue;
      const line = text.slice(0, item.start).split('\n').length;
      return { navigation: { path, variable: item.name, ...read.shape }, groups: read.groups, line };
    }
  }
  return undefined;
}

interface Shape {
  readonly items: string | null;
  readonly keys: { readonly label: string; readonly href: string };
}

function readNavigation({ value }: TsConst): { shape: Shape; groups: readonly string[] } | undefined {
  if (value?.kind !== 'array') return undefined;
  const [first] = value.elements;
  if (first === undefined) return undefined;
  const flat = itemKeys(first);
  if (flat !== undefined) return { shape: { items: null, keys: flat }, groups: [] };
  for (const group of value.elements) {
    if (group.kind !== 'object') continue;
    for (const property of group.properties) {
      if (property.value?.kind !== 'array' || property.name === null) continue;
      const [item] = property.value.elements;
      const keys = item === undefined ? undefined : itemKeys(item);
      if (keys === undefined) continue;
      const groups = value.elements.flatMap((element) => textOf(element, keys.label) ?? []);
      return { shape: { items: property.name, keys }, groups };
    }
  }
  return undefined;
}

/** Which properties of a page's entry hold its label and its address. */
function itemKeys(item: TsValue): Shape['keys'] | undefined {
  if (item.kind !== 'object') return undefined;
  const texts = item.properties.flatMap((property) =>
    property.value?.kind === 'string' && property.name !== null
      ? [{ name: property.name, value: property.value.value }]
      : [],
  );
  const href = texts.find(({ value }) => value.startsWith('/'));
  const label = texts.find(({ name }) => ['label', 'key', 'title', 'name', 'id'].includes(name));
  return href === undefined || label === undefined ? undefined : { label: label.name, href: href.name };
}

function textOf(value: TsValue, name: string): string | undefined {
  if (value.kind !== 'object') return undefined;
  const property = value.properties.find((item) => item.name === name)?.value ?? undefined;
  return property?.kind === 'string' ? property.value : undefined;
}
