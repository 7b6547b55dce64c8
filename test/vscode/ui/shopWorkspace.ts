import { existsSync } from 'node:fs';
import path from 'node:path';
import { inCache } from '../../../scripts/lib/paths.mjs';
import { freshWorkspace } from '../../../scripts/lib/sampleWorkspace.mjs';
import { hardLinkTree } from '../../output/support/folders';

let copies = 0;

/** A copy of the sample with the tools of its two halves, so that the proof runs; without them where they are not installed. */
export function shopWithTools(): string {
  const folder = shop();
  const link = (source: string, target: string): void => {
    if (existsSync(source)) hardLinkTree(source, path.join(folder, target));
  };
  link(inCache('python'), 'backend/.venv');
  link(inCache('shop-frontend', 'node_modules'), 'frontend/node_modules');
  return folder;
}

/** A copy of the sample's sources. */
export function shop(): string {
  copies += 1;
  return freshWorkspace(`shop-${String(process.pid)}-${String(copies)}`);
}
