import { AppError } from '../../src/core/model/appError';
import type { DataEntry, WorkspaceData } from '../../src/core/ports/workspaceData';

/** Definitions of a workspace in memory; a text that is null is a link. */
export function memoryData(
  texts: Record<string, string | null>,
  trust: 'trusted' | 'untrusted' = 'trusted',
): WorkspaceData {
  return {
    isTrusted: trust === 'trusted',
    entries(folder) {
      const found = new Map<string, DataEntry['kind']>();
      for (const [path, text] of Object.entries(texts)) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
        found.set(name, rest.length > 0 ? 'folder' : text === null ? 'link' : 'file');
      }
      return Promise.resolve([...found].map(([name, kind]) => ({ name, kind })));
    },
    read(path) {
      const text = texts[path];
      if (text === null) throw new AppError('pathOutsideWorkspace', `${path} leads out.`, 'Remove the link.');
      return Promise.resolve(text);
    },
  };
}
