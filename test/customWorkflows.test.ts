import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createApp, type App } from '../src/app';
import { Secrets } from '../src/core/redaction/secrets';
import { DEFAULT_CONFIG } from '../src/core/config/configSchema';
import { formatConfigProblem } from '../src/core/config/configProblem';
import { Contributions } from '../src/core/extensions/contributions';
import { createApi } from '../src/core/extensions/createApi';
import type { AgentContribution, GroundworkApi } from '../src/core/extensions/groundworkApi';
import { AppError } from '../src/core/model/appError';
import { runId } from '../src/core/model/ids';
import type { RunView } from '../src/core/model/runView';
import { nodeHasher } from '../src/platform/nodeHasher';
import { systemClock } from '../src/platform/systemClock';
import { systemRandom } from '../src/platform/systemRandom';
import { RELEASE_NOTES_AGENT, RELEASE_NOTES_WORKFLOW } from './fakes/foreignDefinitions';
import { memoryData } from './fakes/memoryData';
import { openMemoryStore } from './fakes/memoryStore';
import { MemoryWorkspace } from './fakes/memoryWorkspace';
import { noModels } from './fakes/noModels';
import { packageAssets } from './fakes/packageAssets';
import { silentLog } from './fakes/silentLog';

const AGENT = '.groundwork/agents/release-notes/core.md';
const WORKFLOW = '.groundwork/workflows/release-notes.yaml';
const TEXTS = { [AGENT]: RELEASE_NOTES_AGENT, [WORKFLOW]: RELEASE_NOTES_WORKFLOW };
const GLOSSARY: AgentContribution = {
  id: 'glossary-writer',
  title: 'Glossary',
  phase: 'writing',
  capabilities: ['write'],
  inputs: ['user_request'],
  outputs: ['glossary'],
  critical: true,
  prompt: 'Lists terms.',
  execute: ({ request }) => ({ glossary: `- ${String(request['user_request'])}` }),
};
const config = { ...DEFAULT_CONFIG, models: { ...DEFAULT_CONFIG.models, default: 'extension/echo/x' } };

async function open(
  texts: Record<string, string | null> = { ...TEXTS },
  files: Record<string, string> = {},
  models: Partial<(typeof config)['models']> = {},
) {
  const contributions = new Contributions();
  const workspace = new MemoryWorkspace(files);
  const system = { clock: systemClock, random: systemRandom, hasher: nodeHasher, log: silentLog };
  const app = await createApp({
    onSpans: () => undefined,
    secrets: new Secrets(),
    ...system,
    files: workspace,
    writer: workspace,
    store: await openMemoryStore(system),
    models: noModels,
    extensionPoints: { data: memoryData(texts), contributions },
    verifier: null,
    git: null,
    assets: packageAssets,
    config: () => ({
      ...config,
      models: { ...config.models, ...models },
      execution: { ...config.execution, maxRetries: 0 },
    }),
  });
  const api = createApi(contributions, {
    agents: async () => (await app.agents()).agents,
    workflows: async () => (await app.workflows()).workflows,
    documents: (path) => app.document(path),
  });
  return { app, api, workspace, texts };
}

function answering(api: GroundworkApi, answer: unknown): void {
  api.registerModelProvider('acme.models', { id: 'echo', chat: () => ({ text: JSON.stringify(answer) }) });
}

async function run(app: App, workflow: string, request = 'now'): Promise<RunView> {
  return app.runs.settled(await app.runs.start('custom', await app.workflowRequest(workflow, request)));
}

const said = (words: RegExp) => (thrown: unknown) =>
  thrown instanceof AppError && words.test(`${thrown.message} ${thrown.suggestion}`);

