// Runs mocha over files in a process of its own: `node --import tsx runMocha.mjs COUNTS_FILE FILE...`. A spec view
// streams to the terminal; the numbers go to COUNTS_FILE.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { NONE } from './counts.mjs';

const [countsFile, ...files] = process.argv.slice(2);
if (countsFile === undefined) throw new Error('Usage: runMocha.mjs COUNTS_FILE FILE...');

const counts = { ...NONE };

class CountingSpec extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.on('pass', () => (counts.passed += 1));
    // Failed hooks arrive here too: the tests that they kept from running are lost, so they count as failures.
    runner.on('fail', () => (counts.failed += 1));
    runner.on('pending', () => (counts.skipped += 1));
  }
}

const timeout = Number(process.env['GROUNDWORK_TEST_TIMEOUT'] ?? 10_000);
const mocha = new Mocha({ ui: 'bdd', reporter: CountingSpec, timeout, color: process.stdout.isTTY });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.run(() => {
  writeFileSync(countsFile, JSON.stringify(counts));
  // Servers and browsers that a failed test left open would keep this process alive; its exit ends them.
  process.exit(0);
});
