// Third-party notices of what is shipped: the packages whose sources are in the bundles, and those whose wasm lies
// beside them. Written into the VSIX by scripts/package.mjs, from what the build says it bundled.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WASM_FILES } from './build/assets.mjs';
import { inRepo } from './lib/paths.mjs';

/** Licences that ask for no more than their text and the copyright line. */
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Unlicense',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
]);
const LICENSE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;

/** What a package holds that has no package.json of its own. */
const INSIDE = new Map([['sql.js', 'Its wasm holds SQLite, which is in the public domain.']]);

/** @typedef {{ folder: string, name: string, version: string, license: string, texts: string[] }} Notice */

/**
 * The packages, by folder, that esbuild's metafiles name as inputs.
 * @param {readonly { inputs: Record<string, unknown> }[]} metafiles
 * @returns {string[]} sorted, e.g. `node_modules/zod`
 */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ inputs: files }) => Object.keys(files));
  const folders = [...inputs, ...WASM_FILES.map((file) => `node_modules/${file}`)].flatMap((input) => {
    const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/'));
    return found === null ? [] : [found[0]];
  });
  return [...new Set(folders)].sort();
}

/**
 * The text of THIRD_PARTY_NOTICES.md. Throws for a package without a licence text and for a licence that nobody looked at.
 * @param {readonly string[]} folders
 */
export function renderNotices(folders) {
  const notices = folders.map(readNotice);
  const parts = notices.map(({ name, version, license, texts }) =>
    [
      `## ${name} ${version} (${license})`,
      ...(INSIDE.has(name) ? [INSIDE.get(name)] : []),
      ...texts.map((text) => `\`\`\`text\n${text.trim()}\n\`\`\``),
    ].join('\n\n'),
  );
  const intro =
    'Groundwork ships parts of the packages below, each under its own licence. Groundwork itself is under the licence in LICENSE.';
  return `# Third-party notices\n\n${intro}\n\n${parts.join('\n\n')}\n`;
}

/**
 * @param {string} folder
 * @returns {Notice}
 */
function readNotice(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  if (!PERMISSIVE.has(license))
    throw new Error(`${name} ${version} is bundled under "${license}": look at it first`);
  const texts = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n'));
  if (texts.length === 0) {
    if (license !== 'MIT') throw new Error(`${name} ${version} is bundled and has no licence text`);
    const owner = typeof author === 'string' ? author : author?.name;
    texts.push(mitOf(owner ?? `the authors of ${name}`));
  }
  return { folder, name, version, license, texts };
}

/**
 * For a package that names the licence in its manifest only.
 * @param {string} owner
 */
function mitOf(owner) {
  const own = readFileSync(inRepo('LICENSE'), 'utf8');
  const permission = own.slice(own.indexOf('Permission is hereby granted'));
  return `MIT License (named in the package's manifest, which comes without a text)\n\nCopyright (c) ${owner}\n\n${permission}`;
}

/**
 * The metafiles that the build left in a folder.
 * @param {string} folder
 * @returns {{ inputs: Record<string, unknown> }[]}
 */
export function readMetafiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^meta-.*\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
}
