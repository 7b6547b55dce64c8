import path from 'node:path';
import { LAYERS, TEST_LAYERS, TEST_PACKAGES } from './layerTable.mjs';

/**
 * Why a file may not import something, or undefined when it may.
 * @param {string} importer path below the repository, forward slashes
 * @param {string} specifier as written in the import
 * @returns {string | undefined}
 */
export function importProblem(importer, specifier) {
  const layer = layerOf(importer);
  if (layer === undefined) {
    return importer.startsWith('src/') ? 'This file is in no layer of DESIGN.md' : undefined;
  }
  const isTest = importer.endsWith('.test.ts');
  return specifier.startsWith('.')
    ? relativeProblem(layer, importer, specifier, isTest)
    : packageProblem(layer, specifier, isTest);
}

/**
 * @param {import('./layerTable.mjs').Layer} layer
 * @param {string} importer
 * @param {string} specifier
 * @param {boolean} isTest
 */
function relativeProblem(layer, importer, specifier, isTest) {
  const target = path.posix.join(path.posix.dirname(importer), specifier);
  if (layer.layers === 'all' || isBelow(target, layer.path)) return undefined;
  const allowed = isTest ? [...layer.layers, ...TEST_LAYERS] : layer.layers;
  if (allowed.some((folder) => isBelow(target, folder))) return undefined;
  return `${layer.path} may not import ${layerOf(target)?.path ?? target}`;
}

/**
 * @param {import('./layerTable.mjs').Layer} layer
 * @param {string} specifier
 * @param {boolean} isTest
 */
function packageProblem(layer, specifier, isTest) {
  if (layer.packages === 'all') return undefined;
  const name = packageOf(specifier);
  // The core names no module of Node's, its tests neither: they assert with what every bundler can give them.
  if (layer.path === 'src/core' && name === 'node:') return `${layer.path} may not import the package node:`;
  const allowed = isTest ? [...layer.packages, ...TEST_PACKAGES] : layer.packages;
  return allowed.includes(name) ? undefined : `${layer.path} may not import the package ${name}`;
}

/** @param {string} file */
function layerOf(file) {
  return LAYERS.filter((layer) => isBelow(file, layer.path)).sort(
    (left, right) => right.path.length - left.path.length,
  )[0];
}

/**
 * Also for a file of the table imported without its extension.
 * @param {string} file
 * @param {string} folder
 */
function isBelow(file, folder) {
  return file === folder || file.startsWith(`${folder}/`) || `${file}.ts` === folder;
}

/** @param {string} specifier */
function packageOf(specifier) {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** @type {import('eslint').Rule.RuleModule} */
export const layersRule = {
  meta: { type: 'problem', docs: { description: "DESIGN.md: 'Who may import whom'" }, schema: [] },
  create(context) {
    const importer = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    /** @param {import('estree').Node | null | undefined} source */
    const check = (source) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = importProblem(importer, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => {
        check(node.source);
      },
      ExportNamedDeclaration: (node) => {
        check(node.source);
      },
      ExportAllDeclaration: (node) => {
        check(node.source);
      },
      ImportExpression: (node) => {
        check(node.source);
      },
    };
  },
};
