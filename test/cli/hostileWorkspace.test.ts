import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { OutsideWorld } from './outsideWorld';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category)';
const GENERATE = ['generate', 'fullstack', 'product', '--fields', FIELDS, '--no-verify', '--yes'];

const pipe = (name: string) => (world: OutsideWorld) => {
  mkdirSync(path.dirname(path.join(world.root, name)), { recursive: true });
  execFileSync('mkfifo', [path.join(world.root, name)]);
};
const bytes =
  (name: string, ...values: readonly number[]) =>
  (world: OutsideWorld) => {
    writeFileSync(path.join(world.root, name), Buffer.from(values));
  };
/** Sparse: takes no room on the disk. */
const large = (name: string) => (world: OutsideWorld) => {
  world.write(name, 'x = 1\n');
  truncateSync(path.join(world.root, name), 100_000_000);
};

type Prepare = (world: OutsideWorld) => void;

/** What must not keep anyone from generating. */
const HARMLESS: Readonly<Record<string, Prepare>> = {
  'a pipe among the sources': pipe('backend/core/events.py'),
  'a pipe for a manifest': pipe('backend/api/pyproject.toml'),
  'a Python file of 100 MB': large('backend/core/huge.py'),
  'a TypeScript file of 100 MB': large('frontend/lib/huge.ts'),
  'a JSON file of 100 MB': large('frontend/messages/fr.txt'),
  'bytes that are no UTF-8': bytes('backend/core/latin.py', 0x78, 0x20, 0x3d, 0x20, 0xe9, 0x0a),
  'folders 400 deep': (world) => {
    mkdirSync(path.join(world.root, ...Array.from({ length: 400 }, () => 'deeper')), { recursive: true });
  },
  'links that lead to themselves and up': (world) => {
    symlinkSync('endless', path.join(world.root, 'backend', 'endless'));
    symlinkSync('..', path.join(world.root, 'backend', 'up'));
    symlinkSync('.', path.join(world.root, 'frontend', 'lib', 'here'));
  },
  'names in other scripts, with control and direction characters': (world) => {
    world.write('backend/core/\u202etxt.py', 'x = 1\n');
    world.write('backend/core/new\nline.py', 'x = 1\n');
    world.write('backend/core/\u0627\u0633\u0645.py', 'x = 1\n');
    world.write('backend/core/__proto__.py', 'x = 1\n');
    world.write('frontend/lib/constructor.ts', 'export const x = 1;\n');
  },
  'Python nested 20,000 deep': (world) =>
    world.write('backend/core/deep.py', `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`),
  'Python lists and calls nested 5,000 deep': (world) =>
    world.write('backend/core/deep.py', `x = ${'f(['.repeat(5_000)}${'])'.repeat(5_000)}\n`),
  'Python blocks nested 90 deep': (world) =>
    world.write(
      'backend/core/deep.py',
      `${Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n')}\n${' '.repeat(90)}pass\n`,
    ),
  'TypeScript nested 20,000 deep': (world) =>
    world.write(
      'frontend/lib/table-deep.ts',
      `export const x = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n`,
    ),
  'JSX nested 5,000 deep': (world) =>
    world.write(
      'frontend/components/table-deep.tsx',
      `export const X = () => ${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)};\n`,
    ),
  'a million lines of one letter': (world) => world.write('backend/core/long.py', 'x\n'.repeat(1_000_000)),
  'a line of 3 MB': (world) => world.write('backend/core/wide.py', `x = "${'a'.repeat(3_000_000)}"\n`),
  'an expression that invites backtracking': (world) =>
    world.write('backend/core/models.py', `revision${' '.repeat(50_000)}x\n${'a_'.repeat(50_000)}\n`),
  '2,000 models': (world) =>
    world.write(
      'backend/core/more.py',
      Array.from({ length: 2_000 }, (_, n) => `class C${String(n)}:\n    pass\n`).join('\n'),
    ),
  'an older merge base that is broken': (world) =>
    world.write('.groundwork/base/product.json', '{"version":1'),
  'a merge base nested 100,000 deep': (world) =>
    world.write('.groundwork/base/product.json', '['.repeat(100_000)),
};

/** What must be refused, naming the file and what to do. */
const REFUSED: Readonly<Record<string, readonly [Prepare, RegExp]>> = {
  'a pipe where a file is generated': [
    pipe('backend/api/schemas/product_schema.py'),
    /product_schema\.py is no regular file/,
  ],
  'a pipe for the attributes': [pipe('.gitattributes'), /\.gitattributes is no regular file/],
  'a pipe for the merge base': [pipe('.groundwork/base/product.json'), /product\.json is no regular file/],
  'a folder where a file is generated': [
    (world) => mkdirSync(path.join(world.root, 'backend/api/crud/products.py')),
    /products\.py is no regular file/,
  ],
  'models of 100 MB': [large('backend/db/model.py'), /model\.py has 100\.0 MB/],
  'models that are no UTF-8': [
    (world) => {
      bytes('backend/db/model.py', 0x78, 0xe9)(world);
    },
    /model\.py is not UTF-8/,
  ],
  'messages that are no UTF-8': [
    bytes('frontend/messages/ar.json', 0x7b, 0xff, 0x7d),
    /ar\.json is not UTF-8/,
  ],
  'a file where a folder is needed': [
    (world) => world.write('frontend/app/api/setting/products', 'x'),
    /products/,
  ],
};

describe('a hostile workspace', function () {
  this.timeout(60_000);
  let world: OutsideWorld;
  beforeEach(() => {
    world = new OutsideWorld();
  });
  afterEach(() => {
    world.dispose();
  });

  for (const [name, prepare] of Object.entries(HARMLESS)) {
    it(`generates beside ${name}`, async () => {
      prepare(world);
      const { code, last, printed } = await world.cli(...GENERATE);
      assert.equal(code, 0, printed);
      assert.ok((last['files'] as readonly unknown[]).length > 20);
    });
  }

  for (const [name, [prepare, message]] of Object.entries(REFUSED)) {
    it(`refuses ${name}`, async () => {
      prepare(world);
      const before = world.tree();
      const { code, last, printed } = await world.cli(...GENERATE);
      assert.notEqual(code, 0, printed);
      const said = String(last['message'] ?? last['error']);
      assert.match(said, message);
      assert.ok(last['suggestion'] !== undefined || / [A-Z].*\.$/.test(said), `what to do: ${said}`);
      assert.deepEqual([...world.tree()], [...before]);
    });
  }

  it('generates beside a socket', async () => {
    const server = createServer();
    const place = path.join(world.root, 'backend', 'core', 'socket.py');
    await new Promise<void>((resolve) => server.listen(place, resolve));
    try {
      assert.equal((await world.cli(...GENERATE)).code, 0);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
