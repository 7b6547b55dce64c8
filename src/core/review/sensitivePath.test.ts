import { strict as assert } from 'assert';
import { isSensitivePath } from './sensitivePath';

describe('isSensitivePath', () => {
  for (const [sample, expected] of [
    ['.vscode/tasks.json', true],
    ['backend/.git/config', true],
    ['backend/.GitHub/workflows/ci.yml', true],
    ['.idea/runConfigurations/a.xml', true],
    ['CLAUDE.md', true],
    ['docs/agents.md', true],
    ['.npmrc', true],
    ['tools/.mcp.json', true],
    ['shop.code-workspace', true],
    ['.gitattributes', false],
    ['.gitignore', false],
    ['.groundwork/entities/product.yaml', false],
    ['src/vscode/a.ts', false],
    ['claude/notes.md', false],
  ] as const) {
    it(`${sample}: ${String(expected)}`, () => assert.equal(isSensitivePath(sample), expected));
  }
});
