import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The repository's root, wherever it was cloned. */
export const repoRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Downloads, copies and screenshots; ignored by git and safe to delete. */
export const cacheDir = path.join(repoRoot, '.cache');

/**
 * A path below the repository.
 * @param {...string} segments
 */
export const inRepo = (...segments) => path.join(repoRoot, ...segments);

/**
 * A path below the cache.
 * @param {...string} segments
 */
export const inCache = (...segments) => path.join(cacheDir, ...segments);
