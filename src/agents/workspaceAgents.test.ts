import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memoryData } from '../../test/fakes/memoryData';
import { nodeAssets } from '../../test/fakes/nodeAssets';
import { formatConfigProblem } from '../core/config/configProblem';
import { AgentCatalog, summaryText } from './agentCatalog';
import { Team } from './team';

const FIELDS = {
  title: 'Notes',
  phase: 'writing',
  capabilities: '[write]',
  inputs: '[user_request]',
  outputs: '[release_notes]',
  critical: 'true',
};
const PROMPT =
  '## Outputs\n\n```json\n{ "type": "object", "properties": { "release_notes": { "type": "string" } } }\n```\n';
const core = (fields: Readonly<Record<string, string | undefined>> = {}, prompt = PROMPT): string => {
  const all: Readonly<Record<string, string | undefined>> = { ...FIELDS, ...fields };
  const lines = Object.entries(all).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  );
  return `---\n${lines.join('\n')}\n---\n\n${prompt}`;
};
const NOTES = '.groundwork/agents/notes/core.md';
const PLANNER = '.groundwork/agents/planner/core.md';
const override = (field: string, prompt = PROMPT): string => `---\n${field}\n---\n${prompt}`;

describe('agents of a workspace', () => {
  let builtIn: AgentCatalog;
  before(async () => (builtIn = await AgentCatalog.open(nodeAssets)));

  const teamOf = (texts: Record<string, string | null>, trust: 'trusted' | 'untrusted' = 'trusted'): Team =>
    new Team(builtIn, memoryData(texts, trust), () => []);
  async function problemsOf(texts: Record<string, string | null>): Promise<readonly string[]> {
    return (await teamOf(texts).now()).problems.map(formatConfigProblem);
  }

  it('add to the team, and are shown as such', async () => {
    const texts = { [NOTES]: core(), '.groundwork/agents/notes/reference/style.md': 'Be brief.\n' };
    const { catalog, problems } = await teamOf(texts).now();
    assert.deepEqual(problems, []);
    const summary = await catalog.summary('notes');
    assert.deepEqual(summary.source, { kind: 'workspace', file: NOTES });
    assert.deepEqual([summary.team, summary.executor, summary.referenceLines], ['task', 'model', 1]);
    assert.equal(summaryText(summary).split('\n').length, 10);
    assert.match(summaryText(summary), /from the workspace/);
    assert.ok((await catalog.definitions()).length > (await builtIn.definitions()).length);
  });

  it('replace a prompt and leave out what stays as it is', async () => {
    const { catalog } = await teamOf({ [PLANNER]: override('title: Our planner') }).now();
    const [ours, shipped] = await Promise.all([catalog.core('planner'), builtIn.core('planner')]);
    assert.deepEqual({ ...ours, title: shipped.title, prompt: shipped.prompt }, shipped);
    assert.equal(ours.prompt, PROMPT.trim());
    assert.equal(ours.title, 'Our planner');
  });

  it('add references to an agent that ships, whose prompt stays', async () => {
    const { catalog } = await teamOf({
      [PLANNER]: override('title: Our planner', ''),
      '.groundwork/agents/planner/reference/house.md': 'Tests first.\n',
    }).now();
    const shipped = await builtIn.references('planner');
    assert.equal((await catalog.core('planner')).prompt, (await builtIn.core('planner')).prompt);
    assert.deepEqual(
      (await catalog.references('planner')).map(({ name }) => name),
      [...shipped.map(({ name }) => name), 'house.md'],
    );
  });

  it('count up to a hundred', async () => {
    const many = Array.from({ length: 101 }, (_, at) => [
      `.groundwork/agents/a${String(at)}/core.md`,
      core(),
    ]);
    const problems = await problemsOf(Object.fromEntries(many) as Record<string, string>);
    assert.deepEqual(problems, ['.groundwork/agents: There are 101 agents, more than 100. Remove some.']);
  });

  it('count only where somebody trusts them', async () => {
    const { catalog, problems } = await teamOf({ [NOTES]: core() }, 'untrusted').now();
    assert.ok(!catalog.has('notes'));
    assert.match(problems.map(formatConfigProblem).join(), /nobody has trusted this folder.*--trust/);
    assert.deepEqual((await teamOf({}, 'untrusted').now()).problems, []);
  });

  it('are there, changed and gone without a restart', async () => {
    const texts: Record<string, string | null> = {};
    const team = teamOf(texts);
    assert.ok(!(await team.now()).catalog.has('notes'));
    texts[NOTES] = core();
    const before = (await team.now()).catalog;
    texts[NOTES] = core({ title: 'Other notes' });
    assert.equal((await (await team.now()).catalog.core('notes')).title, 'Other notes');
    assert.equal(
      (await before.core('notes')).title,
      'Notes',
      'what a run began with does not change under it',
    );
    Reflect.deleteProperty(texts, NOTES);
    assert.ok(!(await team.now()).catalog.has('notes'));
  });

  const refused: readonly (readonly [string, Record<string, string | null>, RegExp])[] = [
    [
      'no front matter',
      { [NOTES]: 'Do it.' },
      /core\.md:1:1: There is no front matter\. Begin with a line `---`/,
    ],
    ['no end of it', { [NOTES]: '---\ntitle: x\n' }, /:1:1: There is no front matter/],
    ['a binary file', { [NOTES]: '---\n\0\n---\n' }, /:1:1: The file is no text/],
    ['a field too many', { [NOTES]: core({ shell: 'rm' }) }, /:8:1: There is no field `shell`/],
    [
      'a field too few',
      { [NOTES]: core({ phase: undefined }) },
      /`phase` is missing\. Write `phase: writing`/,
    ],
    [
      'a wrong record',
      { [NOTES]: core({ outputs: '[Release Notes]' }) },
      /:6:\d+: `outputs\.0` cannot be used/,
    ],
    ['no record', { [NOTES]: core({ outputs: '[]' }) }, /`outputs` cannot be used\. Write `outputs:/],
    ['a wrong team', { [NOTES]: core({ team: 'mine' }) }, /`team` cannot be used\. Write `team` as one of/],
    [
      'code',
      { [NOTES]: core({ executor: 'blueprint' }) },
      /`executor` is `blueprint`\. Write `executor: model`/,
    ],
    ['planned', { [NOTES]: core({ planned: 'later' }) }, /`planned` is for agents that ship\. Leave it out/],
    ['another id', { [NOTES]: core({ id: 'other' }) }, /:8:5: `id` is `other`\. Write `id: notes`/],
    ['an id that leads out', { [NOTES]: core({ id: '../../x' }) }, /`id` cannot be used/],
    [
      'a key twice',
      { [NOTES]: core().replace('title:', 'title: a\ntitle:') },
      /:3:1: This key is there twice/,
    ],
    ['an alias', { [NOTES]: core({ inputs: '&a [x]' }) }, /Anchors and aliases are refused/],
    ['a prototype', { [NOTES]: core({ ['__proto__']: '{ x: 1 }' }) }, /There is no field `__proto__`/],
    ['broken YAML', { [NOTES]: core({ title: '[' }) }, /The YAML is broken/],
    ['a list', { [NOTES]: '---\n- a\n---\nDo it.' }, /The front matter has no fields/],
    ['no prompt', { [NOTES]: core({}, '') }, /There is no prompt\. Write below/],
    ['a long prompt', { [NOTES]: core({}, 'x\n'.repeat(201)) }, /has 201 lines, more than 200/],
    [
      'a broken schema',
      { [NOTES]: core({}, PROMPT.replace('{ "type"', '{ type')) },
      /:9:1: The JSON schema under `## Outputs` cannot be used/,
    ],
    ['a huge file', { [NOTES]: core({}, 'x'.repeat(40_000)) }, /more than 30,000/],
    ['no core.md', { '.groundwork/agents/notes/prompt.md': 'x' }, /notes\/core\.md: There is no `core\.md`/],
    ['a linked core.md', { [NOTES]: null }, /`core\.md` is no regular file/],
    ['a linked folder', { '.groundwork/agents/notes': null }, /agents\/notes: It is a link/],
    ['a file', { '.groundwork/agents/notes.md': 'x' }, /notes\.md: It is no folder/],
    ['a bad name', { '.groundwork/agents/Notes/core.md': core() }, /This is no name of an agent/],
    [
      'a linked reference',
      { [NOTES]: core(), '.groundwork/agents/notes/reference/a.md': null },
      /reference\/a\.md: It is no regular file/,
    ],
    [
      'a huge reference',
      { [NOTES]: core(), '.groundwork/agents/notes/reference/a.md': 'x'.repeat(100_001) },
      /more than 100,000 characters/,
    ],
    [
      'references without end',
      {
        [NOTES]: core(),
        ...Object.fromEntries(
          Array.from({ length: 21 }, (_, at) => [`.groundwork/agents/notes/reference/${String(at)}.md`, 'x']),
        ),
      },
      /There are 21 references/,
    ],
    [
      'more rights: outputs',
      { [PLANNER]: override('outputs: [everything]') },
      /`outputs` of planner decides/,
    ],
    [
      'more rights: phase',
      { [PLANNER]: override('phase: execution') },
      /:2:8: `phase` of planner .* cannot be/,
    ],
    ['more rights: critical', { [PLANNER]: override('critical: false') }, /Leave `critical` out/],
    ['more rights: executor', { [PLANNER]: override('executor: blueprint') }, /`executor` of planner/],
    ['more rights: inputs', { [PLANNER]: override('inputs: []') }, /`inputs` of planner/],
    ['more rights: team', { [PLANNER]: override('team: admin') }, /`team` of planner/],
    ['more rights: planned', { [PLANNER]: override('planned: now') }, /`planned` of planner/],
    [
      'what is code',
      { '.groundwork/agents/api-route/core.md': override('title: x') },
      /api-route is carried out by code and reads no prompt/,
    ],
  ];
  for (const [title, texts, words] of refused) {
    it(`are refused for ${title}, with what to write, while the others stay`, async () => {
      const { catalog, problems } = await teamOf({
        ...texts,
        '.groundwork/agents/good/core.md': core(),
      }).now();
      const said = problems.map(formatConfigProblem);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said.join(), words);
      assert.ok(catalog.has('good'));
      assert.ok(!catalog.has('notes'));
      assert.deepEqual(await catalog.core('planner'), await builtIn.core('planner'));
    });
  }

  it('beside which there may be a page about them', async () => {
    assert.deepEqual(
      await problemsOf({ '.groundwork/agents/README.md': 'x', '.groundwork/agents/.DS_Store': 'x' }),
      [],
    );
  });

  it('never throw, whatever is written', async () => {
    const fields = fc.dictionary(
      fc.oneof(
        fc.constantFrom(...Object.keys(FIELDS), 'id', 'executor', 'planned'),
        fc.string({ maxLength: 8 }),
      ),
      fc.oneof(
        fc.string(),
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      { maxKeys: 8 },
    );
    const file = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fields, fc.string()).map(([matter, body]) => core(matter, body)),
    );
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom(NOTES, PLANNER), async (text, path) => {
        const { catalog, problems } = await teamOf({ [path]: text }).now();
        const id = path === NOTES ? 'notes' : 'planner';
        const isThere = catalog.source(id).kind === 'workspace';
        assert.equal(isThere, problems.length === 0, problems.map(formatConfigProblem).join('\n'));
        if (isThere) {
          const { executor, planned } = await catalog.core(id);
          assert.deepEqual([executor, id === 'notes' ? planned : undefined], ['model', undefined]);
        }
        for (const { message, suggestion } of problems) assert.ok(message !== '' && suggestion !== '');
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 100 },
    );
  });
});
