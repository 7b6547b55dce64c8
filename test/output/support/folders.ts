import {
  linkSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'groundwork-output-')));
let count = 0;

process.once('exit', () => {
  if (process.env['GROUNDWORK_KEEP'] === undefined) rmSync(root, { recursive: true, force: true });
});

/** An empty folder that is gone when the tests end; GROUNDWORK_KEEP=1 keeps it to be looked at. */
export function tempFolder(name: string): string {
  count += 1;
  const folder = path.join(root, `${String(count)}-${name}`);
  mkdirSync(folder);
  return folder;
}

/** A second tree of the same files: `node_modules` behind a link would lie outside what Turbopack looks at. */
export function hardLinkTree(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = path.join(source, entry.name);
    const to = path.join(target, entry.name);
    if (entry.isDirectory()) hardLinkTree(from, to);
    else if (entry.isSymbolicLink()) symlinkSync(realpathSync(from).replace(source, target), to);
    else linkOrCopy(from, to);
  }
}

/** Links do not cross file systems. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
