import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { DataEntry, WorkspaceData } from '../../core/ports/workspaceData';
import { confineTo } from './confinedPath';
import { nodeWorkspaceFiles } from './nodeWorkspaceFiles';
import { unlessMissing } from './readTextFile';

/** Definitions on disk. A text whose file did not change is not read again, so that asking often costs little. */
export function nodeWorkspaceData(root: string, trust: 'trusted' | 'untrusted'): WorkspaceData {
  const confine = confineTo(root);
  const files = nodeWorkspaceFiles(root);
  return {
    isTrusted: trust === 'trusted',
    async entries(folder) {
      const found = await unlessMissing(folder, async () =>
        readdir(await confine(folder), { withFileTypes: true }),
      );
      return (found ?? [])
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    read: (path) => files.read(path),
  };
}

function kindOf(entry: Dirent): DataEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
