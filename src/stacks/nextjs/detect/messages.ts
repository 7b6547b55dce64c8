import type { NextjsProject } from '../project';
import type { SourceFiles } from './sourceFiles';

export interface FoundMessages {
  readonly messages: NextjsProject['messages'];
  readonly navigationMessages: NextjsProject['navigationMessages'];
}

/** Message files beside an `en.json`, English first, and where they keep the labels of the sidebar. */
export async function findMessages(sources: SourceFiles, labels: readonly string[]): Promise<FoundMessages> {
  const paths = sources.paths();
  const english = paths
    .filter((path) => /(^|\/)(messages|locales|i18n|translations|lang)\/(.*\/)?en\.json$/.test(path))
    .sort((left, right) => left.length - right.length)[0];
  if (english === undefined) return { messages: [], navigationMessages: { items: null, groups: null } };
  const folder = english.slice(0, -'en.json'.length);
  const messages = paths
    .filter(
      (path) => path.startsWith(folder) && /^[a-z]{2,3}(-[A-Za-z]+)?\.json$/.test(path.slice(folder.length)),
    )
    .map((path) => ({ locale: path.slice(folder.length, -'.json'.length), path }))
    .sort(
      (left, right) =>
        Number(right.locale === 'en') - Number(left.locale === 'en') || compare(left.path, right.path),
    );
  const root = parse(await sources.text(english));
  const navigation = isRecord(root) && isRecord(root['navigation']) ? root['navigation'] : {};
  const within = (name: string): string[] | null =>
    isRecord(navigation[name]) ? ['navigation', name] : null;
  const flat = labels.some((label) => typeof navigation[label] === 'string') ? ['navigation'] : null;
  return { messages, navigationMessages: { items: within('items') ?? flat, groups: within('groups') } };
}

const compare = (left: string, right: string): number => (left < right ? -1 : 1);

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse((text ?? 'null').replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
