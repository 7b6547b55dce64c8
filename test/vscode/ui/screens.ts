import { waitFor } from './waitFor';
import type { Workbench } from './workbench';

/** The entity of the README. */
export const LINE =
  'product name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';

const READY_MS = 30_000;

/** Waits until something is true; `what` is for the message when it never is. */
export async function until(
  what: string,
  check: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<void> {
  await waitFor(async () => ((await check()) ? true : undefined), { what, timeoutMs });
}

/** Goes through the dialogue: the line, then the plan, as it is. */
export async function startGeneration(workbench: Workbench, line: string): Promise<void> {
  await workbench.palette('Groundwork: Generate Fullstack Entity...');
  await workbench.quickInput.type(line);
  const { quickInput } = workbench;
  await until(
    'the line is fine',
    async () => (await quickInput.message()).includes('files to come'),
    READY_MS,
  );
  await quickInput.accept();
  await until('the plan is shown', async () => (await quickInput.items()).includes('Generate'));
  await quickInput.accept();
}

/** What the status bar says. */
export async function pendingHunks(workbench: Workbench): Promise<number> {
  const texts = await workbench.page.locator('.statusbar-item', { hasText: 'pending' }).allInnerTexts();
  return Number(/\d+/.exec(texts.join())?.[0] ?? 0);
}

/** Waits until the run of the panel has a proposal. */
export async function waitForReview(workbench: Workbench): Promise<void> {
  await workbench.webviewFrame('Progress').getByText('ready for your review').waitFor({ timeout: READY_MS });
  await until('its hunks are counted', async () => (await pendingHunks(workbench)) > 0);
}

/** Accepts everything by the panel's button, also while the proof is under way. */
export async function acceptAll(workbench: Workbench): Promise<void> {
  await workbench.webviewFrame('Progress').getByRole('button', { name: 'Accept all' }).click();
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await until(
    'nothing is pending',
    async () => {
      if (await dialog.isVisible()) await workbench.page.keyboard.press('Enter');
      return (await pendingHunks(workbench)) === 0;
    },
    READY_MS,
  );
}

/** A picture of the window for each test that fails. */
export function pictureFailures(workbench: () => Workbench | undefined): void {
  afterEach(async function () {
    const title = this.currentTest?.title.replaceAll(/[^a-z0-9]+/gi, '-') ?? '';
    if (this.currentTest?.state === 'failed') await workbench()?.screenshot(`failed-${title}`);
  });
}
