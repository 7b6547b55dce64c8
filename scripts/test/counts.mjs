/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Readonly<Counts>} */
export const NONE = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (left, right) => ({
      passed: left.passed + right.passed,
      failed: left.failed + right.failed,
      skipped: left.skipped + right.skipped,
    }),
    NONE,
  );
}

/**
 * Where nobody watches, a skipped test is one that nobody will ever see run.
 * @param {Counts} counts
 * @returns {Counts}
 */
export function skippedAsFailed(counts) {
  return { passed: counts.passed, failed: counts.failed + counts.skipped, skipped: 0 };
}

/** @param {Counts} counts */
export function format(counts) {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}
