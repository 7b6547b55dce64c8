import assert from 'node:assert/strict';
import path from 'node:path';
import { workspacePath } from '../../src/core/model/workspacePath';
import { OutsideWorld, type Answer } from './outsideWorld';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const GENERATE = ['generate', 'fullstack', 'product', '--fields', FIELDS, '--no-verify', '--yes'];

interface Case {
  readonly name: string;
  /** What the message must name. */
  readonly named: string;
  readonly argv: readonly string[];
  readonly prepare?: (world: OutsideWorld) => void;
}

const OUTSIDE_NAMES: readonly string[] = [
  '../outside/product',
  '..\\outside\\product',
  '/outside/product',
  '//server/share/product',
  '\\\\server\\share\\product',
  'C:\\outside\\product',
  'C:/outside/product',
  'c:product',
  'file:///outside/product',
  '~/outside',
  '..',
  '%2e%2e/outside',
  '．．/outside',
  'a/../../outside',
];

const entityName = (name: string): Case => ({
  name: `the entity name ${name}`,
  named: name,
  argv: ['generate', 'fullstack', name, '--fields', 'name:string', '--no-verify', '--yes'],
});

const addField = (entity: string): Case => ({
  name: `add-field to ${entity}`,
  named: entity,
  argv: ['add-field', entity, 'stock:int', '--no-verify', '--yes'],
});

const shorthand = (fields: string, named: string): Case => ({
  name: `the shorthand ${fields}`,
  named,
  argv: ['generate', 'fullstack', 'product', '--fields', fields, '--no-verify', '--yes'],
});

/** An entity file with one more line, given with --spec and lying in `.groundwork/entities`. */
function specified(line: string, named: string): readonly Case[] {
  const text = `name: product\nfields:\n  name: string\n${line}\n`;
  const spec = line.startsWith('name:') ? text.replace('name: product\n', '') : text;
  return [
    {
      name: `--spec with ${line}`,
      named,
      argv: ['generate', 'fullstack', 'product', '--spec', 'SPEC', '--no-verify', '--yes'],
      prepare: (world) => world.write('spec.yaml', spec),
    },
    {
      name: `.groundwork/entities/product.yaml with ${line}`,
      named,
      argv: ['add-field', 'product', 'stock:int', '--no-verify', '--yes'],
      prepare: (world) => world.write('.groundwork/entities/product.yaml', spec),
    },
  ];
}

const SPECS: readonly Case[] = [
  specified("name: '../outside/product'", '../outside/product'),
  specified("plural: '../../outside'", '../../outside'),
  specified("table: '/outside/products'", '/outside/products'),
  specified("route: '../../outside'", '../../outside'),
  specified("route: '//server/share'", '//server/share'),
  specified("group: '..'", '..'),
  specified("group: 'C:\\outside'", 'C:\\\\outside'),
  specified("renamedFrom: '../outside/x'", '../outside/x'),
  specified('relationships:\n  owner: ref(../outside/Owner)', '../outside/Owner'),
  specified("relationships:\n  tags:\n    type: refs(Category)\n    table: '../outside'", '../outside'),
  specified("relationships:\n  '../outside': ref(Category)", '../outside'),
  specified("labelField: '../outside'", '../outside'),
].flat();

const half = (option: '--backend' | '--frontend', folder: string): Case => ({
  name: `${option} ${folder}`,
  named: folder,
  argv: [...GENERATE, option, folder],
});

const linked = (
  place: string,
  target?: (world: OutsideWorld) => string,
  argv: readonly string[] = GENERATE,
): Case => ({
  name: `a link at ${place}, in ${argv[0] ?? ''}`,
  named: place,
  argv,
  prepare: (world) => world.link(place, target?.(world)),
});

const FROM_FILE = ['generate', 'fullstack', 'product', '--no-verify', '--yes'];
const ADD_FIELD = ['add-field', 'product', 'stock:int', '--no-verify', '--yes'];
const entitiesOutside = (world: OutsideWorld): string => path.join(world.outside, 'entities');
const fileOutside = (world: OutsideWorld): string => path.join(world.outside, 'entities', 'product.yaml');

