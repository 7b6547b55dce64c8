import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { HealthItem } from '../../core/model/healthItem';

/** Less than this is not enough for a scratch copy of a workspace; bytes. */
const ENOUGH = 500_000_000;

/** Space, size and modes of the folder that holds the run store. */
export async function storageHealth(folder: string, limitMegabytes: number): Promise<readonly HealthItem[]> {
  return Promise.all([freeSpace(folder), size(folder, limitMegabytes), modes(folder)]);
}

async function freeSpace(folder: string): Promise<HealthItem> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const base = { area: 'store', name: 'disk', detail: `${megabytes(free)} are free.` } as const;
  return free >= ENOUGH
    ? { ...base, status: 'good', suggestion: null }
    : { ...base, status: 'bad', suggestion: 'Free disk space: the proof needs a copy of the workspace.' };
}

async function size(folder: string, limitMegabytes: number): Promise<HealthItem> {
  const parts = { database: 0, texts: 0, archive: 0, logs: 0 };
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const place = path.relative(folder, path.join(file.parentPath, file.name));
    const [top = ''] = place.split(path.sep);
    // The scratch copy is links to the workspace for the most part, and is made anew when it is gone.
    if (!file.isFile() || top === 'overlay') continue;
    const { size: bytes } = await stat(path.join(folder, place)).catch(() => ({ size: 0 }));
    const part = top === 'blobs' ? 'texts' : top === 'archive' || top === 'logs' ? top : 'database';
    parts[part] += bytes;
  }
  const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  const each = Object.entries(parts).map(([name, bytes]) => `${name} ${megabytes(bytes)}`);
  const base = { area: 'store', name: 'size', detail: `${megabytes(total)}: ${each.join(', ')}.` } as const;
  if (total <= limitMegabytes * 1_000_000) return { ...base, status: 'good', suggestion: null };
  const suggestion = `More than alerts.storeMegabytes (${String(limitMegabytes)}): set artifacts.keptRuns lower.`;
  return { ...base, status: 'notice', suggestion };
}

async function modes(folder: string): Promise<HealthItem> {
  const base = { area: 'store', name: 'privacy' } as const;
  const isOpen = process.platform !== 'win32' && ((await stat(folder)).mode & 0o077) !== 0;
  return isOpen
    ? {
        ...base,
        status: 'bad',
        detail: 'Others on this machine can look into it.',
        suggestion: `Close it: chmod 700 ${folder}`,
      }
    : { ...base, status: 'good', detail: 'Only you can read it.', suggestion: null };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
