import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { frontendFixture } from '../../../test/fakes/frontendFixture';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import { quietContext } from '../../../test/fakes/quietContext';
import { Parsers } from '../../codegen/inspect/parsers';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { checkShorthand } from '../../core/entity/shorthand';
import { AppError } from '../../core/model/appError';
import type { EntityBase } from '../../core/model/entityBase';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { ExecutorContext, ExecutorResult } from '../../core/ports/executor';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { workspacePath } from '../../core/model/workspacePath';
import { detectNextjs } from './detectNextjs';
import { createNextjsExecutors } from './executors';
import { plannedFiles } from './plannedFiles';

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../../../test/golden/nextjs');
const PRODUCT =
  'product name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const BUNDLE = {
  name: 'bundle',
  group: 'sales',
  fields: {
    title: 'string(60)',
    code: { type: 'string(3..5)!', pattern: '^[A-Z/]+$', display: { filter: true } },
    active: { type: 'bool', required: false, default: null },
    size: {
      type: { kind: 'enum', values: ['1.5 l', '2 l'] },
      valueLabels: { '1.5 l': { en: "It's {small}", ar: 'صغير' }, '2 l': { en: 'Big', ar: 'كبير' } },
    },
    from: 'date',
    extra: 'json',
    views: 'bigint(0..)!=0',
  },
  relationships: {
    items: {
      kind: 'many-to-many',
      target: 'Product',
      payload: { quantity: 'int(1..)!', note: 'string(80)' },
    },
    tags: 'refs(Tag)',
    parent: 'ref(self)',
  },
  features: { softDelete: false, search: false, csvExport: false },
};

