import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { inCache, inRepo } from '../../../scripts/lib/paths.mjs';

/** Builds the extension over the scripted app into a folder of its own, for tests of screens; resolves to the folder. */
export async function buildFakeExtension(): Promise<string> {
  const folder = inCache('test', 'fake-extension');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(inRepo('package.json'), path.join(folder, 'package.json'));
  cpSync(inRepo('media'), path.join(folder, 'media'), { recursive: true });
  await build({
    entryPoints: [inRepo('test', 'fakes', 'fakeExtension.ts')],
    outfile: path.join(folder, 'dist', 'extension.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  await build({
    entryPoints: [inRepo('webview-ui', 'src', 'main.ts')],
    outfile: path.join(folder, 'dist', 'webview.js'),
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  return folder;
}
