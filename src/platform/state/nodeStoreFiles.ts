import { randomUUID } from 'node:crypto';
import { fsync } from 'node:fs';
import { chmod, link, mkdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  promptClose,
  promptNames,
  promptOpen,
  promptRead,
  promptRename,
  promptSize,
  promptWrite,
} from '../promptFiles';
import type { StoreFile, StoreFiles } from './storeFiles';

const flush = promisify(fsync);

/** The disk. */
export const nodeStoreFiles: StoreFiles = {
  async ensureFolder(folder) {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first === undefined) {
      // It may come from the editor, which makes its storage folders readable for all. Not ours to change: go on.
      await chmod(folder, 0o700).catch(() => undefined);
      return;
    }
    for (let made = folder; made.length >= first.length; made = path.dirname(made)) {
      await syncFolder(path.dirname(made));
    }
  },
  async list(folder) {
    try {
      return await promptNames(folder);
    } catch (failure) {
      if (hasCode(failure, 'ENOENT')) return [];
      throw failure;
    }
  },
  read: (file) => unlessMissing(promptRead(file)),
  size: (file) => unlessMissing(promptSize(file)),
  create: createFile,
  async claim(file, bytes) {
    const temporary = `${file}.${randomUUID()}.tmp`;
    const handle = await createFile(temporary);
    await handle.append(bytes).finally(() => handle.close());
    try {
      await link(temporary, file);
      return true;
    } catch (failure) {
      if (hasCode(failure, 'EEXIST')) return false;
      return await claimWithoutLinks(file, bytes);
    } finally {
      await unlessMissing(unlink(temporary));
    }
  },
  rename: promptRename,
  async unlink(file) {
    await unlessMissing(unlink(file));
  },
  syncFolder,
};

async function createFile(file: string): Promise<StoreFile> {
  const descriptor = await promptOpen(file, 'wx', 0o600);
  let isOpen = true;
  // The number of a closed file may be another's by now.
  const opened = (): number => {
    if (isOpen) return descriptor;
    throw new Error(`${file} is closed`);
  };
  return {
    append: async (bytes) => promptWrite(opened(), bytes),
    sync: async () => flush(opened()),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await promptClose(descriptor);
    },
  };
}

/** For file systems without hard links: a reader may see the file before its content, which fencing makes harmless. */
async function claimWithoutLinks(file: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const handle = await createFile(file);
    await handle.append(bytes).finally(() => handle.close());
    return true;
  } catch (failure) {
    if (hasCode(failure, 'EEXIST')) return false;
    throw failure;
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to flush it; NTFS journals names itself.
  if (process.platform === 'win32') return;
  const descriptor = await promptOpen(folder, 'r', 0);
  try {
    await flush(descriptor);
  } finally {
    await promptClose(descriptor);
  }
}

async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (failure) {
    if (hasCode(failure, 'ENOENT')) return undefined;
    throw failure;
  }
}

function hasCode(failure: unknown, code: string): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === code;
}
