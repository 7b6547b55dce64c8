import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { HealthItem } from '../../src/core/model/healthItem';
import { CliWorkspace } from './support';

describe('groundwork doctor', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  beforeEach(() => {
    workspace = new CliWorkspace();
  });
  afterEach(() => workspace.dispose());

  function configure(text: string): void {
    mkdirSync(path.join(workspace.root, '.groundwork'), { recursive: true });
    writeFileSync(path.join(workspace.root, '.groundwork', 'config.yaml'), text);
  }

  async function doctor(...args: readonly string[]) {
    const { code, stdout, last } = await workspace.runHere('doctor', ...args);
    const items = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as HealthItem);
    return { code, last, of: (name: string) => items.find((item) => item.name === name) };
  }

  it('says that nothing is wrong, and makes nothing where nothing was run', async () => {
    const before = workspace.tree();
    const { code, last, of } = await doctor();
    assert.equal(code, 0);
    assert.deepEqual([last['kind'], last['status']], ['result', 'healthy']);
    assert.equal(of('trust')?.status, 'notice');
    assert.match(of('run store')?.detail ?? '', /Nothing was run/);
    assert.match(of('retention')?.detail ?? '', /artifacts\.keptRuns 50/);
    assert.ok(of('models')?.suggestion?.includes('models.default'));
    assert.deepEqual(workspace.tree(), before);
    assert.deepEqual(readdirSync(workspace.folder).sort(), ['shop'], 'no data folder');
  });

  it('looks at the store, and at tools only when the folder is trusted', async () => {
    await workspace.runHere('generate', 'fullstack', 'brand', '--fields', 'name:string(9)!', '--no-verify');
    const untrusted = await doctor();
    for (const name of ['run store', 'holder', 'disk', 'size', 'privacy'])
      assert.equal(untrusted.of(name)?.status, 'good', name);
    assert.match(untrusted.of('run store')?.detail ?? '', /^1 run,/);
    assert.match(untrusted.of('waiting')?.detail ?? '', /^1 wait/);
    assert.equal(untrusted.of('eslint (frontend)'), undefined);
    const bin = path.join(workspace.root, 'frontend', 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'tsc'), '#!/bin/sh\necho Version 9.9\n', { mode: 0o755 });
    writeFileSync(path.join(bin, 'eslint'), '#!/bin/sh\necho broken >&2; exit 3\n', { mode: 0o755 });
    const { code, of } = await doctor('--trust');
    assert.equal(code, 1);
    assert.match(of('tsc (frontend)')?.detail ?? '', /^Version 9\.9/);
    assert.equal(of('eslint (frontend)')?.status, 'bad');
    assert.match(of('eslint (frontend)')?.detail ?? '', /ended with 3: broken/);
    assert.equal(of('mypy (backend)')?.status, 'notice', 'one on the PATH is not what the proof would run');
  });

  it('says of each thing that is wrong what to do, and goes on', async () => {
    await workspace.runHere('generate', 'fullstack', 'brand', '--fields', 'name:string(9)!', '--no-verify');
    configure('execution: { maxRetries: 99 }\n');
    const records = path.join(workspace.data, 'groundwork', 'stores');
    const folder = readdirSync(records).find((name) => !name.endsWith('.json')) ?? '';
    for (const name of readdirSync(path.join(records, folder)).filter((file) => file.endsWith('.sqlite')))
      writeFileSync(path.join(records, folder, name), 'no database');
    for (const name of readdirSync(path.join(records, folder)).filter((file) => file.startsWith('journal')))
      writeFileSync(path.join(records, folder, name), '');
    const { code, last, of } = await doctor();
    assert.equal(code, 1);
    assert.equal(last['message'], '2 things are wrong.');
    assert.match(of('configuration')?.detail ?? '', /config\.yaml:1:\d+: `execution\.maxRetries` is 99/);
    assert.equal(of('run store')?.status, 'bad');
    assert.match(of('run store')?.suggestion ?? '', /Move the folder away/);
    assert.equal(of('disk')?.area, 'store');
  });

  it('asks servers of models for their list only, and others than this machine not at all', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.end('{"models":[{"name":"small:latest"},{"name":"larger"}]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    configure(
      `models:\n  default: ollama/small\n  ollamaEndpoint: ${address}\n  agents: { planner: ollama/large, executor: openai/x, verifier: vscode/y }\n  openaiEndpoint: http://192.0.2.1\n`,
    );
    const { of } = await doctor('--trust');
    server.close();
    assert.equal(of('ollama/small')?.status, 'good');
    assert.match(of('ollama/large')?.detail ?? '', /does not list it/);
    assert.match(of('openai/x')?.detail ?? '', /was not asked/);
    assert.match(of('vscode/y')?.detail ?? '', /is not here/);
    assert.deepEqual([...new Set(asked)], ['GET /api/tags']);
  });
});
