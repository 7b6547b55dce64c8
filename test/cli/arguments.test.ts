import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { copyAssets } from '../../scripts/build/assets.mjs';
import { targets } from '../../scripts/build/targets.mjs';

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command line as a person starts it: a process of its own, in an empty folder, with an empty home. */
describe('the command line, its arguments', function () {
  this.timeout(60_000);
  let folder: string;
  let workspace: string;
  let cli: string;

  before(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'groundwork-cli-')));
    workspace = mkdtempSync(path.join(folder, 'workspace-'));
    const dist = path.join(folder, 'dist');
    cli = path.join(dist, 'cli.js');
    const options = { production: false, metafile: false, tests: false };
    const target = targets(options, dist).find(({ name }) => name === 'cli');
    assert.ok(target !== undefined);
    await build(target.config);
    copyAssets(path.join(dist, 'assets'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function groundwork(...args: readonly string[]): Answer {
    const env = {
      PATH: process.env['PATH'],
      HOME: path.join(folder, 'home'),
      XDG_DATA_HOME: path.join(folder, 'data'),
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: workspace,
      env,
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  }

  const HELP: readonly (readonly string[])[] = [[], ['help'], ['--help'], ['-h'], ['generate', '--help']];
  for (const args of HELP) {
    it(`explains itself: ${args.join(' ') || '(nothing)'}`, () => {
      const { code, out } = groundwork(...args);
      assert.equal(code, 0);
      for (const part of [
        'generate fullstack <name>',
        'add-field',
        '--workspace DIR',
        'Exit codes: 0 done',
      ]) {
        assert.ok(out.includes(part), part);
      }
    });
  }

  it('says its version', () => {
    const { code, out } = groundwork('version');
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  /** Arguments, what the error says. */
  const BAD: readonly (readonly [readonly string[], RegExp])[] = [
    [['frobnicate'], /There is no command frobnicate\.\nSee "groundwork help"/],
    [['generate'], /Write "groundwork generate fullstack <name>"/],
    [['generate', 'fullstack'], /Write "groundwork generate fullstack <name>"/],
    [['generate', 'fullstack', 'a', 'b'], /Write "groundwork generate fullstack <name>"/],
    [['generate', 'crud', 'product'], /"generate crud" is not known/],
    [['generate', 'fullstack', 'product', '--fields', 'a:int', '--spec', 'x.yaml'], /exclude each other/],
    [['generate', 'fullstack', 'product', '--feilds', 'a:int'], /--feilds/],
    [['generate', 'fullstack', 'product', '--fields'], /--fields/],
    [['generate', 'fullstack', 'product', '--only', 'middle'], /--only backend or --only frontend/],
    [['add-field', 'product'], /add-field <entity> '<shorthand>'/],
    [['show'], /Write "groundwork show RUN"/],
    [['show', 'a', 'b'], /Write "groundwork show RUN"/],
    [['accept'], /Write "groundwork accept RUN \[PATH\.\.\.\]"/],
    [['reject'], /Write "groundwork reject RUN \[PATH\.\.\.\]"/],
    [['answer', 'run', 'question'], /answer RUN QUESTION OPTION/],
    [['runs', 'all'], /Write "groundwork runs \[--status STATUS\] \[--archived\]"/],
    [['runs', '--workspace', 'no-such-folder'], /There is no folder no-such-folder/],
  ];
  for (const [args, message] of BAD) {
    it(`refuses: ${args.join(' ')}`, () => {
      const { code, out, err } = groundwork(...args);
      assert.equal(code, 2, err);
      assert.equal(out, '');
      assert.match(err, message);
      assert.doesNotMatch(err, /\n\s+at /, 'no stack is shown');
    });
  }

  it('reports bad input as one JSON object a line', () => {
    const { code, out, err } = groundwork('frobnicate', '--json');
    assert.equal(code, 2);
    assert.equal(err, '');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(lines, [
      {
        kind: 'error',
        code: 'invalidInput',
        message: 'There is no command frobnicate.',
        suggestion: 'See "groundwork help".',
      },
    ]);
  });

  it('writes nothing to the workspace for any of these', () => {
    writeFileSync(path.join(workspace, 'own.txt'), 'own');
    groundwork('generate', 'fullstack', '--yes');
    assert.deepEqual(readdirSync(workspace), ['own.txt']);
  });
});
