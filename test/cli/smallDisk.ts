import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** With `left` bytes to write on. */
export function smallDisk(folder: string, left: number): SmallDisk {
  if (!mount(folder)) throw new Error('This process may not mount a file system.');
  const { bavail, bsize } = statfsSync(folder);
  const filler = path.join(folder, FILLER);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - left));
  return { folder, free: () => rmSync(filler), remove: () => unmount(folder) };
}

/** Whether this process may mount one, which takes more rights than most have. */
export function mayMount(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwork-disk-'));
  const isMounted = mount(folder);
  if (isMounted) unmount(folder);
  rmSync(folder, { recursive: true });
  return isMounted;
}

function mount(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]).status === 0;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
}
