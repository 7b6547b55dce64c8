import { Uri, type WorkspaceFolder } from 'vscode';
import type { WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import { SCHEME, parseProposed, proposedParts, type ProposedRef } from './proposedUri';

/** Translates between URIs of the editor and paths of the workspace. */
export interface ReviewUris {
  readonly root: Uri;
  real(path: WorkspacePath): Uri;
  proposed(ref: ProposedRef): Uri;
  parse(uri: Uri): ProposedRef | undefined;
  /** The path of a real file of the workspace, undefined for anything else. */
  pathOf(uri: Uri): WorkspacePath | undefined;
}

export function reviewUris(folder: WorkspaceFolder): ReviewUris {
  const root = folder.uri;
  const prefix = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return {
    root,
    real: (path) => Uri.joinPath(root, path),
    proposed: (ref) => {
      const parts = proposedParts(root.path, ref);
      return Uri.from({ ...parts, scheme: SCHEME });
    },
    parse: (uri) => parseProposed(root.path, uri),
    pathOf: (uri) => {
      if (uri.scheme !== root.scheme || uri.authority !== root.authority) return undefined;
      if (!uri.path.startsWith(prefix) || uri.path === prefix) return undefined;
      try {
        return workspacePath(uri.path.slice(prefix.length));
      } catch {
        return undefined;
      }
    },
  };
}
