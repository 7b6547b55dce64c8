/** @typedef {(line: string) => void} Log */

const started = Date.now();

/**
 * Prints a progress line with the seconds since the script began.
 * @type {Log}
 */
export function log(line) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`[${seconds}s] ${line}\n`);
}

/**
 * Announces a step, does it and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {Log} [print]
 * @returns {Promise<T>}
 */
export async function step(title, work, print = log) {
  print(`${title} ...`);
  const began = Date.now();
  const result = await work();
  print(`${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
