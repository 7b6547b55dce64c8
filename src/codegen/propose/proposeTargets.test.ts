import assert from 'node:assert/strict';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { AppError } from '../../core/model/appError';
import type { EntityBase } from '../../core/model/entityBase';
import { agentId, type WorkspacePath } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { EditPlan } from '../edit/editPlan';
import { proposeTargets } from './proposeTargets';
import type { DefinitionTarget, FileTarget, InsertionTarget, JsonTarget, Target } from './target';

const common = { layer: 'router', provides: ['p'], requires: ['r'] } as const;
const ROUTER = workspacePath('router.py');
const GROUP = workspacePath('group.py');
const MODEL = workspacePath('model.py');
const MESSAGES = workspacePath('en.json');

const file = (text: string): FileTarget => ({
  ...common,
  kind: 'file',
  key: 'router',
  path: ROUTER,
  step: 'Router',
  text,
});

/** Adds a line before `# end` unless it is there. */
const line = (text: string): InsertionTarget => ({
  ...common,
  kind: 'insertion',
  key: `line ${text}`,
  path: GROUP,
  step: 'Registered',
  plan(source): EditPlan {
    if (source.includes(text)) return { kind: 'alreadyPresent' };
    const at = source.indexOf('# end');
    if (at === -1) return { kind: 'anchorMissing', reason: 'no "# end"' };
    return {
      kind: 'edits',
      edits: [{ start: at, end: at, text: `${text}\n`, title: text, provides: [], requires: [] }],
    };
  },
});

const definition = (text: string): DefinitionTarget => ({
  ...common,
  kind: 'definition',
  key: 'model',
  path: MODEL,
  step: 'Model',
  text,
  locate(source) {
    const start = source.indexOf('class Product');
    if (start === -1) return undefined;
    const next = source.indexOf('\n\n', start);
    return { start, end: next === -1 ? source.trimEnd().length : next };
  },
  plan: (source) => ({
    kind: 'edits',
    edits: [
      {
        start: source.length,
        end: source.length,
        text: `\n\n${text}\n`,
        title: 'Model',
        provides: [],
        requires: [],
      },
    ],
  }),
});

const messages = (value: JsonTarget['value']): JsonTarget => ({
  ...common,
  kind: 'json',
  key: 'messages',
  path: MESSAGES,
  step: 'Messages',
  property: ['products'],
  value,
});

function base(fragments: Readonly<Record<string, string>>): EntityBase {
  const normalized = normalizeEntity({ name: 'product', fields: { name: 'string(64)!' } });
  assert.equal(normalized.kind, 'valid');
  return { version: 1, spec: normalized.spec, fragments };
}

async function propose(
  targets: readonly Target[],
  texts: Readonly<Record<string, string>>,
  last?: Readonly<Record<string, string>>,
  formerPaths: ReadonlyMap<string, WorkspacePath> = new Map(),
) {
  const proposal = await proposeTargets(targets, {
    files: new MemoryWorkspace(texts),
    base: last === undefined ? null : base(last),
    formerPaths,
    phase: 'backend',
    agent: agentId('fastapi-entity'),
    syntaxProblem: (_path, source) =>
      source.includes('<<<') ? { line: 2, message: 'what is this' } : undefined,
  });
  const [first] = proposal.files;
  return { ...proposal, text: first?.proposed };
}

interface Case {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly texts: Readonly<Record<string, string>>;
  readonly last?: Readonly<Record<string, string>>;
  /** Undefined: nothing is proposed. */
  readonly text: string | undefined;
  readonly conflicts?: number;
}

