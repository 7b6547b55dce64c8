import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { inCache, inRepo } from '../../../scripts/lib/paths.mjs';

const MANIFEST = {
  publisher: 'groundwork',
  name: 'test-formatter',
  displayName: 'Formatter of the tests',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './extension.js',
  activationEvents: ['onStartupFinished'],
};

/** Settings that let it work on every save. */
export const FORMAT_ON_SAVE = {
  'editor.formatOnSave': true,
  'editor.codeActionsOnSave': { 'source.organizeImports': 'always', 'source.fixAll.eslint': 'always' },
  'editor.defaultFormatter': `${MANIFEST.publisher}.${MANIFEST.name}`,
  'files.insertFinalNewline': true,
  'files.trimTrailingWhitespace': true,
  'files.trimFinalNewlines': true,
};

/** Builds the extension that rewrites what is saved; resolves to its folder. */
export async function buildFormatter(): Promise<string> {
  const folder = inCache('test', 'formatter-extension');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
  await build({
    entryPoints: [inRepo('test', 'fakes', 'formatterExtension.ts')],
    outfile: path.join(folder, 'extension.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  return folder;
}