describe('Next.js stack', () => {
  let parsers: Parsers;
  let fixture: Map<string, string>;

  before(async () => {
    [parsers, fixture] = await Promise.all([Parsers.create(nodeAssets), frontendFixture()]);
  });

  const filesOf = (files: ReadonlyMap<string, string>): WorkspaceFiles => ({
    root: '/workspace',
    list: () => Promise.resolve([...files.keys()].sort().map(workspacePath)),
    read: (path) => Promise.resolve(files.get(path)),
  });

  const specOf = (input: string | object): EntitySpec => {
    const result = typeof input === 'string' ? checkShorthand(input) : normalizeEntity(input);
    assert.ok(result.kind === 'valid', JSON.stringify(result));
    return result.spec;
  };

  /** Runs both agents; their files are laid over those of the workspace. */
  async function generate(
    files: Map<string, string>,
    input: string | object,
    base: EntityBase | null = null,
  ): Promise<{ results: ExecutorResult[]; after: Map<string, string>; steps: string[] }> {
    const [frontend] = await detectNextjs(filesOf(files), parsers);
    const after = new Map(files);
    const steps: string[] = [];
    const results: ExecutorResult[] = [];
    for (const executor of createNextjsExecutors({ parsers })) {
      const context: ExecutorContext = {
        ...quietContext,
        request: {},
        inputs: {
          'project-detection': { backend: null, frontend },
          'entity-dialogue': { spec: specOf(input), base },
        },
        files: filesOf(after),
        progress: (step) => steps.push(step),
        ask: () => Promise.reject(new Error('nothing to ask')),
      };
      const result = await executor.execute(context);
      for (const file of result.files) after.set(file.path, file.proposed);
      results.push(result);
    }
    return { results, after, steps };
  }

  const changed = (results: readonly ExecutorResult[]): string[] =>
    results.flatMap((result) => result.files.map((file) => file.path));
  const baseOf = (spec: EntitySpec, results: readonly ExecutorResult[]): EntityBase => ({
    version: 1,
    spec,
    fragments: Object.assign({}, ...results.map((result) => result.fragments)) as Record<string, string>,
  });

  describe('detection', () => {
    it('reads the conventions of the sample', async () => {
      const [project, ...others] = await detectNextjs(filesOf(fixture), parsers);
      assert.equal(others.length, 0);
      assert.ok(project !== undefined);
      assert.deepEqual(
        {
          folder: project.folder,
          folders: project.folders,
          style: project.style,
          missing: project.missing,
          unsupported: project.unsupported,
          entities: project.entities.map(({ name, api }) => ({ name, api })),
          messages: project.messages.map(({ locale }) => locale),
          navigation: project.navigation,
          lists: project.lists,
        },
        {
          folder: 'frontend',
          folders: {
            types: 'lib/types/api',
            api: 'app/api',
            pages: 'app/(pages)',
            components: 'components',
          },
          style: { width: 100, quotes: 'double', semi: true, typeImports: 'inline' },
          missing: [],
          unsupported: [],
          entities: [{ name: 'Category', api: '/api/setting/categories' }],
          messages: ['en', 'ar'],
          navigation: {
            path: 'lib/navigation.ts',
            variable: 'navigation',
            items: 'items',
            keys: { label: 'label', href: 'href' },
          },
          lists: { capabilities: true, permanentDeletion: true, timeRanges: true },
        },
      );
      assert.ok(project.evidence.every(({ path, line }) => fixture.has(path) && line > 0));
    });

    it('finds a project anywhere, several, or none', async () => {
      const moved = (folder: string, source = fixture): [string, string][] =>
        [...source].map(([path, text]) => [path.replace('frontend/', folder), text]);
      const cases: readonly [Map<string, string>, readonly string[]][] = [
        [new Map(moved('')), ['']],
        [new Map([...moved('apps/web/'), ...moved('apps/admin/')]), ['apps/admin', 'apps/web']],
        [
          new Map([
            ['backend/main.py', ''],
            ['package.json', '{"dependencies":{"react":"19"}}'],
          ]),
          [],
        ],
        [
          new Map(
            [...moved('web/')].map(([path, text]) => [path, /\.tsx?$/.test(path) ? `${text}\n}}` : text]),
          ),
          ['web'],
        ],
      ];
      for (const [files, folders] of cases) {
        const found = await detectNextjs(filesOf(files), parsers);
        assert.deepEqual(
          found.map(({ folder }) => folder),
          folders,
        );
      }
    });

    it('names what it does not support', async () => {
      const pages = new Map([
        ['package.json', '{"dependencies":{"next":"16","next-intl":"4"}}'],
        ['pages/index.tsx', ''],
        ['tsconfig.json', '{}'],
      ]);
      const [project] = await detectNextjs(filesOf(pages), parsers);
      assert.match(project?.unsupported[0] ?? '', /Pages Router/);
    });
  });

  describe('generation', () => {
    it('writes an entity as the host wrote its own', async () => {
      const own = [...fixture.keys()].filter((path) => path.includes('categor'));
      const without = new Map([...fixture].filter(([path]) => !own.includes(path)));
      without.set(
        'frontend/lib/navigation.ts',
        (fixture.get('frontend/lib/navigation.ts') ?? '').replaceAll('categories', 'tags'),
      );
      const { after } = await generate(without, {
        name: 'category',
        fields: {
          name: 'bilingual(64)!',
          description: 'text',
          sort_order: 'int(0..)!=0',
          is_active: 'bool!=true',
        },
      });
      assert.ok(own.length > 10);
      for (const path of own) assert.equal(after.get(path), fixture.get(path), path);
    });

    const golden: readonly [string, string | object][] = [
      ['product', PRODUCT],
      ['bundle', BUNDLE],
    ];
    for (const [name, input] of golden) {
      it(`gives the golden tree of ${name}`, async () => {
        const { results, after } = await generate(fixture, input);
        const folder = join(GOLDEN, name);
        if (process.env['UPDATE_GOLDEN'] === '1') {
          await rm(folder, { recursive: true, force: true });
          for (const path of changed(results)) {
            await mkdir(dirname(join(folder, path)), { recursive: true });
            await writeFile(join(folder, path), after.get(path) ?? '');
          }
        }
        const files = await readdir(folder, { recursive: true, withFileTypes: true });
        assert.equal(files.filter((file) => file.isFile()).length, changed(results).length);
        for (const path of changed(results)) {
          assert.equal(after.get(path), await readFile(join(folder, path), 'utf8'), path);
        }
      });
    }

    it('reports its steps and what it left out', async () => {
      const { steps, results } = await generate(fixture, BUNDLE);
      assert.equal(steps.filter((step) => step === 'Columns defined').length, 1);
      assert.deepEqual(
        results[0]?.notes.map(({ step, kind }) => [step, kind]),
        [
          ['Restore route', 'leftOut'],
          ['Export route', 'leftOut'],
        ],
      );
    });

    it('plans the files that it then writes', async () => {
      const [project] = await detectNextjs(filesOf(fixture), parsers);
      assert.ok(project !== undefined);
      for (const input of [PRODUCT, BUNDLE]) {
        const { results } = await generate(fixture, input);
        assert.deepEqual(
          plannedFiles(project, specOf(input), parsers).map(({ path, action }) => [path, action]),
          results.flatMap(({ files }) =>
            files.map(({ path, base }) => [path, base === null ? 'create' : 'edit']),
          ),
        );
      }
    });

    it('names the component that is missing', async () => {
      const without = new Map([...fixture].filter(([path]) => !path.endsWith('data-table/data-table.tsx')));
      await assert.rejects(generate(without, PRODUCT), (error) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.code, 'dependencyMissing');
        assert.equal(error.message, "Component 'DataTable' not found in @/components/data-table");
        return true;
      });
    });
  });

  describe('what is there already', () => {
    it('generates nothing twice', async () => {
      for (const input of [PRODUCT, BUNDLE]) {
        const first = await generate(fixture, input);
        const second = await generate(first.after, input, baseOf(specOf(input), first.results));
        assert.deepEqual(changed(second.results), []);
        const withoutBase = await generate(first.after, input);
        assert.deepEqual(changed(withoutBase.results), []);
        assert.deepEqual(
          withoutBase.results.flatMap(({ findings }) => findings),
          [],
        );
      }
    });

    it('takes several lines where a text is longer than one', async () => {
      const { after } = await generate(fixture, {
        name: 'note',
        fields: { title: 'string', body: 'bilingual(5000)' },
      });
      const form = after.get('frontend/app/(pages)/setting/notes/_components/modals/note-form.tsx') ?? '';
      assert.match(form, /<TextField control=\{control\} name="title"/);
      assert.match(form, /<TextareaField[^>]*name="body_ar"[^>]*language="ar"[^>]*nullable/);
    });

    it('names what Arabic pages show in English, once', async () => {
      const told = ({ results }: { results: readonly ExecutorResult[] }): string[] =>
        results.flatMap(({ findings }) => findings.map(({ message }) => message));
      const first = await generate(fixture, BUNDLE);
      const [message = '', ...others] = told(first);
      assert.deepEqual(
        others.map((other) => /^(\w+) has no page/.exec(other)?.[1]),
        ['Product', 'Tag'],
        'what nothing can be chosen of',
      );
      assert.match(message, /English for Bundle, Bundles, Extra, Views\. .*entities\/bundle\.yaml/);
      const wider = { ...BUNDLE, fields: { ...BUNDLE.fields, gadget: 'int', price: 'int' } };
      const second = await generate(first.after, wider, baseOf(specOf(BUNDLE), first.results));
      assert.match(told(second).join(), /English for Gadget\. /);
      assert.deepEqual(told(await generate(fixture, PRODUCT)), []);
    });

    it('brings back the one file that was deleted', async () => {
      const first = await generate(fixture, PRODUCT);
      const form = 'frontend/app/(pages)/setting/products/_components/modals/product-form.tsx';
      first.after.delete(form);
      const again = await generate(first.after, PRODUCT, baseOf(specOf(PRODUCT), first.results));
      assert.deepEqual(changed(again.results), [form]);
    });

    it('has nothing left of what was taken away', async () => {
      const plain = {
        name: 'bundle',
        group: 'sales',
        fields: { title: 'string(60)' },
        features: BUNDLE.features,
      };
      const first = await generate(fixture, BUNDLE);
      const second = await generate(first.after, plain, baseOf(specOf(BUNDLE), first.results));
      const alone = await generate(fixture, plain);
      for (const [path, text] of alone.after) assert.equal(second.after.get(path), text, path);
      const more = [...second.after.keys()].filter((path) => !alone.after.has(path));
      assert.ok(
        more.every((path) => path.startsWith('frontend/components/')),
        "but components, which are the host's now",
      );
    });

    it('names the files of what was switched off', async () => {
      const input = { name: 'note', fields: { title: 'string', rank: 'int' } };
      const first = await generate(fixture, input);
      const less = { ...input, features: { filters: false, bulkActions: false } };
      const second = await generate(first.after, less, baseOf(specOf(input), first.results));
      assert.deepEqual(
        second.results.flatMap(({ findings }) => findings.map(({ rule, path }) => [rule, path])),
        [
          ['left-behind', 'frontend/app/api/setting/notes/bulk-delete/route.ts'],
          ['left-behind', 'frontend/app/(pages)/setting/notes/_components/table/filters.tsx'],
        ],
      );
      const again = await generate(second.after, less, baseOf(specOf(less), second.results));
      assert.deepEqual(
        again.results.flatMap(({ findings }) => findings),
        [],
      );
    });

    it('keeps hand edits when a field is added', async () => {
      const first = await generate(fixture, PRODUCT);
      const table = 'frontend/app/(pages)/setting/products/_components/table/columns.tsx';
      first.after.set(table, `// by hand\n${first.after.get(table) ?? ''}`);
      const { after } = await generate(
        first.after,
        `${PRODUCT} weight:float`,
        baseOf(specOf(PRODUCT), first.results),
      );
      assert.match(after.get(table) ?? '', /^\/\/ by hand\n[^]*accessor\("weight"/);
      const named = [...after].filter(([path, text]) => path.includes('product') && text.includes('weight'));
      assert.ok(named.length >= 5, named.map(([path]) => path).join());
      assert.match(after.get('frontend/messages/ar.json') ?? '', /"weight": "الوزن"/);
    });

    it('lists where a part without a base differs, and keeps it', async () => {
      const first = await generate(fixture, PRODUCT);
      const types = 'frontend/lib/types/api/product.ts';
      const changedText = (first.after.get(types) ?? '').replace(
        'price: decimalString(10, 2),',
        'color: plainText(),',
      );
      first.after.set(types, changedText);
      const broken = 'frontend/app/api/setting/products/route.ts';
      first.after.set(broken, 'export const GET = (');
      const { results, after } = await generate(first.after, PRODUCT);
      assert.equal(after.get(types), changedText);
      assert.deepEqual(
        results.flatMap(({ findings }) =>
          findings.map(({ path, line, message }) => [path, line, message.slice(0, 33)]),
        ),
        [
          [types, 7, '"price" is in the specification, '],
          [types, 7, '"color" is in productCreateSchema'],
          [broken, 1, 'The file does not parse (unexpect'],
        ],
      );
    });
  });
});