const CASES: readonly Case[] = [
  { name: 'a missing file is created', targets: [file('a\n')], texts: {}, text: 'a\n' },
  {
    name: 'a file without a base keeps every byte',
    targets: [file('a\n')],
    texts: { [ROUTER]: 'mine' },
    text: undefined,
  },
  {
    name: 'a generated file merges with hand edits',
    targets: [file('one\ntwo\nthree\nfour\nfive\n')],
    last: { router: 'one\ntwo\nfour\nfive\n' },
    texts: { [ROUTER]: 'one, mine\ntwo\nfour\nfive\n' },
    text: 'one, mine\ntwo\nthree\nfour\nfive\n',
  },
  {
    name: 'line ends and byte order mark of the file stay',
    targets: [file('one\ntwo\nthree\nfour\nfive\n')],
    last: { router: 'one\ntwo\nfour\nfive\n' },
    texts: { [ROUTER]: '\ufeffone\r\ntwo\r\nfour\r\nfive, mine\r\n' },
    text: '\ufeffone\r\ntwo\r\nthree\r\nfour\r\nfive, mine\r\n',
  },
  {
    name: 'lines that both changed are a conflict',
    targets: [file('one\ntheirs\n')],
    last: { router: 'one\ntwo\n' },
    texts: { [ROUTER]: 'one\nmine\n' },
    text: 'one\ntheirs\n',
    conflicts: 1,
  },
  {
    name: 'a deleted file comes back',
    targets: [file('one\n')],
    last: { router: 'one\n' },
    texts: {},
    text: 'one\n',
  },
  {
    name: 'nothing new leaves hand edits alone',
    targets: [file('one\n')],
    last: { router: 'one\n' },
    texts: { [ROUTER]: 'mine\n' },
    text: undefined,
  },
  {
    name: 'two insertions of one file become one change',
    targets: [line('b'), line('c')],
    texts: { [GROUP]: 'a\n# end\n' },
    text: 'a\nb\nc\n# end\n',
  },
  {
    name: 'an insertion takes the line end of the file',
    targets: [line('b')],
    texts: { [GROUP]: 'a\r\n# end\r\n' },
    text: 'a\r\nb\r\n# end\r\n',
  },
  {
    name: 'an insertion that is there changes nothing',
    targets: [line('b')],
    texts: { [GROUP]: 'a\nb\n# end\n' },
    text: undefined,
  },
  {
    name: 'a definition is added',
    targets: [definition('class Product:\n    a = 1')],
    texts: { [MODEL]: 'import x\n' },
    text: 'import x\n\n\nclass Product:\n    a = 1\n',
  },
  {
    name: 'a definition merges inside its own lines',
    targets: [definition('class Product:\n    a = 1\n    z = 3\n    b = 2')],
    last: { model: 'class Product:\n    a = 1\n    b = 2' },
    texts: { [MODEL]: 'import x\n\nclass Product:\n    mine = 0\n    a = 1\n    b = 2\n\nlast = 1\n' },
    text: 'import x\n\nclass Product:\n    mine = 0\n    a = 1\n    z = 3\n    b = 2\n\nlast = 1\n',
  },
  {
    name: 'messages: new ones are added, own words stay',
    targets: [messages({ title: 'Products', add: 'Add product' })],
    last: { messages: JSON.stringify({ title: 'Products' }) },
    texts: { [MESSAGES]: '{\n  "products": {\n    "title": "Goods"\n  }\n}\n' },
    text: '{\n  "products": {\n    "title": "Goods",\n    "add": "Add product"\n  }\n}\n',
  },
  {
    name: 'messages: a generated word follows the generator, a removed one goes',
    targets: [messages({ title: 'Articles' })],
    last: { messages: JSON.stringify({ title: 'Products', old: 'Old' }) },
    texts: { [MESSAGES]: '{\n  "products": {\n    "title": "Products",\n    "old": "Old"\n  }\n}\n' },
    text: '{\n  "products": {\n    "title": "Articles"\n  }\n}\n',
  },
];

