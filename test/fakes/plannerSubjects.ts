import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type ParseError } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import type { Parsers } from '../../src/codegen/inspect/parsers';
import { applyEdits, applyEditsChecked } from '../../src/codegen/edit/applyEdits';
import { composePlans } from '../../src/codegen/edit/composePlans';
import type { EditPlan } from '../../src/codegen/edit/editPlan';
import { planEnvEntry } from '../../src/codegen/edit/planEnvEntry';
import { planJsonProperty } from '../../src/codegen/edit/planJsonProperty';
import { planJsxSibling } from '../../src/codegen/edit/planJsxSibling';
import { planDefinition } from '../../src/codegen/edit/planPyDefinition';
import { planImport } from '../../src/codegen/edit/planPyImport';
import { planClassMember } from '../../src/codegen/edit/planPyMember';
import { planListItem, planStatementBesideSiblings } from '../../src/codegen/edit/planPyStatement';
import { planTypeImport } from '../../src/codegen/edit/planPyTypeImport';
import { planTsImport } from '../../src/codegen/edit/planTsImport';
import { planArrayItem, planObjectProperty } from '../../src/codegen/edit/planTsLiteral';
import { planTypeMember } from '../../src/codegen/edit/planTypeMember';
import { planYamlProperty } from '../../src/codegen/edit/planYamlProperty';

export type Planner = (parsers: Parsers, source: string) => EditPlan;
/** A kind of file, and the planners that edit it. */
export interface Subject {
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

export const SUBJECTS = { python: PYTHON, tsx: TSX, json: JSON_FILES, yaml: YAML_FILES, env: ENV_FILES };

/** One variant of each part, with a byte order mark, each line end, comments and the last newline missing or not. */
export function sources(subject: Subject): fc.Arbitrary<string> {
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

export type Edits = Extract<EditPlan, { kind: 'edits' }>;

/** The text with the edits of a plan; refuses what would no longer parse. */
export function applyPlan(parsers: Parsers, language: Subject['language'], source: string, { edits }: Edits) {
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
