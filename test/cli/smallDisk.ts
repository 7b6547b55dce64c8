import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file system of its own that is nearly full. */
export interface SmallDisk {
  readonly folder: string;
  /** Makes room, as a person would. */
  free(): void;
  remove(): void;
}

const SIZE = '4m';
const FILLER = 'filler';

/** With `left` bytes to write on; undefined where this process may not mount one. */
export function smallDisk(folder: string, left: number): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  if (mounted.status !== 0) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  const filler = path.join(folder, FILLER);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - left));
  return {
    folder,
    free: () => rmSync(filler),
    remove: () => void spawnSync('umount', [folder]),
  };
}
