import assert from 'node:assert/strict';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { AppError } from '../../core/model/appError';
import { Parsers } from '../inspect/parsers';
import { applyEdits, applyEditsChecked } from './applyEdits';
import { composePlans, runPlanners } from './composePlans';
import type { EditPlan } from './editPlan';
import { planEnvEntry } from './planEnvEntry';
import { planJsonProperty } from './planJsonProperty';
import { planJsxSibling } from './planJsxSibling';
import { planDefinition, planReplaceDefinition } from './planPyDefinition';
import { planImport } from './planPyImport';
import { planClassMember, planRemoveMember } from './planPyMember';
import { planListItem, planStatementBesideSiblings } from './planPyStatement';
import { planTsImport } from './planTsImport';
import { planArrayItem, planObjectProperty } from './planTsLiteral';
import { planTypeMember } from './planTypeMember';
import { planYamlProperty } from './planYamlProperty';

type Planner = (parsers: Parsers, source: string) => EditPlan;
type Case = readonly [title: string, planner: Planner, before: string, after: string];

const include =
  (order: 'sorted' | 'last'): Planner =>
  (p, s) =>
    planStatementBesideSiblings(p, s, {
      callee: 'r.include_router',
      statement: 'r.include_router(m.router)',
      key: 'm.router',
      order,
    });
const apiImport: Planner = (p, s) =>
  planImport(p, s, { module: 'api', names: ['m'], width: 40, firstParty: ['api', 'db'] });
const field: Planner = (p, s) =>
  planClassMember(p, s, { className: 'C', name: 'n', code: 'n: int', section: 'field' });
const navItem: Planner = (p, s) =>
  planArrayItem(p, s, {
    variable: 'nav',
    path: [{ property: 'label', value: 's' }, 'items'],
    item: '{ id: "m" }',
    key: { property: 'id', value: 'm' },
    order: 'last',
    width: 60,
  });

