import Mocha from 'mocha';
import { reportLine, type HostEvent } from './report';

/** A file of tests, imported when mocha's globals are there. */
export type TestModule = () => Promise<unknown>;

const TIMEOUT_MS = 30_000;

/** Prints nothing: the events are the report. */
class SilentReporter extends Mocha.reporters.Base {}

/**
 * Runs the suite inside the extension host. Each result leaves as one line on the console, which the workbench hands
 * to the runner outside; a rejection makes the workbench exit with 1.
 */
export async function runHostTests(modules: readonly TestModule[]): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT_MS, reporter: SilentReporter });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of modules) await load();

  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => {
      send({ kind: 'pass', title: test.titlePath(), ms: test.duration ?? 0 });
    });
    runner.on('pending', (test) => {
      send({ kind: 'skip', title: test.titlePath() });
    });
    runner.on('fail', (test, error: unknown) => {
      send({ kind: 'fail', title: test.titlePath(), error: describeError(error) });
    });
  });
  send({ kind: 'end' });
  if (failures > 0) throw new Error(`${String(failures)} tests failed`);
}

function send(event: HostEvent): void {
  console.log(reportLine(event));
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nBecause of: ${describeError(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