describe('workflows that are data', () => {
  it('carry the agent of the workspace out and propose the file that they declare', async () => {
    const { app, api, workspace } = await open();
    answering(api, { release_notes: '# Notes' });
    const view = await run(app, 'release-notes', 'the export\nhas a column');
    assert.equal(view.error, null);
    assert.equal(view.status, 'review');
    assert.equal(view.task, 'Release notes: the export');
    assert.deepEqual(view.phases[0]?.agents, ['release-notes (workspace)']);
    assert.equal(view.percent, 100);
    assert.equal(workspace.applied, 0);
    await app.review.accept(await firstRun(app), { kind: 'run' }, { dependencies: 'include' });
    assert.equal(workspace.texts.get('docs/NOTES.md'), '# Notes\n');
    const again = await run(app, 'release-notes');
    assert.deepEqual([again.status, again.files], ['completed', []], 'the same again proposes nothing');
  });

  it('are resumed by the plan that they began with', async () => {
    const { app, texts } = await open();
    const failed = await run(app, 'release-notes');
    assert.equal(failed.status, 'failed', 'no model answers');
    texts[WORKFLOW] = 'broken: [';
    const view = await app.runs.view(await firstRun(app));
    assert.deepEqual(
      view?.phases.map(({ key }) => key),
      ['write'],
    );
  });

  it('run code of another extension', async () => {
    const { app, api } = await open();
    api.registerAgents('acme.tools', [GLOSSARY]);
    const phases = [{ key: 'write', agents: ['glossary-writer'], writes: { 'GLOSSARY.md': 'glossary' } }];
    const registration = api.registerWorkflow('acme.tools', { id: 'glossary', title: 'Glossary', phases });
    const view = await run(app, 'glossary', 'term');
    assert.deepEqual(
      view.files.map(({ path, action }) => [path, action]),
      [['GLOSSARY.md', 'create']],
    );
    assert.deepEqual(view.phases[0]?.agents, ['glossary-writer (extension)']);
    registration.dispose();
    await assert.rejects(
      run(app, 'glossary'),
      said(/There is no workflow "glossary"\. There are release-notes/),
    );
  });

  it('hand records on from phase to phase, of whoever makes them', async () => {
    const { app, api } = await open();
    answering(api, { release_notes: 'from the model' });
    const inputs: unknown[] = [];
    api.registerAgents('acme.tools', [
      {
        ...GLOSSARY,
        inputs: ['release_notes'],
        execute: (context) => {
          inputs.push(context.inputs['release-notes']);
          return { glossary: 'done' };
        },
      },
    ]);
    const first = { key: 'first', agents: ['release-notes'] };
    const second = { key: 'second', agents: ['glossary-writer'], after: ['first'] };
    api.registerWorkflow('acme.tools', { id: 'both', title: 'Both', phases: [second, first] });
    assert.equal((await run(app, 'both')).status, 'completed');
    assert.deepEqual(inputs, [{ release_notes: 'from the model' }]);
    api.registerWorkflow('acme.tools', {
      id: 'wrong',
      title: 'Wrong',
      phases: [{ ...second, after: [] }, first],
    });
    await assert.rejects(
      app.workflowRequest('wrong', ''),
      said(/second needs release_notes, which no phase before/),
    );
    const listed = (await api.workflows()).find(({ id }) => id === 'wrong');
    assert.match(listed?.unavailable ?? '', /needs release_notes/);
  });

  const NOTES_OF: Record<string, string> = {
    '.groundwork/workflows/both.yaml': [
      'title: Both',
      'phases:',
      '  - { key: notes, workflow: release-notes, request: The export has a column. }',
      '  - { key: words, agents: [glossary-writer], after: [notes], writes: { GLOSSARY.md: glossary } }',
    ].join('\n'),
  };

  it('hold each other: the phases of one are part of the run, with a request of their own', async () => {
    const { app, api, texts } = await open({ ...TEXTS, ...NOTES_OF });
    answering(api, { release_notes: 'from the model' });
    const told: unknown[] = [];
    const execute: NonNullable<AgentContribution['execute']> = ({ inputs }) => {
      told.push(inputs['release-notes']);
      return { glossary: 'terms' };
    };
    api.registerAgents('acme.tools', [{ ...GLOSSARY, inputs: ['release_notes'], execute }]);
    const listed = (await app.workflows()).workflows.find(({ id }) => id === 'both');
    assert.deepEqual(
      listed?.phases.map(({ key }) => key),
      ['notes/write', 'words'],
    );
    const request = await app.workflowRequest('both', 'ours');
    texts[WORKFLOW] = 'broken: [';
    const view = await app.runs.settled(await app.runs.start('custom', request));
    assert.equal(view.status, 'review', view.error ?? '');
    assert.deepEqual(
      view.phases.map(({ key, groups, agents }) => [key, groups, agents]),
      [
        ['notes/write', ['Release notes'], ['release-notes (workspace)']],
        ['words', [], ['glossary-writer (extension)']],
      ],
    );
    assert.deepEqual(told, [{ release_notes: 'from the model' }]);
    assert.deepEqual(
      view.files.map(({ path, phase }) => [path, phase]),
      [
        ['docs/NOTES.md', 'notes/write'],
        ['GLOSSARY.md', 'words'],
      ],
    );
  });

  it('hold one that ships, as the page shows', async () => {
    const [, yaml = ''] =
      /```yaml\n(title: Entity with notes[\s\S]*?)```/.exec(readFileSync('docs/extending.md', 'utf8')) ?? [];
    const { app } = await open({ ...TEXTS, '.groundwork/workflows/entity-notes.yaml': yaml });
    const id = await app.runs.start('custom', await app.workflowRequest('entity-notes', ''));
    const view = await app.runs.settled(id);
    assert.deepEqual(
      view.phases.map(({ key }) => key),
      ['detection', 'dialogue', 'backend', 'apiRoutes', 'frontend', 'nextSteps']
        .map((key) => `entity/${key}`)
        .concat('notes/write'),
    );
    assert.match(view.error ?? '', /no FastAPI backend was found/, 'the phases of the other ran');
  });

  const failing: readonly (readonly [string, NonNullable<AgentContribution['execute']>, RegExp])[] = [
    [
      'throws',
      () => assert.fail('boom'),
      /acme\.tools cannot be used: its agent glossary-writer failed: boom/,
    ],
    ['makes nothing', () => ({}), /its agent glossary-writer made no glossary/],
    ['answers nonsense', () => 'x' as never, /answered what it may not/],
    ['makes no text', () => ({ glossary: 7 }), /made no text glossary/],
    ['reads outside', async ({ read }) => ({ glossary: await read('../../etc/passwd') }), /is refused/],
  ];
  for (const [title, execute, words] of failing) {
    it(`say so when an agent ${title}, and go no further`, async () => {
      const { app, api } = await open();
      api.registerAgents('acme.tools', [{ ...GLOSSARY, execute }]);
      const phases = [{ key: 'write', agents: ['glossary-writer'], writes: { 'GLOSSARY.md': 'glossary' } }];
      api.registerWorkflow('acme.tools', { id: 'glossary', title: 'Glossary', phases });
      const view = await run(app, 'glossary');
      assert.equal(view.status, 'failed');
      assert.match(view.error ?? '', words);
      assert.deepEqual(view.files, []);
    });
  }

  it('that ship are listed, and started by their own commands', async () => {
    const { app, api } = await open();
    const shipped = (await api.workflows()).find(({ id }) => id === 'fullstack');
    assert.deepEqual([shipped?.source, shipped?.available], ['built-in', true]);
    await assert.rejects(app.workflowRequest('fullstack', ''), said(/groundwork generate fullstack/));
  });

  it('end when they are cancelled, whatever an agent does', async () => {
    const { app, api } = await open();
    let begun = (): void => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const execute = (): Promise<never> => {
      begun();
      return new Promise(() => undefined);
    };
    api.registerAgents('acme.tools', [{ ...GLOSSARY, execute }]);
    const phases = [{ key: 'write', agents: ['glossary-writer'] }];
    api.registerWorkflow('acme.tools', { id: 'glossary', title: 'Glossary', phases });
    const id = await app.runs.start('custom', await app.workflowRequest('glossary', ''));
    await beginning;
    await app.runs.cancel(id);
    assert.equal((await app.runs.view(id))?.status, 'cancelled');
  });

  const phase = (fields: string): string =>
    `title: X\nphases:\n  - key: a\n    agents: [release-notes]\n${fields}`;
  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['broken YAML', 'title: [', /release-notes\.yaml:\d+:\d+: The YAML is broken/],
    ['nothing', '', /`title` is missing|It is missing|cannot be used/],
    ['no phases', 'title: X\n', /`phases` is missing\. Write `phases:`/],
    ['an empty list', 'title: X\nphases: []\n', /:2:\d+: `phases` cannot be used/],
    [
      'a field too many',
      phase('    shell: rm\n'),
      /:5:5: There is no field `shell`.*there are title, description, key/,
    ],
    ['a field too many above', `${phase('')}run: x\n`, /:5:1: There is no field `run`/],
    ['no agent', 'title: X\nphases:\n  - key: a\n    agents: []\n', /:4:\d+: `agents` cannot be used/],
    [
      'a path that leaves',
      phase('    writes: { ../x.md: release_notes }\n'),
      /:5:\d+: `writes` cannot be used/,
    ],
    [
      'a path of git',
      phase('    writes: { .git/config: release_notes }\n'),
      /not below \.git or \.groundwork/,
    ],
    [
      'a path of ours',
      phase('    writes: { .groundwork/agents/a/core.md: release_notes }\n'),
      /`writes` cannot/,
    ],
    ['an absolute path', phase('    writes: { /etc/x: release_notes }\n'), /`writes` cannot/],
    ['a budget without end', phase('    budgetLines: 99999\n'), /Write `budgetLines: 500`/],
    ['another id', `id: other\n${phase('')}`, /:1:5: `id` is `other`\. Write `id: release-notes`/],
    ['a key twice', `title: a\n${phase('')}`, /:2:1: This key is there twice/],
    [
      'agents and a workflow',
      phase('    workflow: other\n'),
      /:4:5: There is no field `agents`.*there are key, title, description, workflow/,
    ],
    [
      'no id of a workflow',
      'title: X\nphases:\n  - { key: a, workflow: A B }\n',
      /:3:\d+: `workflow` cannot be used/,
    ],
    ['a wrong level', phase('    risk: none\n'), /`risk` as low, medium or high/],
  ];
  for (const [title, text, words] of refused) {
    it(`are refused for ${title}, with place and what to write`, async () => {
      const { app } = await open({ ...TEXTS, [WORKFLOW]: text });
      const { workflows, problems } = await app.workflows();
      assert.ok(workflows.every(({ id }) => id !== 'release-notes'));
      assert.match(problems.map(formatConfigProblem).join('\n'), words);
      await assert.rejects(app.workflowRequest('release-notes', ''), AppError);
    });
  }

  const cannotRun: readonly (readonly [string, string, RegExp])[] = [
    ['an agent that is not there', phase('').replace('release-notes', 'nobody'), /there is no agent nobody/],
    [
      'an agent of another workflow',
      phase('').replace('release-notes', 'api-route'),
      /code of another workflow/,
    ],
    [
      'an agent that is to come',
      phase('').replace('release-notes', 'planner'),
      /comes with the task workflow/,
    ],
    [
      'a record that nobody makes',
      phase('    writes: { a.md: poem }\n'),
      /no agent of the phase a makes poem/,
    ],
    [
      'an input that nobody gives',
      phase('    inputs: [poem]\n'),
      /needs poem, which no phase before it makes/,
    ],
    ['a phase that is not there', phase('    after: [b]\n'), /waits for b, which is not in the plan/],
    ['phases in a circle', phase('    after: [a]\n'), /wait for each other: a/],
    ['one key twice', `${phase('')}  - key: a\n    agents: [requirements-interpreter]\n`, /the same key/],
    [
      'an agent twice',
      `${phase('')}  - key: b\n    agents: [release-notes]\n`,
      /release-notes has two parts/,
    ],
    [
      'a workflow that is not there',
      'title: X\nphases:\n  - { key: a, workflow: nowhere }\n',
      /a holds the workflow nowhere, which is not there.*groundwork workflows/,
    ],
    [
      'itself inside',
      'title: X\nphases:\n  - { key: a, workflow: release-notes }\n',
      /hold each other: release-notes -> release-notes/,
    ],
    [
      'a request that the other does not take',
      'title: X\nphases:\n  - { key: a, workflow: fullstack, request: { kind: generate } }\n',
      /a cannot ask fullstack: .*Correct its `request`/,
    ],
    [
      'an empty request for one that needs more',
      'title: X\nphases:\n  - { key: a, workflow: fullstack }\n',
      /a cannot ask fullstack/,
    ],
    [
      'two writers of one file',
      `${phase('    writes: { a.md: release_notes }\n')}  - key: b\n    agents: [requirements-interpreter]\n    writes: { a.md: entity_list }\n`,
      /may run at once and both write a\.md/,
    ],
  ];
  for (const [title, text, words] of cannotRun) {
    it(`are listed and do not run with ${title}`, async () => {
      const { app } = await open({ ...TEXTS, [WORKFLOW]: text });
      const listed = (await app.workflows()).workflows.find(({ id }) => id === 'release-notes');
      assert.match(listed?.unavailable ?? '', words);
      await assert.rejects(app.workflowRequest('release-notes', ''), said(words));
    });
  }
});

