import { openWorkbench } from '../test/vscode/ui/workbench';

/**
 * `node --import=tsx bench/activation.ts COUNT` opens so many windows of a real VS Code, one after another, and prints how
 * long the extension's activation took in each, in milliseconds, as VS Code itself measured it.
 */
async function main(count: number): Promise<void> {
  const times: number[] = [];
  for (let left = count; left > 0; left -= 1) times.push(await activationTime());
  // Browser and server end with the process.
  process.stdout.write(`${JSON.stringify(times)}\n`, () => process.exit());
}

async function activationTime(): Promise<number> {
  const workbench = await openWorkbench();
  try {
    await workbench.palette('Developer: Show Running Extensions');
    const row = workbench.page.locator('.runtime-extensions-editor .extension', { hasText: 'Groundwork' });
    const text = await row.locator('.activation-time').textContent();
    const [, milliseconds] = /(\d+)\s*ms/.exec(text ?? '') ?? [];
    if (milliseconds === undefined) throw new Error(`VS Code says of the activation: ${text ?? 'nothing'}`);
    return Number(milliseconds);
  } finally {
    await workbench.close();
  }
}

void main(Number(process.argv[2] ?? '5'));