const CASES: readonly Case[] = [
  ['import into a line', apiImport, 'from api import a, z\n', 'from api import a, m, z\n'],
  [
    'import into brackets',
    apiImport,
    'from api import (\n    a,  # a\n    z,\n)\n',
    'from api import (\n    a,  # a\n    m,\n    z,\n)\n',
  ],
  [
    'import past the width',
    apiImport,
    'from api import aaaaaaaaaaaa, bbbbbbbbbbb\n',
    'from api import (\n    aaaaaaaaaaaa,\n    bbbbbbbbbbb,\n    m,\n)\n',
  ],
  ['import that is there', apiImport, 'from api import m\n', 'alreadyPresent'],
  [
    'import that is there under another name only',
    apiImport,
    'from api import m as n\n',
    'from api import m, m as n\n',
  ],
  [
    'import into its section',
    apiImport,
    'import os\n\nfrom fastapi import A\n\nfrom db import B\n\nx = 1\n',
    'import os\n\nfrom fastapi import A\n\nfrom api import m\nfrom db import B\n\nx = 1\n',
  ],
  [
    'import into a new section',
    apiImport,
    'import os\n\nx = 1\n',
    'import os\n\nfrom api import m\n\nx = 1\n',
  ],
  [
    'import below a docstring',
    apiImport,
    '"""Doc."""\n\nx = 1\n',
    '"""Doc."""\n\nfrom api import m\n\nx = 1\n',
  ],
  ['import into an empty file', apiImport, '', 'from api import m\n'],
  [
    'statement sorted',
    include('sorted'),
    'r = A()\n\nr.include_router(a.router)\nr.include_router(z.router)\n',
    'r = A()\n\nr.include_router(a.router)\nr.include_router(m.router)\nr.include_router(z.router)\n',
  ],
  [
    'statement last',
    include('last'),
    'r.include_router(z.router)\nr.include_router(a.router)',
    'r.include_router(z.router)\nr.include_router(a.router)\nr.include_router(m.router)',
  ],
  ['first statement', include('last'), 'r = A()\n', 'r = A()\n\nr.include_router(m.router)\n'],
  ['statement without siblings', include('last'), 'x = 1\n', 'anchorMissing'],
  [
    'statement that is there',
    include('last'),
    'r.include_router(\n    m.router, prefix="/m"\n)\n',
    'alreadyPresent',
  ],
  [
    'field',
    field,
    'class C(B):\n    __tablename__ = "c"\n\n    a: int\n\n    r = relationship()\n',
    'class C(B):\n    __tablename__ = "c"\n\n    a: int\n    n: int\n\n    r = relationship()\n',
  ],
  ['field in an empty class', field, 'class C(B):\n    pass\n', 'class C(B):\n    n: int\n'],
  [
    'field above methods',
    field,
    'class C:\n    def f(self):\n        pass\n',
    'class C:\n    n: int\n\n    def f(self):\n        pass\n',
  ],
  [
    'relationship',
    (p, s) =>
      planClassMember(p, s, {
        className: 'C',
        name: 'n',
        code: 'n = relationship()',
        section: 'relationship',
      }),
    'class C:\n    a: int\n\n    def f(self):\n        pass\n',
    'class C:\n    a: int\n\n    n = relationship()\n\n    def f(self):\n        pass\n',
  ],
  ['field of no class', field, 'class D:\n    pass\n', 'anchorMissing'],
  [
    'removed field',
    (p, s) => planRemoveMember(p, s, { className: 'C', name: 'a' }),
    'class C:\n    a: int  # a\n    b: int\n',
    'class C:\n    b: int\n',
  ],
  [
    'removed last method',
    (p, s) => planRemoveMember(p, s, { className: 'C', name: 'f' }),
    'class C:\n    b: int\n\n    def f(self):\n        pass\n\n\nx = 1\n',
    'class C:\n    b: int\n\n\nx = 1\n',
  ],
  [
    'removed only field',
    (p, s) => planRemoveMember(p, s, { className: 'C', name: 'a' }),
    'class C:\n    a: int\n',
    'class C:\n    pass\n',
  ],
  [
    'definition at the end',
    (p, s) => planDefinition(p, s, { name: 'N', code: 'class N:\n    a: int' }),
    'x = 1\n',
    'x = 1\n\n\nclass N:\n    a: int\n',
  ],
  [
    'definition below another',
    (p, s) => planDefinition(p, s, { name: 'N', code: 'class N:\n    a: int', after: 'A' }),
    'class A:\n    a: int\n\n\nclass B:\n    a: int\n',
    'class A:\n    a: int\n\n\nclass N:\n    a: int\n\n\nclass B:\n    a: int\n',
  ],
  [
    'definition replaced',
    (p, s) => planReplaceDefinition(p, s, { name: 'f', code: '@b\ndef f(): ...' }),
    '@a\ndef f():\n    pass\n\n\nx = 1\n',
    '@b\ndef f(): ...\n\n\nx = 1\n',
  ],
  [
    'list item',
    (p, s) => planListItem(p, s, { name: '__all__', item: '"M"', order: 'sorted' }),
    '__all__ = ["A", "Z"]\n',
    '__all__ = ["A", "M", "Z"]\n',
  ],
  [
    'tuple of one',
    (p, s) => planListItem(p, s, { name: 'C.x', item: 'b', order: 'last' }),
    'class C:\n    x = (a,)\n',
    'class C:\n    x = (a, b)\n',
  ],
  [
    'ts import',
    (p, s) => planTsImport(p, s, { module: '@/m', names: [{ name: 'M', kind: 'value' }] }),
    'import r from "r";\nimport { z } from "@/z";\n\nx();\n',
    'import r from "r";\nimport { M } from "@/m";\nimport { z } from "@/z";\n\nx();\n',
  ],
  [
    'ts import in the style of the file',
    (p, s) => planTsImport(p, s, { module: '@/m', names: [{ name: 'M', kind: 'type' }] }),
    "import r from 'r'\n",
    "import r from 'r'\nimport type { M } from '@/m'\n",
  ],
  [
    'ts name',
    (p, s) => planTsImport(p, s, { module: 'r', names: [{ name: 'M', kind: 'type' }] }),
    'import { a, z } from "r";\n',
    'import { a, type M, z } from "r";\n',
  ],
  [
    'array item past the width',
    navItem,
    'const nav = [{ label: "s", items: [{ id: "a" }, { id: "bbb" }] }];\n',
    'const nav = [{ label: "s", items: [\n  { id: "a" },\n  { id: "bbb" },\n  { id: "m" },\n] }];\n',
  ],
  [
    'array item',
    navItem,
    'const nav = [\n  {\n    label: "s",\n    items: [{ id: "a" }],\n  },\n];\n',
    'const nav = [\n  {\n    label: "s",\n    items: [{ id: "a" }, { id: "m" }],\n  },\n];\n',
  ],
  [
    'array item that is there',
    navItem,
    'const nav = [{ label: "s", items: [{ id: "m", x: 1 }] }];\n',
    'alreadyPresent',
  ],
  ['array item of no array', navItem, 'const nav = [{ label: "t", items: [] }];\n', 'anchorMissing'],
  [
    'zod key',
    (p, s) => planObjectProperty(p, s, { variable: 'a', name: 'm', property: 'm: z.int()', order: 'last' }),
    'const a = z.object({\n  b: z.string() // b\n});\n',
    'const a = z.object({\n  b: z.string(), // b\n  m: z.int()\n});\n',
  ],
  [
    'type member',
    (p, s) => planTypeMember(p, s, { type: 'T', name: 'm', member: 'm: X', order: 'last' }),
    'interface T {\n  a: string;\n}\n',
    'interface T {\n  a: string;\n  m: X;\n}\n',
  ],
  [
    'type member without semicolons',
    (p, s) => planTypeMember(p, s, { type: 'T', name: 'm', member: 'm: X', order: 'last' }),
    'interface T {\n  a: string\n}\n',
    'interface T {\n  a: string\n  m: X\n}\n',
  ],
  [
    'jsx',
    (p, s) =>
      planJsxSibling(p, s, {
        name: 'L',
        element: '<L to="/m" />',
        key: { attribute: 'to', value: '/m' },
        order: 'last',
      }),
    'const a = (\n  <nav>\n    <L to="/a" />\n  </nav>\n);\n',
    'const a = (\n  <nav>\n    <L to="/a" />\n    <L to="/m" />\n  </nav>\n);\n',
  ],
  [
    'json',
    (_, s) => planJsonProperty(s, { path: ['m'], value: { t: 'M' } }),
    '{\n  "a": 1,\n  "z": 2\n}\n',
    '{\n  "a": 1,\n  "m": {\n    "t": "M"\n  },\n  "z": 2\n}\n',
  ],
  [
    'json in another order',
    (_, s) => planJsonProperty(s, { path: ['m'], value: 1 }),
    '{\n  "z": 1,\n  "a": 2\n}\n',
    '{\n  "z": 1,\n  "a": 2,\n  "m": 1\n}\n',
  ],
  [
    'json that a person changed',
    (_, s) => planJsonProperty(s, { path: ['m'], value: 1 }),
    '{ "m": 2 }\n',
    'alreadyPresent',
  ],
  [
    'json replaced',
    (_, s) => planJsonProperty(s, { path: ['m'], value: 1, onDifferent: 'replace' }),
    '{ "m": 2 }\n',
    '{ "m": 1 }\n',
  ],
  [
    'json that is an array',
    (_, s) => planJsonProperty(s, { path: ['m'], value: 1 }),
    '[]\n',
    'anchorMissing',
  ],
  [
    'yaml',
    (_, s) => planYamlProperty(s, { path: ['a', 'm'], value: 'x' }),
    'a:\n  b: 1 # b\n\nc: 2\n',
    'a:\n  b: 1 # b\n  m: x\n\nc: 2\n',
  ],
  ['env', (_, s) => planEnvEntry(s, { name: 'M', value: '1' }), 'A=1', 'A=1\nM=1'],
  [
    'env that is there',
    (_, s) => planEnvEntry(s, { name: 'M', value: '1' }),
    'export M=2\n',
    'alreadyPresent',
  ],
];

