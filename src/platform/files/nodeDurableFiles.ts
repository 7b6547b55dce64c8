import { open, readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DurableFiles } from '../../core/ports/workspaceFiles';
import { confineTo, isMissing } from './confinedPath';
import { removeEmptyFolders, replaceFile, syncFolders } from './replaceFile';

export function nodeDurableFiles(root: string): DurableFiles {
  return {
    replace: async (relative, text) => replaceFile(await confineTo(root)(relative), text),
    async removeStarted(relative, text) {
      const file = await confineTo(root)(relative);
      const bytes = await readFile(file).catch(unlessMissing);
      if (bytes === undefined || !Buffer.from(text).subarray(0, bytes.length).equals(bytes)) return;
      await rm(file);
      await removeEmptyFolders(path.dirname(file), await realpath(root));
    },
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

function unlessMissing(failure: unknown): undefined {
  if (!isMissing(failure)) throw failure;
}
