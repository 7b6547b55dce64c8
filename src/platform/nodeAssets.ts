import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../core/model/appError';
import type { Assets } from '../core/ports/system';

/**
 * Files below the product's `dist` folder. Names are relative to it, with forward slashes: `assets/x.wasm`; `list`
 * answers with the names directly in a folder, sorted. Throws AppError `notFound`.
 */
export function nodeAssets(folder: string): Assets {
  const root = path.resolve(folder);
  const locate = (name: string): string => {
    const absolute = path.resolve(root, name);
    if (absolute === root || absolute.startsWith(root + path.sep)) return absolute;
    throw missing(name);
  };
  const bytes = async (name: string): Promise<Uint8Array> => {
    const absolute = locate(name);
    try {
      return await readFile(absolute);
    } catch (cause) {
      throw missing(name, cause);
    }
  };
  return {
    bytes,
    text: async (name) => new TextDecoder().decode(await bytes(name)),
    async list(name) {
      const absolute = locate(name);
      try {
        return (await readdir(absolute)).sort();
      } catch (cause) {
        throw missing(name, cause);
      }
    },
  };
}

function missing(name: string, cause?: unknown): AppError {
  return new AppError(
    'notFound',
    `The product's file ${name} is missing.`,
    'Install Groundwork again, or run "npm run build" in a clone.',
    { cause },
  );
}
