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