describe('agents that are code and model both', () => {
  async function runBoth(models: Parameters<typeof open>[2], answer: unknown) {
    const { app, api } = await open({}, {}, models);
    const asked: string[] = [];
    api.registerModelProvider('acme.models', {
      id: 'echo',
      chat: ({ messages }) => {
        asked.push(JSON.stringify(messages));
        return { text: JSON.stringify(answer) };
      },
    });
    api.registerAgents('acme.tools', [{ ...GLOSSARY, executor: 'both' }]);
    const phases = [{ key: 'write', agents: ['glossary-writer'], writes: { 'GLOSSARY.md': 'glossary' } }];
    api.registerWorkflow('acme.tools', { id: 'glossary', title: 'Glossary', phases });
    const listed = (await app.agents()).agents.find(({ id }) => id === 'glossary-writer');
    assert.deepEqual([listed?.executor, listed?.available], ['both', true]);
    const view = await run(app, 'glossary', 'term');
    assert.equal(view.status, 'review', view.error ?? '');
    await app.review.accept(runId(view.id), { kind: 'run' }, { dependencies: 'include' });
    const { text } = (await app.document('GLOSSARY.md')).chunks[0] ?? {};
    return { view, asked, text };
  }
  const named = { agents: { 'glossary-writer': 'extension/echo/x' } } as const;

  it('use their code where no model is asked for, although there is one', async () => {
    const { view, asked, text } = await runBoth({}, { glossary: '- Adapted' });
    assert.deepEqual([asked, text?.trim()], [[], '- term']);
    assert.deepEqual([view.models.calls, view.findings], [0, []]);
  });

  it('use it where the model is switched off, although it is named', async () => {
    assert.deepEqual((await runBoth({ ...named, adapt: 'none' }, { glossary: '- Adapted' })).asked, []);
  });

  for (const [title, models] of [
    ['named', named],
    ['all', { adapt: 'all' }],
  ] as const) {
    it(`let the model adapt what the code made: ${title}`, async () => {
      const { view, asked, text } = await runBoth(models, { glossary: '- Adapted' });
      assert.equal(text?.trim(), '- Adapted');
      assert.match(asked.join(), /Draft to adapt.*- term/);
      assert.equal(view.models.calls, 1);
      assert.deepEqual(view.findings, []);
    });
  }

  it('keep what the code made when the model answers nonsense, and say so', async () => {
    const { view, asked, text } = await runBoth(named, { glossary: 7 });
    assert.equal(text?.trim(), '- term');
    assert.equal(asked.length, 1);
    assert.equal(view.models.calls, 1, 'what was in vain counts');
    assert.match(
      view.findings[0]?.message ?? '',
      /^glossary-writer went on with what its code made.*glossary in another form/,
    );
  });
});

