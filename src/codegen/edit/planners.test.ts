import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type ParseError } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { Parsers } from '../inspect/parsers';
import { applyEdits, applyEditsChecked } from './applyEdits';
import { composePlans } from './composePlans';
import type { EditPlan } from './editPlan';
import { planEnvEntry } from './planEnvEntry';
import { planJsonProperty } from './planJsonProperty';
import { planJsxSibling } from './planJsxSibling';
import { planDefinition } from './planPyDefinition';
import { planImport } from './planPyImport';
import { planClassMember } from './planPyMember';
import { planListItem, planStatementBesideSiblings } from './planPyStatement';
import { planTypeImport } from './planPyTypeImport';
import { planTsImport } from './planTsImport';
import { planArrayItem, planObjectProperty } from './planTsLiteral';
import { planTypeMember } from './planTypeMember';
import { planYamlProperty } from './planYamlProperty';

type Planner = (parsers: Parsers, source: string) => EditPlan;
interface Subject {
  readonly language: 'python' | 'tsx' | 'json' | 'yaml' | 'env';
  /** Parts of a source, each with variants; one of each is taken. */
  readonly parts: readonly (readonly string[])[];
  readonly planners: Readonly<Record<string, Planner>>;
  /** What starts a comment line. */
  readonly comment: string;
}

const PYTHON: Subject = {
  language: 'python',
  comment: '#',
  parts: [
    ['', '"""Doc."""\n\n'],
    ['', 'import enum\n', 'import enum  # why\nfrom typing import Any\n\n'],
    [
      '',
      'from api import a_router, z_router\n',
      'from api import (\n    a_router,\n    z_router,\n)\n',
      'from api import (  # c\n    a_router,  # a\n    z_router  # z\n)\n',
      'from api import (a_router)\n',
      'from api import a_router, \\\n    z_router\n',
    ],
    [
      '',
      '\nif TYPE_CHECKING:\n    from api import z_router  # z\n',
      '\nif TYPE_CHECKING:\n    from db.model import A\n    from db.other import B\n',
      '\nif TYPE_CHECKING:\n    # none yet\n    pass\n',
    ],
    [
      '\n__all__ = ["A"]\n',
      '\n__all__ = []\n',
      '\n__all__ = (\n    "A",\n    "Z"  # last\n)\n',
      '\n__all__ = ("A",)\n',
    ],
    [
      '\nx = Router()\n',
      '\nx = Router()\n\nx.include(a_router)\n',
      '\nx = Router()\n\nx.include(a_router)\nx.include(z_router)  # z\n',
    ],
    [
      '\n\nclass C(Base):\n    pass\n',
      '\n\nclass C(Base): pass\n',
      '\n\n@dec\nclass C(Base):\n    """Doc."""\n',
      '\n\nclass C(Base):\n    __tablename__ = "c"\n\n    a: Mapped[int] = column()  # a\n\n    r: Mapped[R] = relationship()\n\n    def f(self) -> int:\n        return 1\n',
      '\n\nclass C:\n\ta = 1\n\n\tdef f(self):\n\t\treturn 1\n',
    ],
    ['', '\n\nif __name__ == "__main__":\n    main()\n'],
  ],
  planners: {
    'import, extended': (p, s) => planImport(p, s, { module: 'api', names: ['m_router', 'B'] }),
    'import, sorted in': (p, s) =>
      planImport(p, s, { module: 'db.model', names: ['Product'], firstParty: ['api', 'db'] }),
    'import for type checkers': (p, s) =>
      composePlans([
        planImport(p, s, { module: 'typing', names: ['TYPE_CHECKING'] }),
        planTypeImport(p, s, { module: 'db.model', name: 'Product' }),
      ]),
    'plain import': (p, s) => planImport(p, s, { module: 'json', names: [] }),
    definition: (p, s) => planDefinition(p, s, { name: 'New', code: 'class New(Base):\n    x: int' }),
    'definition below': (p, s) =>
      planDefinition(p, s, { name: 'New', code: 'def New():\n    pass', after: 'C' }),
    field: (p, s) =>
      planClassMember(p, s, { className: 'C', name: 'n', code: 'n: int = 1', section: 'field' }),
    relationship: (p, s) =>
      planClassMember(p, s, {
        className: 'C',
        name: 'n',
        code: 'n: M[N] = relationship(\n    "N"\n)',
        section: 'relationship',
      }),
    method: (p, s) =>
      planClassMember(p, s, {
        className: 'C',
        name: 'n',
        code: 'def n(self):\n    return 2',
        section: 'method',
      }),
    statement: (p, s) =>
      planStatementBesideSiblings(p, s, {
        callee: 'x.include',
        statement: 'x.include(m_router)',
        key: 'm_router',
        order: 'sorted',
      }),
    'list item': (p, s) => planListItem(p, s, { name: '__all__', item: '"M"', order: 'sorted' }),
  },
};