const LINKS: readonly Case[] = [
  linked('.groundwork/entities', entitiesOutside, FROM_FILE),
  linked('.groundwork/entities/product.yaml', fileOutside, FROM_FILE),
  linked('.groundwork/entities', entitiesOutside, ADD_FIELD),
  linked('.groundwork/entities/product.yaml', fileOutside, ADD_FIELD),
  linked('.groundwork/entities/product.yaml', () => '/dev/zero', FROM_FILE),
  linked('.groundwork'),
  linked('.groundwork/entities'),
  linked('.groundwork/base'),
  linked('.groundwork/entity.schema.json'),
  linked('.groundwork/base/product.json'),
  linked('.gitattributes'),
  linked('backend/api/schemas/product_schema.py'),
  linked('backend/api/crud/products.py'),
  linked('backend/tests/test_products.py'),
  linked('backend/alembic/versions/0002_products.py'),
  linked('frontend/lib/types/api/product.ts'),
  linked('frontend/app/api/setting/products'),
  linked('frontend/app/(pages)/setting/products'),
  linked('frontend/app/api/setting/products/route.ts', (world) => path.join(world.outside, 'secret.txt')),
  linked('backend/api/crud/products.py', () => '/dev/zero'),
  linked('backend/api/crud/products.py', () => 'products.py'),
];

/** Where a hostile workspace points outside in what detection reads: it is not followed. */
const CONFIGS: readonly { readonly name: string; readonly prepare: (world: OutsideWorld) => void }[] = [
  {
    name: 'pyproject.toml with packages and a ruff configuration outside',
    prepare: (world) =>
      world.change(
        'backend/pyproject.toml',
        (text) =>
          `${text}\n[tool.setuptools.package-dir]\n"" = "../../outside"\n[tool.setuptools.packages.find]\nwhere = ["../../outside"]\n`,
      ),
  },
  {
    name: 'alembic.ini with its scripts outside',
    prepare: (world) =>
      world.change('backend/alembic.ini', (text) =>
        text.replace('%(here)s/alembic', path.join(world.outside, 'alembic')),
      ),
  },
  {
    name: 'tsconfig.json with paths and a base outside',
    prepare: (world) =>
      world.change('frontend/tsconfig.json', (text) =>
        text
          .replace(
            '"compilerOptions": {',
            '"extends": "../../outside/tsconfig.json",\n  "compilerOptions": {',
          )
          .replace(/"@\/\*":\s*\[[^\]]*\]/, '"@/*": ["../../outside/*"]'),
      ),
  },
  {
    name: 'requirements.txt that includes a file outside',
    prepare: (world) =>
      world.change('backend/requirements.txt', (text) => `-r ../../outside/secret.txt\n${text}`),
  },
  {
    name: 'messages imported from outside',
    prepare: (world) =>
      world.change('frontend/i18n/request.ts', (text) => text.replace('../messages/', '../../../outside/')),
  },
  {
    name: 'a router group that imports from packages above',
    prepare: (world) =>
      world.change(
        'backend/core/app_setup/routers_group/setting_routers.py',
        (text) => `from .....outside.api import router as outside_router\n${text}`,
      ),
  },
  {
    name: 'a merge base of an entity with a path for its name',
    prepare: (world) =>
      world.write(
        '.groundwork/base/product.json',
        JSON.stringify({
          version: 1,
          spec: { name: '../../outside/x' },
          fragments: { '../../outside/x': 'x' },
        }),
      ),
  },
  {
    name: 'a folder of pages that a link leads out of',
    prepare: (world) => world.link('frontend/app/(pages)/outside', world.outside),
  },
];

/** Folders that hold the project itself: without them there is nothing to generate into. */
const MOVED_FOLDERS = [
  'backend',
  'backend/db',
  'backend/db/model.py',
  'backend/alembic',
  'backend/alembic/versions',
  'backend/core/app_setup/routers_group',
  'backend/api/schemas',
  'frontend',
  'frontend/app',
  'frontend/messages/en.json',
  'frontend/lib',
] as const;

const CASES: readonly Case[] = [
  ...OUTSIDE_NAMES.map(entityName),
  ...['../../outside/product', '..\\outside\\product', '/outside/product', 'C:\\product', '~/product'].map(
    addField,
  ),
  shorthand('../outside:string', '../outside'),
  shorthand('name:string owner:ref(../outside/Owner)', '../outside/Owner'),
  shorthand('name:string owner:ref(/outside/Owner)', '/outside/Owner'),
  shorthand('name:string tags:refs(..\\outside)', '..\\outside'),
  ...SPECS,
  half('--backend', '../outside'),
  half('--backend', '/outside'),
  half('--frontend', '..'),
  half('--frontend', 'frontend/../../outside'),
  ...LINKS,
];

/** PATH of accept and reject. */
const REVIEW_PATHS: readonly string[] = [
  '../outside/secret.txt',
  'backend/../../outside/secret.txt',
  '/outside/secret.txt',
  '\\\\server\\share\\secret.txt',
  'C:\\outside\\secret.txt',
  'backend\\db\\model.py',
  './backend/db/model.py',
  'backend//db/model.py',
  'BACKEND/db/model.py',
  'backend/db/MODEL.PY',
  'backend/db/model.py.',
  'backend/db/model.py\u0000',
  'file:///outside/secret.txt',
  '~/secret.txt',
  '',
];

