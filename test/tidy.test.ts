import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../scripts/lib/files.mjs';

/** STYLE.md as a test: what reading the files shows and no other tool checks. */

const EXTENSIONS = ['.ts', '.mjs', '.css'];
const FOLDERS = ['src', 'webview-ui', 'scripts', 'bench', 'test'];
const EXEMPT = ['test/fixtures/', 'test/golden/'];
/** Made by a script, never read top to bottom. */
const GENERATED = [/\.generated\.ts$/];

const files = FOLDERS.flatMap((folder) => EXTENSIONS.flatMap((extension) => filesBelow(folder, extension)))
  .concat('esbuild.mjs', 'eslint.config.mjs')
  .filter((file) => !EXEMPT.some((folder) => file.startsWith(folder)))
  .filter((file) => !GENERATED.some((pattern) => pattern.test(file)))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Words that would find this file are put together here. */
const word = (...parts: string[]): string => parts.join('');

const FORBIDDEN_TEXT: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  {
    what: 'a note about work that is left: do it or open an issue',
    pattern: new RegExp(`\\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('X', 'XX')})\\b`),
  },
  {
    what: 'a test that leaves out others, or itself',
    pattern: /^\s*(describe|it|suite|test)\.(only|skip)\(|^\s*x(it|describe)\(/m,
  },
  {
    what: 'a type check that is switched off',
    pattern: new RegExp(`@ts-${word('ig', 'nore')}|@ts-${word('no', 'check')}`),
  },
];

describe('tidy', () => {
  const lengths = files.map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }));

  it('keeps every file under 500 lines', () => {
    assert.deepEqual(
      lengths.filter(({ lines }) => lines > 500),
      [],
    );
  });

  it('keeps 95 of 100 files under 400 lines and half of them under 120', () => {
    const sorted = lengths.map(({ lines }) => lines).sort((left, right) => left - right);
    const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    assert.ok(at(0.95) <= 400, `the 95th percentile is ${at(0.95)} lines`);
    assert.ok(at(0.5) <= 120, `the median is ${at(0.5)} lines`);
  });

  it('has no barrels', () => {
    const barrels = files.filter(({ text }) => {
      const code = withoutComments(text).trim();
      return (
        code !== '' && code.replaceAll(/export\s+(type\s+)?(\*|\{[^}]*\})[^;]*from[^;]*;/g, '').trim() === ''
      );
    });
    // What the build makes a chunk of has to name everything that is loaded with it.
    assert.deepEqual(
      names(barrels).filter((name) => !name.includes('.chunk.ts')),
      [],
    );
  });

  it('names files for what is in them, in camelCase', () => {
    const vague = /(^|\/)(utils?|helpers?|misc|common)(\.|\/)|Manager/;
    const camelCase = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/;
    // The build tools look for this name.
    const given = new Set(['eslint.config.mjs']);
    const wrong = files.filter(({ file }) => {
      const name = path.posix.basename(file);
      return vague.test(file) || (!camelCase.test(name) && !isIssueTest(name) && !given.has(name));
    });
    assert.deepEqual(names(wrong), []);
  });

  // The extensions under test/fakes stand in for others.
  it('imports vscode under src/vscode and in the roots of extensions only', () => {
    const editor = /(from|import\(|require\()\s*['"]vscode['"]/;
    const wrong = files
      .filter(({ text }) => editor.test(text))
      .filter(
        ({ file }) =>
          !/^(src\/(vscode\/|extension\.ts$)|test\/(vscode\/|fakes\/\w+Extension\.ts$))/.test(file),
      );
    assert.deepEqual(names(wrong), []);
  });

  it('has no absolute path of one machine', () => {
    // Tests make up paths of all kinds.
    const path = /['"`(\s](\/((home|Users|root)\/\w|work\/(main|shared))|[A-Z]:\\\\\w)/;
    assert.deepEqual(
      names(files.filter(({ file, text }) => !file.endsWith('.test.ts') && path.test(text))),
      [],
    );
  });

  for (const { what, pattern } of FORBIDDEN_TEXT) {
    it(`has nowhere ${what}`, () => {
      assert.deepEqual(names(files.filter(({ text }) => pattern.test(text))), []);
    });
  }
});

function names(found: readonly { readonly file: string }[]): string[] {
  return found.map(({ file }) => file);
}

/** Each bug leaves a test `issue-NNNN`. */
function isIssueTest(name: string): boolean {
  return /^issue-\d{4}\.test\.ts$/.test(name);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
