import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inRepo } from '../scripts/lib/paths.mjs';

describe('the sample workspaces', () => {
  it('have the same frontend packages, which the output tests install once', () => {
    const packagesOf = (...folder: string[]): unknown => {
      const file = inRepo('test', 'fixtures', ...folder, 'package.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      return { dependencies: manifest['dependencies'], devDependencies: manifest['devDependencies'] };
    };
    assert.deepEqual(packagesOf('warehouse', 'apps', 'web'), packagesOf('shop', 'frontend'));
  });
});
