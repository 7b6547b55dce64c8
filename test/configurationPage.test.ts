import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { allSettings } from '../src/core/config/settingNodes';

describe('docs/configuration.md', () => {
  const rows = readFileSync('docs/configuration.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));

  for (const { name, section, key, setting } of allSettings()) {
    it(`has ${name} with its default`, () => {
      const row = rows.find(
        (line) =>
          line.includes(`\`${name}\``) ||
          (line.startsWith(`| \`${section}.`) && line.includes(`\`.${key}\``)),
      );
      assert.ok(row !== undefined);
      const { default: value } = setting;
      if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
        assert.ok(row.includes(`\`${String(value)}\``), row);
    });
  }
});
