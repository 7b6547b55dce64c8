import { open } from 'node:fs/promises';
import type { DurableFiles } from '../../core/ports/workspaceFiles';
import { confineTo, isMissing } from './confinedPath';
import { replaceFile, syncFolders } from './replaceFile';

export function nodeDurableFiles(root: string): DurableFiles {
  return {
    replace: async (relative, text) => replaceFile(await confineTo(root)(relative), text),
    async makeDurable(paths) {
      const files = await Promise.all(paths.map(confineTo(root)));
      await Promise.all(files.map(syncFile));
      await syncFolders(root, files);
    },
  };
}

async function syncFile(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    await handle.sync().finally(() => handle.close());
  } catch (failure) {
    if (!isMissing(failure)) throw failure;
  }
}
