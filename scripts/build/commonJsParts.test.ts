import { strict as assert } from 'node:assert';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { build, type Metafile } from 'esbuild';
import { targets } from './targets.mjs';

const ENTRY = 'src/extension.ts';
/** What the editor reads and compiles before the extension is active: a quarter of the whole, most of it zod. */
const MOST_BYTES = 300_000;

describe('the extension in parts', () => {
  let folder = '';
  let metafile: Metafile | undefined;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'groundwork-parts-'));
    const all = targets({ production: true, metafile: true, tests: false }, folder);
    const config = all.find(({ name }) => name === 'extension')?.config;
    assert.ok(config !== undefined);
    ({ metafile } = await build(config));
  });

  after(() => rmSync(folder, { recursive: true }));

  it('activates with its own code and zod, without parsers or the app', () => {
    assert.ok(metafile !== undefined);
    const { outputs } = metafile;
    const entry = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === ENTRY);
    const parts = new Set(entry === undefined ? [] : [entry]);
    for (const part of parts) {
      for (const { path: to, kind, external } of outputs[part]?.imports ?? []) {
        if (kind === 'import-statement' && external !== true) parts.add(to);
      }
    }
    const inputs = [...parts].flatMap((part) => Object.keys(outputs[part]?.inputs ?? {}));
    assert.ok(inputs.includes(ENTRY), inputs.join());
    assert.deepEqual(
      inputs.filter((input) =>
        /node_modules\/(?!zod)|^src\/(app|roots|platform|stacks|workflows)\b/.test(input),
      ),
      [],
    );
    const bytes = [...parts].reduce((sum, part) => sum + (outputs[part]?.bytes ?? 0), 0);
    assert.ok(bytes < MOST_BYTES, `${String(bytes)} bytes`);
  });

  it('is CommonJS, which the editor loads', () => {
    const parts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    assert.ok(parts.length > 1 && parts.includes('extension.js'), parts.join());
    for (const part of parts) {
      const text = readFileSync(path.join(folder, part), 'utf8');
      assert.doesNotThrow(() => new Script(`(function () {${text}\n})`), part);
    }
  });
});
