import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether the work that `file` marks was finished with the same inputs.
 * @param {string} file
 * @param {string} inputs
 */
export function isStamped(file, inputs) {
  return existsSync(file) && readFileSync(file, 'utf8') === inputs;
}

/**
 * Does the work once per `inputs`. The stamp is written last, so that an interrupted attempt is taken up again.
 * @param {string} file
 * @param {string} inputs
 * @param {() => Promise<void>} work
 */
export async function once(file, inputs, work) {
  if (isStamped(file, inputs)) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, inputs);
}

/**
 * A digest of the files' contents; a missing file counts as empty.
 * @param {readonly string[]} files
 */
export function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(existsSync(file) ? readFileSync(file) : '').update('\0');
  return hash.digest('hex');
}