describe('agents of other extensions', () => {
  it('are in the team, below those of the workspace', async () => {
    const { app, api } = await open();
    api.registerAgents('acme.tools', [GLOSSARY, { ...GLOSSARY, id: 'release-notes', title: 'Theirs' }]);
    const { agents, problems } = await app.agents();
    assert.deepEqual(problems, []);
    const of = (id: string) => agents.find((agent) => agent.id === id);
    assert.deepEqual(
      [of('glossary-writer')?.source, of('glossary-writer')?.from],
      ['extension', 'acme.tools'],
    );
    assert.deepEqual(
      [of('release-notes')?.source, of('release-notes')?.title],
      ['workspace', 'Release notes'],
    );
    assert.equal(of('glossary-writer')?.available, true);
  });

  const refused: readonly (readonly [string, Partial<AgentContribution>, RegExp])[] = [
    ['code for one that ships', { id: 'planner' }, /The code of planner cannot be replaced/],
    ['more rights', { id: 'planner', execute: undefined, outputs: ['everything'] }, /of planner decides/],
    ['no phase', { phase: undefined }, /`phase` is missing/],
    ['a wrong record', { outputs: ['A B'] }, /`outputs\.0` cannot be used/],
  ];
  for (const [title, changes, words] of refused) {
    it(`are left out for ${title}, naming the extension`, async () => {
      const { app, api } = await open();
      api.registerAgents('acme.tools', [{ ...GLOSSARY, ...changes }]);
      const { agents, problems } = await app.agents();
      assert.match(problems.map(formatConfigProblem).join(), words);
      assert.match(problems.map(formatConfigProblem).join(), /^acme\.tools, agent /);
      assert.ok(agents.every(({ source }) => source !== 'extension'));
    });
  }
});

async function firstRun(app: App) {
  const [view] = await app.runs.list();
  assert.ok(view !== undefined);

  return runId(view.id);
}
