import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { inCache, inRepo } from '../../../scripts/lib/paths.mjs';

const MANIFEST = {
  publisher: 'groundwork',
  name: 'test-model',
  displayName: 'Model of the tests',
  version: '1.0.0',
  engines: { vscode: '^1.104.0' },
  main: './extension.js',
  activationEvents: ['onStartupFinished'],
  contributes: { languageModelChatProviders: [{ vendor: 'recorded', displayName: 'Recorded' }] },
};

/** Builds the extension that offers a recorded model; resolves to its folder. */
export async function buildModelExtension(): Promise<string> {
  const folder = inCache('test', 'model-extension');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
  await build({
    entryPoints: [inRepo('test', 'fakes', 'modelExtension.ts')],
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
