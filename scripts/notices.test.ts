import { strict as assert } from 'node:assert';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundledPackages, renderNotices } from './notices.mjs';

/** A package in a folder of its own; resolves to the folder. */
function packageWith(license: string, licenseText: string | null): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'groundwork-notices-')), 'node_modules', 'thing');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'thing', version: '1.2.3', license }),
  );
  if (licenseText !== null) writeFileSync(path.join(folder, 'LICENSE'), licenseText);
  return folder;
}

describe('third-party notices', () => {
  it('finds the packages of the bundles, nested ones too, and of the wasm files', () => {
    const inputs = {
      'src/extension.ts': {},
      'node_modules/zod/v4/index.js': {},
      'node_modules/zod/v4/core.js': {},
      'node_modules/@lit/reactive-element/a.js': {},
      'node_modules/a/node_modules/b/index.js': {},
    };
    const found = bundledPackages([{ inputs }]);
    for (const name of ['zod', '@lit/reactive-element', 'a/node_modules/b', 'sql.js', 'tree-sitter-python']) {
      assert.equal(found.filter((folder) => folder === `node_modules/${name}`).length, 1, name);
    }
    assert.ok(!found.includes('node_modules/a'), 'only what is in the bundle');
  });

  it('gives the MIT text of a package whose manifest alone names it and its author', () => {
    const folder = packageWith('MIT', null);
    const manifest = { name: 'thing', version: '1.2.3', license: 'MIT', author: { name: 'Somebody' } };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    assert.match(renderNotices([folder]), /Copyright \(c\) Somebody\n\nPermission is hereby granted/);
  });

  it('gives the text of each licence', () => {
    const text = renderNotices([packageWith('MIT', 'Copyright (c) Somebody\r\nPermission ...\n')]);
    assert.match(
      text,
      /## thing 1\.2\.3 \(MIT\)\n\n```text\nCopyright \(c\) Somebody\nPermission \.\.\.\n```\n/,
    );
  });

  it('reads every package that is shipped today', () => {
    const text = renderNotices(bundledPackages([{ inputs: { 'node_modules/zod/index.js': {} } }]));
    for (const name of ['zod', 'sql.js', 'web-tree-sitter'])
      assert.match(text, new RegExp(`\n## ${name} \\d`));
    assert.match(text, /SQLite, which is in the public domain/);
  });

  const REFUSED: readonly (readonly [string, string, string | null, RegExp])[] = [
    ['a licence that nobody looked at', 'GPL-3.0-only', 'text', /look at it first/],
    ['no licence at all', 'UNLICENSED', null, /look at it first/],
    ['a licence without its text', 'ISC', null, /has no licence text/],
  ];
  for (const [what, license, text, message] of REFUSED) {
    it(`refuses ${what}`, () => {
      assert.throws(() => renderNotices([packageWith(license, text)]), message);
    });
  }
});
