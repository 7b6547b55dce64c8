import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { inRepo } from '../../scripts/lib/paths.mjs';

/** What `writePoints.ts` counts, and where it ends the process. */
export interface WritePlan {
  /** Counting starts again with each new one. */
  readonly id: string;
  /** Absolute, or a part in the middle of a path. */
  readonly folders: readonly string[];
  /** 1-based; 0 only counts. */
  readonly killAt: number;
}

/** The other side of `writePoints.ts`: tells processes where to die, and reads where they wrote. */
export class WriteControl {
  private readonly folder: string;
  private readonly folders: readonly string[];
  private next = 0;

  /** `folder` is for its own files, `folders` are those whose writes count. */
  constructor(folder: string, folders: readonly string[]) {
    this.folder = folder;
    this.folders = folders;
    mkdirSync(folder, { recursive: true });
  }

  /** Counts from now on, and kills at that write; 0 only counts. */
  arm(killAt: number): void {
    const plan: WritePlan = { id: String((this.next += 1)), folders: this.folders, killAt };
    writeFileSync(path.join(this.folder, 'plan.json'), JSON.stringify(plan));
  }

  /** Also forgets what was counted and whether it died. */
  disarm(): void {
    this.next += 1;
    rmSync(path.join(this.folder, 'plan.json'), { force: true });
  }

  /** The writes since `arm`, in order, e.g. `rename shop/backend/db/model.py`. */
  points(): readonly string[] {
    const file = path.join(this.folder, `points-${String(this.next)}`);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  /** Whether the process was killed since `arm`. */
  killed(): boolean {
    return existsSync(path.join(this.folder, `killed-${String(this.next)}`));
  }

  /** The ids of the processes that have loaded `writePoints.ts`, in order. */
  processes(): readonly number[] {
    const file = path.join(this.folder, 'processes');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').map(Number) : [];
  }

  /** What a process needs to obey, once it has loaded `writePoints.ts`. */
  env(): Readonly<Record<string, string>> {
    return { GROUNDWORK_WRITES: this.folder };
  }
}

/** Builds `writePoints.ts` into a file. */
export async function buildWritePoints(file: string): Promise<string> {
  await build({
    entryPoints: [inRepo('test', 'recovery', 'writePoints.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return file;
}
