import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processStat } from '../../src/platform/processes/processStat';
import { CliWorkspace, finished } from './support';
import { until } from '../fakes/until';

const GENERATE = ['generate', 'fullstack', 'product', '--fields', 'name:string(64)!', '--trust'] as const;

/** Whether the system tells of any process how it is and when it began; a next command can end what a killed one left. */
const TELLS = processStat(process.pid) !== undefined;

/** The proof has one check: a tool that never ends the first time, and says its id. */
class EndlessWorkspace extends CliWorkspace {
  private readonly tool = path.join(this.folder, 'tool');

  constructor() {
    super();
    const file = JSON.stringify(this.tool);
    const script = `const files = require('node:fs');
      if (files.existsSync(${file})) process.exit(0);
      files.writeFileSync(${file}, String(process.pid));
      setInterval(() => undefined, 1000);`;
    const custom = { endless: { command: ['node', '-e', script] } };
    mkdirSync(path.join(this.root, '.groundwork'));
    writeFileSync(
      path.join(this.root, '.groundwork/config.yaml'),
      JSON.stringify({ verification: { checks: ['custom'], custom } }),
    );
  }

  async untilItProves(): Promise<void> {
    await until(() => existsSync(this.tool) && readFileSync(this.tool, 'utf8') !== '', 'the tool to run');
  }

  toolRuns(): boolean {
    const pid = Number(readFileSync(this.tool, 'utf8'));
    if (TELLS) return !['Z', undefined].includes(processStat(pid)?.state);
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  async proof(run: string): Promise<string> {
    const { stdout } = await this.runHere('report', run);
    return /\| (?:Proof|endless) .*/.exec(stdout)?.[0] ?? stdout;
  }
}

describe('the command line while it proves', function () {
  this.timeout(120_000);
  let workspace: EndlessWorkspace;

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    workspace = new EndlessWorkspace();
  });
  afterEach(() => workspace.dispose());

  // Windows ends a process that is asked by another one without asking it.
  if (process.platform !== 'win32') {
    it('ends with its tools on Ctrl-C, accepts nothing, and the proof begins again on resume', async () => {
      const before = workspace.tree();
      const child = workspace.start(...GENERATE, '--yes');
      const ended = finished(child);
      await workspace.untilItProves();
      child.kill('SIGINT');
      const { code } = await ended;
      assert.equal(code, 1);
      assert.ok(!workspace.toolRuns(), 'the tool still runs');
      assert.deepEqual([...workspace.tree()], [...before]);
      const [run] = (await workspace.runHere('runs')).last['runs'] as readonly {
        run: string;
        status: string;
      }[];
      assert.equal(run?.status, 'review');
      assert.match(await workspace.proof(run.run), /Proof .*not checked.*cancelled/);
      await workspace.runHere('resume', run.run);
      assert.match(await workspace.proof(run.run), /endless .*passed/);
    });
  }

  if (TELLS) {
    it('leaves its tools to the next command when it is killed', async () => {
      const child = workspace.start(...GENERATE);
      const ended = finished(child);
      await workspace.untilItProves();
      child.kill('SIGKILL');
      await ended;
      assert.ok(workspace.toolRuns(), 'it outlives its host');
      const [run] = (await workspace.runHere('runs')).last['runs'] as readonly { run: string }[];
      assert.ok(!workspace.toolRuns(), 'the tool still runs');
      assert.match(await workspace.proof(run?.run ?? ''), /Proof .*not checked.*ended before it did/);
    });
  }
});
