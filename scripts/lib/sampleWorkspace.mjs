import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inCache, inRepo } from './paths.mjs';

/** What a tool made, and what a copy makes anew or links. */
const NOT_COPIED = new Set([
  '.venv',
  'node_modules',
  '.next',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
]);

/**
 * A fresh copy of the sample workspace for one use, below the cache.
 * @param {string} name
 * @returns {string} its absolute path
 */
export function freshWorkspace(name) {
  const target = inCache('test', 'workspaces', name);
  rmSync(target, { recursive: true, force: true });
  copySample(target);
  return target;
}

/** @param {string} target */
export function copySample(target) {
  copyFixture('shop', target);
}

/**
 * @param {'shop' | 'warehouse'} name
 * @param {string} target
 */
export function copyFixture(name, target) {
  const source = inRepo('test', 'fixtures', name);
  mkdirSync(target, { recursive: true });
  if (!existsSync(source)) return;
  cpSync(source, target, { recursive: true, filter: (file) => !NOT_COPIED.has(path.basename(file)) });
}