describe('edit planners, before and after', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await Parsers.create(nodeAssets);
  });

  for (const [title, planner, before, after] of CASES) {
    it(title, () => {
      const plan = planner(parsers, before);
      const actual = plan.kind === 'edits' ? applyEdits(before, plan.edits).text : plan.kind;
      assert.equal(actual, after);
    });
  }

  it('refuses edits that break the file', () => {
    const plan = planDefinition(parsers, 'x = 1\n', { name: 'f', code: 'def f(:' });
    assert.ok(plan.kind === 'edits');
    assert.throws(
      () => applyEditsChecked(parsers, 'python', 'x = 1\n', plan.edits),
      (thrown) => thrown instanceof AppError && thrown.code === 'parseFailed',
    );
  });

  it('marks the lines of each edit', () => {
    const plan = planDefinition(parsers, 'x = 1\r\n', {
      name: 'N',
      code: 'class N:\n    a: int',
      label: { title: 'N', provides: ['py:N'], requires: ['py:B'] },
    });
    assert.ok(plan.kind === 'edits');
    assert.deepEqual(applyEdits('x = 1\r\n', plan.edits), {
      text: 'x = 1\r\n\r\n\r\nclass N:\r\n    a: int\r\n',
      marks: [
        { startLine: 3, endLine: 5, title: 'N', provides: ['py:N'], requires: ['py:B'], conflict: false },
      ],
    });
  });

  it('composes plans, and runs planners whose edits meet', () => {
    const source = 'import os\n\nx = 1\n';
    const sorted =
      (name: string): Planner =>
      (p, s) =>
        planImport(p, s, { module: name, names: ['x'], firstParty: ['a', 'b'] });
    const outcome = runPlanners(
      source,
      ['b', 'a'].map((name) => (text: string) => sorted(name)(parsers, text)),
    );
    assert.ok(outcome.kind === 'edited');
    assert.equal(outcome.text, 'import os\n\nfrom a import x\nfrom b import x\n\nx = 1\n');
    const lines = outcome.text.split('\n');
    assert.deepEqual(
      outcome.marks.map((mark) => lines.slice(mark.startLine, mark.endLine).join('\n').trim()),
      ['from b import x', 'from a import x'],
    );
    assert.deepEqual(composePlans([{ kind: 'alreadyPresent' }, { kind: 'anchorMissing', reason: 'r' }]), {
      kind: 'anchorMissing',
      reason: 'r',
    });
    assert.deepEqual(composePlans([{ kind: 'alreadyPresent' }]), { kind: 'alreadyPresent' });
  });
});
