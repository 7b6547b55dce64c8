import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/browser.mjs';
import { inCache, repoRoot } from '../../../scripts/lib/paths.mjs';
import { freshWorkspace } from '../../../scripts/lib/sampleWorkspace.mjs';
import { workbenchAddress } from '../../../scripts/vscode/address.mjs';
import { writeUserSettings } from '../../../scripts/vscode/settings.mjs';
import { Editors } from './editor';
import { findNotification, type Notification } from './notification';
import { QuickInput } from './quickInput';
import { testServer, type Trust } from './testServer';
import { Tree } from './tree';
import { waitFor } from './waitFor';
import { findWebview } from './webviews';

export interface OpenOptions {
  /** An absolute folder, or the file of a workspace with several; a fresh copy of the sample when not given. */
  readonly workspace?: string;
  readonly trust?: Trust;
  /** User settings on top of the quiet ones of every test. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of the extensions that are installed; ours alone when not given. */
  readonly extensions?: readonly string[];
  /** Variables of the server and of its extension hosts; a server of its own for each set. */
  readonly env?: Readonly<Record<string, string>>;
}

const VIEWPORT = { width: 1400, height: 900 };
const ACTION_TIMEOUT_MS = 20_000;
/** Commands appear once the extension host has read the manifest. */
const COMMAND_TIMEOUT_MS = 60_000;
/** The first wait for a search; each one after it is twice as long: the tools of a proof may hold the processor. */
const SEARCH_TIMEOUT_MS = 4_000;

let browser: Promise<Browser> | undefined;

/** Opens a workbench of its own, with a new browser profile, and waits until it can be used. */
export async function openWorkbench(options: OpenOptions = {}): Promise<Workbench> {
  const workspace = options.workspace ?? freshWorkspace(`ui-${String(Date.now())}`);
  const server = await testServer({
    trust: options.trust ?? 'trusted',
    extensions: options.extensions ?? [repoRoot],
    env: options.env ?? {},
  });
  writeUserSettings(server.dataDir, options.settings);
  const context = await (await (browser ??= launchBrowser())).newContext({ viewport: VIEWPORT });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  const page = await context.newPage();
  await page.goto(workbenchAddress({ serverUrl: server.url, folder: workspace }));
  const workbench = new Workbench(workspace, page, context);
  await workbench.waitUntilReady();
  return workbench;
}

/** A real VS Code with the extension, driven as a person would. */
export class Workbench {
  readonly workspace: string;
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly editors: Editors;
  readonly #context: BrowserContext;

  constructor(workspace: string, page: Page, context: BrowserContext) {
    this.workspace = workspace;
    this.page = page;
    this.#context = context;
    this.quickInput = new QuickInput(page);
    this.editors = new Editors(page);
  }

  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ state: 'visible' });
    await this.page.locator('.statusbar-item').first().waitFor({ state: 'visible' });
  }

  /** Runs the command with this label, category included ('Groundwork: Add field'). */
  async palette(command: string): Promise<void> {
    const deadline = Date.now() + COMMAND_TIMEOUT_MS;
    while (Date.now() < deadline) {
      await this.page.keyboard.press('F1');
      await this.quickInput.type(`>${command}`);
      if (await this.quickInput.waitForItem(command, 1_500)) {
        await this.quickInput.pick(command);
        // The command may open a box of its own in the same place: what is typed next must not go into this one.
        await waitFor(async () => !(await this.quickInput.isPalette()), { what: 'the palette to close' });
        return;
      }
      await this.quickInput.cancel();
    }
    throw new Error(`The palette has no command '${command}'`);
  }

  /** Opens a file of the workspace in an editor. */
  async openFile(relativePath: string): Promise<void> {
    const name = path.basename(relativePath);
    const tab = this.page.locator('.tabs-container .tab.active', { hasText: name });
    const deadline = Date.now() + COMMAND_TIMEOUT_MS;
    for (let patience = SEARCH_TIMEOUT_MS; Date.now() < deadline; patience *= 2) {
      await this.page.keyboard.press('Control+P');
      await this.quickInput.type(path.join(this.workspace, relativePath));
      // A box that opened while the editor was busy may stay empty: asking again is quicker than waiting.
      if (await this.quickInput.waitForFirstItem(name, patience)) {
        await this.quickInput.accept();
        const isThere = await tab.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
        if (isThere) return;
      }
      await this.quickInput.cancel();
    }
    throw new Error(`Quick open does not find ${relativePath}`);
  }

  codeLenses(): Promise<string[]> {
    return this.editors.codeLenses();
  }

  clickLens(text: string | RegExp, nth = 0): Promise<void> {
    return this.editors.clickLens(text, nth);
  }

  notification(text: string | RegExp): Promise<Notification> {
    return findNotification(this.page, text);
  }

  tree(view: string): Tree {
    return new Tree(this.page, view);
  }

  webviewFrame(title: string): FrameLocator {
    return findWebview(this.page, title);
  }

  /** Clicks a button of the modal dialogue that is open, or will be. */
  async clickDialog(button: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true }).click();
    await this.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  }

  /** Clicks a view container's icon in the activity bar. */
  async openSidebar(name: string): Promise<void> {
    await this.page.locator(`.activitybar .action-item a[aria-label^="${name}"]`).first().click();
  }

  /** Lifts Restricted Mode, as a person would on the page about it. */
  async trustFolder(): Promise<void> {
    await this.palette('Workspaces: Manage Workspace Trust');
    await this.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: 'Trust', exact: true })
      .click();
    await this.restrictedMode().waitFor({ state: 'hidden' });
  }

  /** The item in the status bar that says so. */
  restrictedMode(): Locator {
    return this.page.locator('.statusbar-item', { hasText: 'Restricted Mode' });
  }

  /** Saves a picture of the window as `.cache/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(inCache('screenshots'), `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