describe('arguments that leave the workspace', function () {
  this.timeout(120_000);
  let world: OutsideWorld;
  before(() => {
    world = new OutsideWorld();
  });
  after(() => {
    world.dispose();
  });

  for (const tried of CASES.filter(({ prepare }) => prepare === undefined)) {
    it(`refuses ${JSON.stringify(tried.name)}, naming it`, async () => {
      await isRefused(tried, world);
    });
  }
});

describe('paths that leave the workspace', function () {
  this.timeout(120_000);
  let world: OutsideWorld;
  beforeEach(() => {
    world = new OutsideWorld();
  });
  afterEach(() => {
    world.dispose();
  });

  it('are tried in at least 50 ways', () => {
    assert.ok(CASES.length + CONFIGS.length + MOVED_FOLDERS.length + 2 * REVIEW_PATHS.length >= 50);
  });

  for (const tried of CASES.filter(({ prepare }) => prepare !== undefined)) {
    it(`refuses ${JSON.stringify(tried.name)}, naming it`, async () => {
      await isRefused(tried, world);
    });
  }

  for (const place of MOVED_FOLDERS) {
    it(`follows no link at ${place}`, async () => {
      world.link(place);
      const before = world.tree();
      world.seal();
      const answer = await world.cli(...GENERATE);
      staysInside(world, answer);
      // What is left may be enough for a half that does not know of it; what is written then is inside.
      if (answer.code !== 0) assert.deepEqual([...world.tree()], [...before]);
    });
  }

  for (const { name, prepare } of CONFIGS) {
    it(`does not follow ${name}`, async () => {
      prepare(world);
      world.seal();
      const answer = await world.cli(...GENERATE);
      staysInside(world, answer);
      assert.equal(answer.code, 0, answer.printed);
      for (const { path: file } of answer.last['files'] as readonly { readonly path: string }[])
        workspacePath(file);
    });
  }

  it('are refused by accept and reject', async () => {
    const generated = await world.cli(...GENERATE.filter((arg) => arg !== '--yes'));
    assert.equal(generated.code, 3, generated.printed);
    const run = String(generated.last['run']);
    const before = world.tree();
    world.seal();
    for (const verb of ['accept', 'reject']) {
      for (const named of REVIEW_PATHS) {
        const answer = await world.cli(verb, run, named);
        staysInside(world, answer);
        assert.equal(answer.code, 2, `${verb} ${named}: ${answer.printed}`);
        assert.ok(
          String(answer.last['message']).includes(JSON.stringify(named).slice(1, -1)),
          answer.printed,
        );
        assert.deepEqual([...world.tree()], [...before]);
      }
    }
  });

  it('are refused at accept when a link came after the run', async () => {
    const generated = await world.cli(...GENERATE.filter((arg) => arg !== '--yes'));
    const run = String(generated.last['run']);
    world.link('backend/api/crud');
    const before = world.tree();
    world.seal();
    const accepted = await world.cli('accept', run);
    staysInside(world, accepted);
    assert.equal(accepted.code, 2, accepted.printed);
    assert.match(String(accepted.last['message']), /backend\/api\/crud/);
    assert.deepEqual([...world.tree()], [...before]);
    const listed = await world.cli('runs');
    assert.equal(listed.code, 0, listed.printed);
    const others = await world.cli('reject', run);
    assert.equal(others.code, 0, others.printed);
    staysInside(world, others);
  });
});

async function isRefused({ named, argv, prepare }: Case, world: OutsideWorld): Promise<void> {
  prepare?.(world);
  const before = world.tree();
  world.seal();
  const spec = path.join(world.root, 'spec.yaml');
  const answer = await world.cli(...argv.map((arg) => (arg === 'SPEC' ? spec : arg)));
  staysInside(world, answer);
  assert.notEqual(answer.code, 0, answer.printed);
  assert.notEqual(answer.code, 3, answer.printed);
  const message = String(answer.last['message'] ?? answer.last['error']);
  assert.ok(message.includes(named) || message.includes(JSON.stringify(named).slice(1, -1)), message);
  assert.deepEqual([...world.tree()], [...before]);
}

function staysInside(world: OutsideWorld, answer: Answer): void {
  assert.equal(world.breach(), null);
  assert.ok(!world.leaks(answer.printed), answer.printed);
}
