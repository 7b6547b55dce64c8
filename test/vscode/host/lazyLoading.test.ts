import { strict as assert } from 'node:assert';
import { readdirSync, statSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';

const ID = 'groundwork.groundwork';
const scriptSchema = z.object({ params: z.object({ url: z.string(), length: z.number() }) });

/** Every script and WebAssembly module that this process has compiled, as its own debugger lists them. */
function compiled(): { readonly urls: readonly string[]; readonly sizes: ReadonlySet<number> } {
  const session = new Session();
  const scripts: { readonly url: string; readonly length: number }[] = [];
  session.connect();
  session.on('Debugger.scriptParsed', (event: unknown) => {
    const parsed = scriptSchema.safeParse(event);
    if (parsed.success) scripts.push(parsed.data.params);
  });
  session.post('Debugger.enable');
  session.post('Debugger.disable');
  session.disconnect();
  const wasm = scripts.filter(({ url }) => url.startsWith('wasm:'));
  return { urls: scripts.map(({ url }) => url), sizes: new Set(wasm.map(({ length }) => length)) };
}

describe('what is loaded', () => {
  const extension = vscode.extensions.getExtension(ID);
  const dist = path.join(extension?.extensionPath ?? '', 'dist');
  const loaded = (): { readonly ours: readonly string[]; readonly wasm: readonly string[] } => {
    const { urls, sizes } = compiled();
    const ours = urls.filter((url) => url.includes('/dist/'));
    const assets = readdirSync(path.join(dist, 'assets'), { recursive: true, encoding: 'utf8' });
    const wasm = assets
      .filter((name) => name.endsWith('.wasm'))
      .filter((name) => sizes.has(statSync(path.join(dist, 'assets', name)).size));
    return { ours: ours.filter((url) => url.startsWith('file:') || url.startsWith('/')), wasm };
  };
  const isHeavy = (url: string): boolean => /sql\.js|simple-git|langchain|tree-sitter/.test(url);

  it('is the entry alone after activation', async () => {
    assert.ok(extension !== undefined);
    await extension.activate();
    const { ours, wasm } = loaded();
    assert.ok(
      ours.some((url) => url.endsWith('dist/extension.js')),
      ours.join(),
    );
    assert.deepEqual(ours.filter(isHeavy), []);
    assert.deepEqual(wasm, []);
  });

  it('is the database and the parsers once a command needs them', async () => {
    await vscode.commands.executeCommand('groundwork.generateFullstack', {
      shorthand: 'gadget name:string(64)!',
    });
    const { ours, wasm } = loaded();
    assert.ok(ours.some(isHeavy), ours.join());
    assert.ok(wasm.length > 0, 'the probe sees WebAssembly modules');
  });
});
