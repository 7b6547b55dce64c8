import type { Cancellable, WorkspaceFiles } from '../../../core/ports/workspaceFiles';
import { baseName, type Candidate } from './candidates';

/** Sources of a candidate, read once each; a file that cannot be read counts as absent. */
export class SourceFiles {
  readonly candidate: Candidate;
  private readonly files: WorkspaceFiles;
  private readonly options: Cancellable;
  private readonly texts = new Map<string, string | undefined>();

  constructor(candidate: Candidate, files: WorkspaceFiles, options: Cancellable) {
    this.candidate = candidate;
    this.files = files;
    this.options = options;
  }

  paths(): readonly string[] {
    return [...this.candidate.files.keys()];
  }

  async text(path: string): Promise<string | undefined> {
    if (!this.texts.has(path)) this.texts.set(path, await this.read(path));
    return this.texts.get(path);
  }

  async all(paths: readonly string[]): Promise<readonly { readonly path: string; readonly text: string }[]> {
    const found = await Promise.all(paths.map(async (path) => ({ path, text: await this.text(path) })));
    return found.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
  }

  private async read(path: string): Promise<string | undefined> {
    const place = this.candidate.files.get(path);
    if (place === undefined) return undefined;
    try {
      return await this.files.read(place, this.options);
    } catch (thrown) {
      if (this.options.signal?.aborted === true) throw thrown;
      return undefined;
    }
  }
}

const SHARED =
  /(^|\/)(components|lib|hooks|shared|features|ui|utils|types|common|server|services|schemas|resources|api)\//;
const TELLING =
  /table|cell|filter|field|form|sheet|column|feature|header|entity|context|proxy|session|local|type|common|scalar|api|index|option|button|icon|select|input|combobox/i;
const MOST = 400;

/** Modules that may export what generated code imports, the telling names first, at most 400. */
export function sharedModules(paths: readonly string[]): readonly string[] {
  const all = paths.filter(
    (path) =>
      /\.tsx?$/.test(path) &&
      !/\.(test|spec|stories|d)\.tsx?$/.test(path) &&
      !/^(src\/)?app\//.test(path) &&
      SHARED.test(path),
  );
  if (all.length <= MOST) return all;
  const isTelling = (path: string): boolean =>
    TELLING.test(baseName(path)) || /(^|\/)(types|data-table|form)\//.test(path);
  return [...all.filter(isTelling), ...all.filter((path) => !isTelling(path))].slice(0, MOST);
}
