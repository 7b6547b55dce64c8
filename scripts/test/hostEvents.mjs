/** @typedef {{ kind: 'pass', title: string[], ms: number }} Pass */
/** @typedef {{ kind: 'skip', title: string[] }} Skip */
/** @typedef {{ kind: 'fail', title: string[], error: string }} Fail */
/** @typedef {Pass | Skip | Fail | { kind: 'end' }} HostEvent see test/vscode/host/report.ts */

const MARK = '@@groundwork-test ';

/**
 * The report that a line of the extension host's console holds, if it is one.
 * @param {string} line
 * @returns {HostEvent | undefined}
 */
export function parseHostEvent(line) {
  const at = line.indexOf(MARK);
  return at === -1 ? undefined : JSON.parse(line.slice(at + MARK.length));
}

/** Counts what the extension host reports, and prints it as it comes. */
export class HostTally {
  counts = { passed: 0, failed: 0, skipped: 0 };
  ended = false;

  /** @param {HostEvent} event */
  take(event) {
    switch (event.kind) {
      case 'pass':
        this.counts.passed += 1;
        this.#print(`  ✔ ${event.title.join(' › ')} (${event.ms} ms)`);
        break;
      case 'skip':
        this.counts.skipped += 1;
        this.#print(`  - ${event.title.join(' › ')}`);
        break;
      case 'fail':
        this.counts.failed += 1;
        this.#print(`  ✘ ${event.title.join(' › ')}\n${event.error}`);
        break;
      case 'end':
        this.ended = true;
        break;
    }
  }

  /** @param {string} line */
  #print(line) {
    process.stdout.write(`${line}\n`);
  }
}
