import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from '../../../scripts/lib/paths.mjs';
import { processStat } from '../../../src/platform/processes/processStat';
import { generate } from '../../output/support/groundwork';
import { tempFolder } from '../../output/support/folders';
import { WriteControl, buildWritePoints } from '../../recovery/writePlan';
import { hashTree, textsBelow } from './hashTree';
import { LINE, pendingHunks, pictureFailures, startGeneration, until, waitForReview } from './screens';
import { shop } from './shopWorkspace';
import { waitFor } from './waitFor';
import { openWorkbench, type Workbench } from './workbench';

/** VS Code takes NODE_OPTIONS away from its extension hosts; an extension runs in the process of the others. */
const MANIFEST = {
  name: 'write-points',
  publisher: 'groundwork-tests',
  version: '1.0.0',
  engines: { vscode: '^1.90.0' },
  main: './extension.js',
  activationEvents: ['*'],
};
const RESTART_MS = 90_000;
/** The runs of a workspace are in the tree by then. */
const LOADING_MS = 15_000;
const RUN = 'Fullstack entity';
/** How far a command is when its extension host dies, as a share of its writes. */
const SHARES =
  process.env['SOAK'] === undefined ? [0.6] : Array.from({ length: 20 }, (_, n) => (n + 0.5) / 20);

