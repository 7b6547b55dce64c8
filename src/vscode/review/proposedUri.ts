import { runId, type RunId, type WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';

/** Scheme of the virtual documents: `groundwork:/folder/db/model.py?run=<id>`, `&side=empty` for the left of a new file. */
export const SCHEME = 'groundwork';

export type ProposedSide = 'proposed' | 'empty';

export interface ProposedRef {
  readonly runId: RunId;
  readonly path: WorkspacePath;
  readonly side: ProposedSide;
}

/** The parts of a URI that name a proposed document. `path` is the absolute path of the real file: names and languages fit. */
export interface UriParts {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

export function proposedParts(folderPath: string, ref: ProposedRef): UriParts {
  const query = new URLSearchParams({ run: ref.runId });
  if (ref.side === 'empty') query.set('side', 'empty');
  return { scheme: SCHEME, path: `${trimSlash(folderPath)}/${ref.path}`, query: query.toString() };
}

/** Undefined when the URI is not one of ours or lies outside the folder. */
export function parseProposed(folderPath: string, uri: UriParts): ProposedRef | undefined {
  const prefix = `${trimSlash(folderPath)}/`;
  const query = new URLSearchParams(uri.query);
  const run = query.get('run');
  if (uri.scheme !== SCHEME || run === null || !uri.path.startsWith(prefix)) return undefined;
  return {
    runId: runId(run),
    path: workspacePath(uri.path.slice(prefix.length)),
    side: query.get('side') === 'empty' ? 'empty' : 'proposed',
  };
}

function trimSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
