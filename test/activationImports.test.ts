import { strict as assert } from 'node:assert';
import path from 'node:path';
import { build } from 'esbuild';

describe('what activation imports', () => {
  it('is our code alone, and no package', async () => {
    const { metafile } = await build({
      entryPoints: ['src/extension.ts'],
      absWorkingDir: path.resolve(import.meta.dirname, '..'),
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      splitting: true,
      packages: 'external',
      outdir: 'dist',
      metafile: true,
      logLevel: 'silent',
    });
    const seen = new Set<string>();
    const packages = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { kind, path: imported, external } of metafile.inputs[file]?.imports ?? []) {
        if (kind !== 'import-statement') continue;
        if (external === true) packages.add(imported.split('/')[0] ?? '');
        else follow(imported);
      }
    };
    follow('src/extension.ts');
    assert.ok(packages.has('vscode'), 'it follows imports');
    assert.deepEqual(
      [...packages].filter((name) => name !== 'vscode' && !name.startsWith('node:')),
      [],
    );
  });
});