/** The extension host of the real editor dies by -9 at one of its writes; VS Code starts another one by itself. */
describe('kill -9 of the extension host', () => {
  const extension = tempFolder('write-points');
  let expected: ReadonlyMap<string, string>;
  let untouched: string;
  let control: WriteControl;
  let workbench: Workbench;
  const writes = { generate: 0, accept: 0, rollback: 0 };

  before(async () => {
    await buildWritePoints(path.join(extension, 'extension.js'));
    writeFileSync(path.join(extension, 'package.json'), JSON.stringify(MANIFEST));
    const other = shop();
    await generate(other, 'product', LINE.replace('product ', ''));
    expected = textsBelow(other);
  });

  beforeEach(async () => {
    const workspace = shop();
    untouched = hashTree(workspace);
    // A server of its own: extension hosts of earlier windows live on for a while, and would count too.
    control = new WriteControl(tempFolder('control'), [workspace, 'groundwork.groundwork']);
    workbench = await openWorkbench({
      workspace,
      settings: { 'files.autoSave': 'off' },
      extensions: [repoRoot, extension],
      env: control.env(),
    });
  });

  pictureFailures(() => workbench);

  afterEach(() => workbench.close());

  /** Waits until the run in the tree says one of these, and answers which. */
  const says = (...descriptions: readonly string[]): Promise<string> =>
    waitFor(
      async () => {
        const run = (await workbench.tree('Runs').items()).find(({ label }) => label.includes(RUN));
        return descriptions.find((description) => run?.description.includes(description) === true);
      },
      { timeoutMs: RESTART_MS, what: `the run says '${descriptions.join("' or '")}'` },
    );
  const acceptFromTree = async (): Promise<void> => {
    await workbench.tree('Runs').clickAction(RUN, 'Accept All');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await until('it is accepted, or killed', async () => {
      if (await dialog.isVisible()) await workbench.page.keyboard.press('Enter');
      return control.killed() || (await pendingHunks(workbench)) === 0;
    });
  };
  const rollBackFromTree = async (): Promise<void> => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    // A menu that has only just opened, or over a row that is redrawn, takes no click.
    await until(
      'it asks',
      async () => {
        await workbench.tree('Runs').chooseAction(RUN, 'Roll Back Run');
        return dialog.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      },
      RESTART_MS,
    );
    await workbench.clickDialog('Roll Back Everything');
  };
  const holdsTheProposal = (): void => {
    const actual = textsBelow(workbench.workspace);
    assert.deepEqual([...actual.keys()].sort(), [...expected.keys()].sort());
    for (const [name, text] of expected) assert.equal(actual.get(name), text, name);
  };
  const isUntouched = (): Promise<void> =>
    until('every byte is back', () => hashTree(workbench.workspace) === untouched, RESTART_MS);
  /** Does something that ends with the death of the extension host. */
  const killedDuring = async (write: number, work: () => Promise<void>): Promise<void> => {
    assert.ok(write > 0, 'the writes were counted');
    const before = control.processes().length;
    control.arm(write);
    await work();
    await until(`it died at write ${String(write)}`, () => control.killed(), RESTART_MS);
    control.disarm();
    // Until then the tree shows what the dead one said last.
    await until('VS Code started another one', () => control.processes().length > before, RESTART_MS);
  };

  /** The dialogue may go down with the host. */
  const generateUntilKilled = (): Promise<void> =>
    startGeneration(workbench, LINE).catch((failure: unknown) => {
      if (!control.killed()) throw failure;
    });
  /** Whether the tree has the run; where the host died before there was one, it never will. */
  const hasRun = async (): Promise<boolean> => {
    await workbench.page.keyboard.press('Escape');
    const tree = workbench.tree('Runs');
    if (!(await tree.isVisible())) await workbench.openSidebar('Groundwork');
    return waitFor(async () => ((await tree.items()).length > 0 ? true : undefined), {
      what: 'a run',
      timeoutMs: LOADING_MS,
    }).catch(() => false);
  };

  it('counts the writes of a run that nothing disturbs', async () => {
    control.arm(0);
    await startGeneration(workbench, LINE);
    await waitForReview(workbench);
    writes.generate = control.points().length;
    control.arm(0);
    await acceptFromTree();
    await says('completed');
    writes.accept = control.points().length;
    holdsTheProposal();
    control.arm(0);
    await rollBackFromTree();
    await says('rolled back');
    writes.rollback = control.points().length;
    await isUntouched();
    assert.ok(writes.generate > 100 && writes.accept > 20 && writes.rollback > 10, JSON.stringify(writes));
  });

  it('while it proves: the tools end, and the proof begins again by itself', async () => {
    const tool = path.join(tempFolder('check'), 'pid');
    // The first time it never ends.
    const check = `const files = require('node:fs');
      if (files.existsSync(${JSON.stringify(tool)})) process.exit(0);
      files.writeFileSync(${JSON.stringify(tool)}, String(process.pid));
      setInterval(() => undefined, 1000);`;
    const config = {
      verification: { checks: ['custom'], custom: { endless: { command: ['node', '-e', check] } } },
    };
    mkdirSync(path.join(workbench.workspace, '.groundwork'));
    writeFileSync(path.join(workbench.workspace, '.groundwork/config.yaml'), JSON.stringify(config));
    await startGeneration(workbench, LINE);
    await waitForReview(workbench);
    await until('the tool runs', () => existsSync(tool) && readFileSync(tool, 'utf8') !== '', RESTART_MS);
    const pid = Number(readFileSync(tool, 'utf8'));
    const hosts = control.processes();
    process.kill(hosts.at(-1) ?? 0, 'SIGKILL');
    await until('VS Code started another one', () => control.processes().length > hosts.length, RESTART_MS);
    const panel = workbench.webviewFrame('Progress');
    await panel
      .locator('groundwork-evidence li', { hasText: 'endless passed' })
      .waitFor({ timeout: RESTART_MS });
    const state = processStat(pid)?.state ?? 'none';
    assert.ok(state === 'none' || state === 'Z', `the tool of the killed host still runs: ${state}`);
    const again = panel.getByRole('button', { name: 'Run checks again' });
    await again.click();
    await again.waitFor({ state: 'hidden' });
    await again.waitFor();
    await panel.locator('groundwork-evidence li', { hasText: 'endless passed' }).waitFor();
  });

  for (const share of SHARES) {
    it(`while it generates: resume in the tree ends in the same bytes, at ${String(share)}`, async () => {
      await killedDuring(Math.ceil(writes.generate * share), generateUntilKilled);
      assert.equal(hashTree(workbench.workspace), untouched);
      if (!(await hasRun())) {
        await startGeneration(workbench, LINE);
      } else if ((await says('interrupted', 'pending')) === 'interrupted') {
        await workbench.webviewFrame('Progress').getByRole('button', { name: 'Resume' }).waitFor();
        await workbench.tree('Runs').clickAction(RUN, 'Resume Run');
      }
      await waitForReview(workbench);
      assert.equal(hashTree(workbench.workspace), untouched);
      await acceptFromTree();
      await says('completed');
      holdsTheProposal();
    });

    it(`while it accepts and rolls back: the same bytes, then the first ones, at ${String(share)}`, async () => {
      await startGeneration(workbench, LINE);
      await waitForReview(workbench);
      await killedDuring(Math.ceil(writes.accept * share), acceptFromTree);
      await until(
        'the run is completed, by the recovery or by accepting again',
        async () => {
          if (await workbench.page.locator('.monaco-dialog-box').isVisible()) {
            await workbench.page.keyboard.press('Enter');
            return false;
          }
          if ((await says('pending', 'completed')) === 'completed') return true;
          await workbench.tree('Runs').tryAction(RUN, 'Accept All');
          return false;
        },
        RESTART_MS,
      );
      holdsTheProposal();
      await killedDuring(Math.ceil(writes.rollback * share), rollBackFromTree);
      if ((await says('pending', 'completed', 'rolled back')) !== 'rolled back') await rollBackFromTree();
      await says('rolled back');
      await isUntouched();
    });
  }
});