const TSX: Subject = {
  language: 'tsx',
  comment: '//',
  parts: [
    ['', '"use client";\n\n'],
    ['', 'import a from "a";\n', "import a from 'a'\n"],
    [
      '',
      'import { A, type Z } from "@/lib/x";\n',
      'import {\n  A,\n  Z, // z\n} from "@/lib/x";\n',
      'import type { Z } from "@/lib/x";\n',
      'import x from "@/lib/x";\n',
      'import * as x from "@/lib/x";\n',
    ],
    [
      '\nexport const nav = [{ label: "a", items: [{ id: "k" }] }] as const;\n',
      '\nexport const nav = [\n  {\n    label: "a",\n    items: [], // none\n  },\n];\n',
      '\nexport const nav = [\n\t{\n\t\tlabel: "a",\n\t\titems: [\n\t\t\t{ id: "a" },\n\t\t\t{ id: "z" } // z\n\t\t]\n\t}\n];\n',
    ],
    [
      '\nconst schema = z.object({ a: z.string() });\n',
      '\nconst schema = z.object({});\n',
      '\nconst schema = z.object({\n  a: z.string(), // a\n  ...rest,\n  /* b */\n  z: z.string()\n}).strict();\n',
    ],
    [
      '\nexport interface T {\n  a: string;\n  z?: number; // z\n}\n',
      '\ntype T = { a: string };\n',
      '\ninterface T {}\n',
      '\ninterface T {\n  a: string\n  f(): void\n}\n',
      '\ntype T = {\n  a: string,\n};\n',
    ],
    [
      '\nexport function P() {\n  return (\n    <nav>\n      <Link href="/a">A</Link>\n      {/* z */}\n      <Link href="/z" />\n    </nav>\n  );\n}\n',
      '\nexport const P = () => <nav><Link href="/a" /></nav>;\n',
    ],
  ],
  planners: {
    'import of values': (p, s) =>
      planTsImport(p, s, {
        module: '@/lib/x',
        names: [
          { name: 'M', kind: 'value' },
          { name: 'B', kind: 'type' },
        ],
      }),
    'import of a type': (p, s) =>
      planTsImport(p, s, { module: '@/lib/x', names: [{ name: 'M', kind: 'type' }] }),
    'import that turns a type into a value': (p, s) =>
      planTsImport(p, s, { module: '@/lib/x', names: [{ name: 'Z', kind: 'value' }] }),
    'import of a default': (p, s) =>
      planTsImport(p, s, { module: './b', names: [{ name: 'b', kind: 'default' }] }),
    'array item': (p, s) =>
      planArrayItem(p, s, {
        variable: 'nav',
        path: [{ property: 'label', value: 'a' }, 'items'],
        item: '{ id: "m" }',
        key: { property: 'id', value: 'm' },
        order: 'sorted',
      }),
    'object property': (p, s) =>
      planObjectProperty(p, s, { variable: 'schema', name: 'm', property: 'm: z.number()', order: 'last' }),
    'type member': (p, s) =>
      planTypeMember(p, s, { type: 'T', name: 'm', member: 'm: string | null', order: 'sorted' }),
    'jsx sibling': (p, s) =>
      planJsxSibling(p, s, {
        name: 'Link',
        element: '<Link href="/m">\n  M\n</Link>',
        key: { attribute: 'href', value: '/m' },
        order: 'sorted',
      }),
  },
};

const JSON_FILES: Subject = {
  language: 'json',
  comment: '//',
  parts: [
    [
      '{}\n',
      '{ "a": { "b": 1 } }\n',
      '{\n  "a": {\n    "b": 1,\n    "z": 2\n  },\n  "c": []\n}\n',
      '{\n\t"z": 1,\n\t"b": {}\n}\n',
      '{\n  // why\n  "a": {\n    "b": 1, // b\n    /* z */\n    "z": 2\n  }\n}\n',
    ],
  ],
  planners: {
    'one property': (_, s) => planJsonProperty(s, { path: ['a', 'm'], value: { x: 1, y: ['z'] } }),
    'several properties': (_, s) => planJsonProperty(s, { path: ['a'], value: { b: 1, m: 2, q: { r: 3 } } }),
  },
};

const YAML_FILES: Subject = {
  language: 'yaml',
  comment: '#',
  parts: [
    ['', 'a:\n  b: 1\n', 'z: 1 # z\na:\n    b: 1\n    c:\n        - 1\nlast: x\n', 'a: { b: 1 }\n', 'q: 1\n'],
  ],
  planners: {
    nested: (_, s) => planYamlProperty(s, { path: ['a', 'm'], value: 'x: y' }),
    top: (_, s) => planYamlProperty(s, { path: ['m'], value: 3 }),
  },
};

const ENV_FILES: Subject = {
  language: 'env',
  comment: '#',
  parts: [['', 'A=1\n', 'A=1\n\n# b\nexport B="2"\n']],
  planners: { entry: (_, s) => planEnvEntry(s, { name: 'M', value: 'a b' }) },
};

const SUBJECTS = { python: PYTHON, tsx: TSX, json: JSON_FILES, yaml: YAML_FILES, env: ENV_FILES };