describe('proposeTargets', () => {
  for (const { name, targets, texts, last, text, conflicts = 0 } of CASES) {
    it(name, async () => {
      const proposal = await propose(targets, texts, last);
      assert.equal(proposal.text, text);
      const marks = proposal.files.flatMap((change) => change.marks);
      assert.equal(marks.filter((mark) => mark.conflict).length, conflicts);
      assert.equal(proposal.findings.length, conflicts);
      assert.equal(proposal.notes.length, text === undefined ? 1 : 0);
    });
  }

  it('leaves a file alone that does not parse, and says so', async () => {
    const { text, findings, notes } = await propose([line('b')], { [GROUP]: 'a\n<<<\n# end\n' });
    assert.equal(text, undefined);
    assert.deepEqual(
      findings.map((finding) => [finding.rule, finding.path, finding.line]),
      [['does-not-parse', GROUP, 2]],
    );
    assert.deepEqual(
      notes.map((note) => [note.step, note.kind]),
      [['Registered', 'leftOut']],
    );
  });

  it('says which words of a person it kept though they would be others now', async () => {
    const last = { messages: JSON.stringify({ title: 'Products', add: 'Add', help: 'Help' }) };
    const texts = {
      [MESSAGES]: '{\n  "products": {\n    "title": "Goods",\n    "add": "New",\n    "help": []\n  }\n}\n',
    };
    const { text, findings } = await propose(
      [messages({ title: 'Articles', add: 'Add', help: { text: 'Help' } })],
      texts,
      last,
    );
    assert.equal(text, undefined);
    assert.deepEqual(
      findings.map(({ rule, path, line: at, message }) => [rule, path, at, /"([^"]+)"/.exec(message)?.[1]]),
      [
        ['kept-by-hand', MESSAGES, 3, 'products.title'],
        ['kept-by-hand', MESSAGES, 5, 'products.help.text'],
      ],
    );
  });

  describe('a file that has another path now', () => {
    const OLD = workspacePath('old_router.py');
    const last = { router: 'one\ntwo\nthree\n' };
    const former = new Map([['router', OLD]]);
    const cases: readonly [
      string,
      Readonly<Record<string, string>>,
      string | undefined,
      readonly string[],
    ][] = [
      [
        'takes what a person changed along',
        { [OLD]: 'one, mine\ntwo\nthree\n' },
        'one, mine\ntwo\n3\n',
        [OLD],
      ],
      ['is as generated where it was deleted', {}, 'one\ntwo\n3\n', []],
      ['keeps what stands there already', { [OLD]: 'x', [ROUTER]: 'one\ntwo\n3\n' }, undefined, []],
    ];
    for (const [name, texts, expected, left] of cases) {
      it(name, async () => {
        const { text, findings } = await propose([file('one\ntwo\n3\n')], texts, last, former);
        assert.equal(text, expected);
        assert.deepEqual(
          findings.map(({ rule, path }) => [rule, path]),
          left.map((path) => ['left-behind', path]),
        );
      });
    }

    it('shows a conflict where both changed a line', async () => {
      const texts = { [OLD]: 'one\ntwo\nmine\n' };
      const { files, findings } = await propose([file('one\ntwo\n3\n')], texts, last, former);
      assert.equal(files[0]?.marks.filter((mark) => mark.conflict).length, 1);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['left-behind', 'merge-conflict'],
      );
    });
  });

  it('marks say which lines bring what', async () => {
    const { files } = await propose([line('b'), line('c')], { [GROUP]: 'a\n# end\n' });
    assert.deepEqual(
      files[0]?.marks.map((mark) => [mark.title, mark.startLine, mark.endLine, mark.provides]),
      [
        ['b', 1, 2, ['p']],
        ['c', 2, 3, ['p']],
      ],
    );
  });

  it('keeps what was generated as the next base, also when nothing changed', async () => {
    const { fragments } = await propose([file('a\n'), line('b')], {
      [ROUTER]: 'mine',
      [GROUP]: 'b\n# end\n',
    });
    assert.deepEqual(fragments, { router: 'a\n' });
  });

  it('refuses an edit that finds no place', async () => {
    await assert.rejects(
      propose([line('b')], { [GROUP]: 'a\n' }),
      (thrown: unknown) => thrown instanceof AppError && thrown.code === 'anchorMissing',
    );
    await assert.rejects(propose([line('b')], {}), /does not exist/);
  });
});
