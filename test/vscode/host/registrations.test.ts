import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { GroundworkApi } from '../../../src/core/extensions/groundworkApi';

const CONFIG = 'models:\n  default: extension/canned/any\n';

/** examples/extension is installed beside the extension; examples/workspace is copied into the open folder. */
describe('what others give', function () {
  this.timeout(60_000);
  const root = (): vscode.Uri => {
    const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(uri !== undefined);
    return uri;
  };
  const inRoot = (...segments: readonly string[]): vscode.Uri => vscode.Uri.joinPath(root(), ...segments);
  const exists = (uri: vscode.Uri): Thenable<boolean> =>
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
  const textOf = async (uri: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const write = (uri: vscode.Uri, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

  let api: GroundworkApi;
  const added: vscode.Uri[] = [];

  before(async () => {
    const groundwork = vscode.extensions.getExtension<GroundworkApi>('groundwork.groundwork');
    assert.ok(groundwork !== undefined);
    api = await groundwork.activate();
    await vscode.extensions.getExtension('example.groundwork-example')?.activate();
    const example = vscode.Uri.joinPath(groundwork.extensionUri, 'examples', 'workspace');
    for (const segments of [
      ['.groundwork', 'agents'],
      ['.groundwork', 'workflows'],
      ['.groundwork', 'config.yaml'],
      ['checks'],
    ]) {
      const target = inRoot(...segments);
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(example, ...segments), target, { overwrite: true });
      added.push(target);
    }
    await write(inRoot('.groundwork', 'config.local.yaml'), CONFIG);
    added.push(inRoot('.groundwork', 'config.local.yaml'));
    // Both files are read, and in force, before the first run.
    await vscode.commands.executeCommand('groundwork.showPanel');
  });

  after(async () => {
    await vscode.commands.executeCommand('groundwork.rejectRun', { confirmed: true });
    for (const uri of added) await vscode.workspace.fs.delete(uri, { recursive: true });
  });

  /** The run ends in review: its files are there as soon as they are accepted. */
  async function runAndAccept(workflow: string, request: string, file: vscode.Uri): Promise<string> {
    await vscode.commands.executeCommand('groundwork.runWorkflow', { workflow, request });
    for (let look = 0; look < 200 && !(await exists(file)); look += 1) {
      await vscode.commands.executeCommand('groundwork.acceptRun', {
        dependencies: 'include',
        beforeProof: true,
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    added.push(file);
    return textOf(file);
  }

  const finding = async (message: RegExp): Promise<vscode.Diagnostic> => {
    for (let look = 0; look < 400; look += 1) {
      const all = vscode.languages.getDiagnostics().flatMap(([, found]) => found);
      const one = all.find((diagnostic) => message.test(diagnostic.message));
      if (one !== undefined) return one;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No problem says ${String(message)}`);
  };

  /** What has no place in a file is in the report. */
  async function saidInReport(words: RegExp): Promise<void> {
    let reports: readonly string[] = [];
    for (let look = 0; look < 100; look += 1) {
      await vscode.commands.executeCommand('groundwork.showReport');
      reports = vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === 'groundwork-report')
        .map((report) => report.getText());
      if (reports.some((report) => words.test(report))) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`No report says ${String(words)}:\n${reports.join('\n')}`);
  }

  it('is typed and versioned', () => {
    assert.equal(api.version, 1);
    assert.ok(Object.isFrozen(api));
  });

  it('lists agents with where they come from', async () => {
    const agents = await api.agents();
    const source = (id: string): string | undefined => agents.find((agent) => agent.id === id)?.source;
    assert.equal(source('release-notes'), 'workspace');
    assert.equal(source('glossary-writer'), 'extension');
    assert.equal(source('fastapi-entity'), 'built-in');
  });

  it('runs a workflow of an extension with its agent, and verifiers of both find what is wrong', async () => {
    const workflow = (await api.workflows()).find(({ id }) => id === 'glossary');
    assert.deepEqual([workflow?.source, workflow?.available], ['extension', true]);
    await vscode.commands.executeCommand('groundwork.runWorkflow', { workflow: 'glossary', request: 'TBD' });
    const { message, range } = await finding(/Leave out words/);
    assert.match(message, /say nothing/);
    assert.equal(range.start.line, 2);
    await saidInReport(/unfinished-docs.*docs\/GLOSSARY\.md is not finished/);
    await vscode.commands.executeCommand('groundwork.rejectRun', { confirmed: true });
  });

  it('runs a workflow of the workspace with its agent, on the model of an extension', async () => {
    const text = await runAndAccept(
      'release-notes',
      'the export has a column',
      inRoot('docs', 'RELEASE_NOTES.md'),
    );
    assert.match(text, /column for the category/);
  });

  it('says what is wrong with an agent, and knows it without a reload once it is mended', async () => {
    const agent = inRoot('.groundwork', 'agents', 'unfinished', 'core.md');
    const core = await textOf(inRoot('.groundwork', 'agents', 'release-notes', 'core.md'));
    await write(agent, core.replace('phase:', 'phrase:'));
    const { message } = await finding(/There is no field `phrase`/);
    assert.match(message, /Leave it out/);
    assert.ok((await api.agents()).every(({ id }) => id !== 'unfinished'));
    await write(agent, core);
    const found = (await api.agents()).find(({ id }) => id === 'unfinished');
    assert.equal(found?.source, 'workspace');
  });

  it('reads files for retrieval with the processor of an extension', async () => {
    const file = inRoot('setup-example.ini');
    await write(file, '[server]\nport = 1\n\n[client]\nname = x\n');
    added.push(file);
    const { processor, chunks } = await api.documents('setup-example.ini');
    assert.match(processor, /ini-files/);
    assert.deepEqual(
      chunks.map(({ title, startLine, endLine }) => [title, startLine, endLine]),
      [
        ['server', 1, 2],
        ['client', 4, 5],
      ],
    );
  });

  it('goes on beside what throws and hangs, and says whose it is', async () => {
    const broken = [
      api.registerVerifier('acme.broken', { id: 'throws', verify: () => assert.fail('boom') }),
      api.registerRetrievalProcessor('acme.broken', {
        id: 'throws',
        canProcess: (path) => path.endsWith('.md'),
        process: () => assert.fail('boom'),
      }),
      api.registerAgents('acme.broken', [
        {
          id: 'hanging-writer',
          title: 'Hangs',
          phase: 'writing',
          capabilities: ['hang'],
          inputs: [],
          outputs: ['glossary'],
          critical: true,
          prompt: 'Hangs.',
          execute: () => new Promise(() => undefined),
        },
      ]),
      api.registerWorkflow('acme.broken', {
        id: 'hangs',
        title: 'Hangs',
        phases: [{ key: 'hang', agents: ['hanging-writer'] }],
      }),
    ];
    try {
      await vscode.commands.executeCommand('groundwork.runWorkflow', { workflow: 'hangs', request: '' });
      await vscode.commands.executeCommand('groundwork.cancelRun');
      assert.equal((await api.documents('docs/RELEASE_NOTES.md')).processor, 'plain text');
      await vscode.commands.executeCommand('groundwork.runWorkflow', {
        workflow: 'glossary',
        request: 'page',
      });
      await finding(/Leave out words/);
      await saidInReport(/throws \(acme\.broken\).*its verifier throws failed: boom/);
      await vscode.commands.executeCommand('groundwork.rejectRun', { confirmed: true });
    } finally {
      for (const registration of broken) registration.dispose();
    }
  });

  it('refuses what has not the form, naming the extension', () => {
    assert.throws(() => api.registerVerifier('acme.tools', { id: 'X' } as never), /acme\.tools/);
  });
});