describe('edit planners', function () {
  this.timeout(process.env['SOAK'] ? 1_800_000 : 60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await Parsers.create(nodeAssets);
  });

  for (const [name, subject] of Object.entries(SUBJECTS)) {
    for (const [title, planner] of Object.entries(subject.planners)) {
      it(`${name}: ${title} is idempotent, parses and keeps every other line`, () => {
        fc.assert(
          fc.property(sources(subject), (source) => check(parsers, subject, source, planner)),
          { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
        );
      });
    }
  }
});

/** One variant of each part, with a byte order mark, each line end, comments and the last newline missing or not. */
function sources(subject: Subject): fc.Arbitrary<string> {
  const parts = fc.tuple(...subject.parts.map((variants) => fc.constantFrom(...variants)));
  const ends = fc.oneof(
    fc.constant([false]),
    fc.constant([true]),
    fc.array(fc.boolean(), { minLength: 2, maxLength: 12 }),
  );
  return fc
    .record({ parts, bom: fc.boolean(), ends, cut: fc.boolean(), comment: fc.boolean() })
    .map((draw) => {
      let text = draw.parts.join('');
      if (draw.comment) text += `\n${subject.comment} the end\n`;
      if (draw.cut) text = text.replace(/\n$/, '');
      let line = 0;
      text = text.replaceAll('\n', () => (draw.ends[line++ % draw.ends.length] === true ? '\r\n' : '\n'));
      return draw.bom ? `\uFEFF${text}` : text;
    });
}

function check(parsers: Parsers, subject: Subject, source: string, planner: Planner): void {
  const plan = planner(parsers, source);
  if (plan.kind !== 'edits') return;
  const { text, marks } = apply(parsers, subject.language, source, plan);
  assert.notEqual(text, source);
  assert.deepEqual(planner(parsers, text), { kind: 'alreadyPresent' }, `planned again on:\n${text}`);
  assert.equal(text.startsWith('\uFEFF'), source.startsWith('\uFEFF'), 'byte order mark');
  assert.equal(text.lastIndexOf('\uFEFF'), source.lastIndexOf('\uFEFF'), 'byte order mark stays first');
  const pure = ['\r\n', '\n'].find((end) => linesOf(source).every((line) => lineEnd(line) === end));
  if (pure !== undefined && source.includes('\n'))
    assert.ok(
      linesOf(text).every((line) => lineEnd(line) === pure),
      `line ends:\n${JSON.stringify(text)}`,
    );
  if (source.replace('\uFEFF', '') !== '') {
    assert.equal(text.endsWith('\n'), source.endsWith('\n'), `last newline:\n${JSON.stringify(text)}`);
  }
  keepsLines(source, text, plan);
  keepsComments(subject, source, text);
  const lines = text.split('\n').length;
  for (const mark of marks)
    assert.ok(mark.startLine >= 0 && mark.endLine <= lines && mark.endLine >= mark.startLine);
}

type Edits = Extract<EditPlan, { kind: 'edits' }>;

function apply(parsers: Parsers, language: Subject['language'], source: string, { edits }: Edits) {
  switch (language) {
    case 'python':
    case 'tsx':
      return applyEditsChecked(parsers, language, source, edits);
    case 'json': {
      const edited = applyEdits(source, edits);
      const errors: ParseError[] = [];
      parseTree(edited.text.replace('\uFEFF', ''), errors);
      assert.deepEqual(errors, [], `not JSON:\n${edited.text}`);
      return edited;
    }
    case 'yaml': {
      const edited = applyEdits(source, edits);
      assert.deepEqual(parseDocument(edited.text).errors, [], `not YAML:\n${edited.text}`);
      return edited;
    }
    case 'env':
      return applyEdits(source, edits);
  }
}

/** Lines with their ends. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n/g) ?? [];
const lineEnd = (line: string): string => (line.endsWith('\r\n') ? '\r\n' : '\n');

/** Lines that no edit reaches into stand in the result, byte for byte and in order. */
function keepsLines(source: string, text: string, plan: Edits): void {
  const result = text.split('\n');
  let offset = 0;
  let from = 0;
  for (const line of source.split('\n')) {
    const start = offset;
    const end = offset + line.length;
    offset = end + 1;
    const touched = plan.edits.some((edit) =>
      edit.start === edit.end
        ? edit.start > start && edit.start <= end
        : edit.start <= end && edit.end > start,
    );
    if (touched) continue;
    const at = result.findIndex((candidate, index) => index >= from && candidate === line);
    assert.ok(at !== -1, `the line ${JSON.stringify(line)} is gone:\n${JSON.stringify(text)}`);
    from = at + 1;
  }
}

/** Also those on lines that an edit reaches into. */
function keepsComments({ comment }: Subject, source: string, text: string): void {
  const pattern = comment === '#' ? /#[^\r\n]*/g : /\/\/[^\r\n]*|\/\*[^]*?\*\//g;
  const left = [...text.matchAll(pattern)].map(([found]) => found);
  for (const [found] of source.matchAll(pattern)) {
    const at = left.indexOf(found);
    assert.ok(at !== -1, `the comment ${found} is gone:\n${text}`);
    left.splice(at, 1);
  }
}
