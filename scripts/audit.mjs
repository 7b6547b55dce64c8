// Known vulnerabilities of what is shipped: `npm audit` where the registry answers, told as not checked where it does not.
import { npmText } from './lib/run.mjs';

/** @typedef {{ name: string, severity: string, titles: string[] }} Vulnerability */
/**
 * @typedef {{ kind: 'checked', vulnerabilities: Vulnerability[] } | { kind: 'notChecked', reason: string }} Audit
 */

const TIMEOUT_MS = 60_000;
const QUICK = ['--fetch-retries=0', '--fetch-timeout=15000'];

/**
 * Asks the registry about the packages of the lock file and keeps those that are bundled.
 * @param {readonly string[]} bundled names, e.g. `@scope/thing`
 * @returns {Promise<Audit>}
 */
export async function auditBundled(bundled) {
  try {
    return readAudit(
      await npmText(['audit', '--json', '--package-lock-only', ...QUICK], TIMEOUT_MS),
      bundled,
    );
  } catch (failure) {
    return { kind: 'notChecked', reason: failure instanceof Error ? failure.message : String(failure) };
  }
}

/**
 * Reads what `npm audit --json` printed. What is no report is never taken for a clean one.
 * @param {string} text
 * @param {readonly string[]} bundled
 * @returns {Audit}
 */
export function readAudit(text, bundled) {
  const report = parse(text);
  if (report === null) return { kind: 'notChecked', reason: 'npm audit gave no answer' };
  const { vulnerabilities, message } = report;
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) {
    return { kind: 'notChecked', reason: typeof message === 'string' ? message : 'npm audit gave no report' };
  }
  const found = Object.entries(vulnerabilities).flatMap(([name, entry]) =>
    bundled.includes(name) ? [{ name, severity: String(entry.severity), titles: titlesOf(entry) }] : [],
  );
  return { kind: 'checked', vulnerabilities: found };
}

/**
 * The lines to print, and whether it may be shipped.
 * @param {Audit} audit
 * @param {number} count of bundled packages
 */
export function describeAudit(audit, count) {
  if (audit.kind === 'notChecked') {
    return { lines: [`Known vulnerabilities: not checked (${audit.reason}).`], isSound: true };
  }
  const { vulnerabilities } = audit;
  if (vulnerabilities.length === 0) {
    return { lines: [`Known vulnerabilities: none in ${count} bundled packages.`], isSound: true };
  }
  return {
    lines: vulnerabilities.map(
      ({ name, severity, titles }) => `Known vulnerability (${severity}): ${name}: ${titles.join('; ')}`,
    ),
    isSound: false,
  };
}

/**
 * @param {{ via?: unknown }} entry
 * @returns {string[]}
 */
function titlesOf({ via }) {
  const causes = Array.isArray(via) ? via : [];
  return causes.map((cause) =>
    typeof cause === 'string' ? `by ${cause}` : String(cause?.title ?? 'unnamed'),
  );
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | null}
 */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
