import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { copySample } from '../../scripts/lib/sampleWorkspace.mjs';
import { inCache } from '../../scripts/lib/paths.mjs';
import { DEFAULT_CONFIG } from '../../src/core/config/configSchema';
import type { FileChange } from '../../src/core/model/changeSet';
import { agentId } from '../../src/core/model/ids';
import type { CheckResult } from '../../src/core/model/run';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { VerificationReport } from '../../src/core/ports/verifier';
import { nodeWorkspaceFiles } from '../../src/platform/files/nodeWorkspaceFiles';
import { ChildRecords } from '../../src/platform/processes/childRecords';
import { workspaceVerifier } from '../../src/roots/workspaceVerifier';
import { silentLog } from '../fakes/silentLog';
import { tempFolder } from './support/folders';
import { mustRun } from './support/runTool';

const PARTS = {
  parts: [
    { kind: 'python', folder: 'backend' },
    { kind: 'node', folder: 'frontend' },
  ],
} as const;

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

/** What is wrong with the workspace before anything is proposed: 50 mypy errors, 20 tsc errors, 3 failing tests. */
const OLD = {
  'backend/core/old_errors.py': lines(50, (index) => `value_${String(index)}: int = "text"`),
  'frontend/lib/old-errors.ts': lines(20, (index) => `export const value${String(index)}: number = 'text';`),
  'backend/tests/test_old_failures.py': lines(
    3,
    (index) => `def test_old_${String(index)}() -> None:\n    assert id(object()) == ${String(index)}\n\n`,
  ),
  // A package of the workspace, installed editable: the environment leads to the real one.
  'libs/pricing/src/pricing/__init__.py': 'def double(value: int) -> int:\n    return value * 2\n',
  'backend/core/totals.py': 'from pricing import double\n\nTOTAL: int = double(2)\n',
  'backend/tests/test_totals.py':
    'from pricing import double\n\n\ndef test_total() -> None:\n    assert double(2) == 4\n',
};

const GREETING = 'def greet(name: str) -> str:\n    return f"Hello {name}"\n';
const GREETING_TEST = `import os

from sqlalchemy import create_engine, text

from core.config import settings
from core.greeting import greet


def test_greets() -> None:
    assert greet("Ada") == "Hello Ada"


def test_reaches_no_service() -> None:
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        assert connection.execute(text("select 1")).scalar() == 1
    engine.dispose()
    assert "127.0.0.1:9" in open_redis_url()


def test_sees_no_secret() -> None:
    assert "GROUNDWORK_CANARY" not in os.environ


def open_redis_url() -> str:
    with open(".env", encoding="utf-8") as file:  # noqa: PTH123
        return file.read()
`;

function change(file: string, base: string | null, proposed: string): FileChange {
  return {
    path: workspacePath(file),
    base,
    proposed,
    layer: 'model',
    phase: 'backend',
    agent: agentId('any'),
    title: file,
    marks: [],
  };
}

const edited = (file: keyof typeof OLD, proposed: string): FileChange => change(file, OLD[file], proposed);
const CLEAN: readonly FileChange[] = [
  change('backend/core/greeting.py', null, GREETING),
  change('backend/tests/test_greeting.py', null, GREETING_TEST),
  change('frontend/lib/greeting.ts', null, 'export const greeting = "Hello";\n'),
  // Old errors move down.
  edited('backend/core/old_errors.py', `added: int = 1\n${OLD['backend/core/old_errors.py']}`),
  edited('frontend/lib/old-errors.ts', `export const added = 1;\n${OLD['frontend/lib/old-errors.ts']}`),
];

describe('proof with the real tools', () => {
  let workspace: string;
  let canary: Server;
  let port: number;
  let connections = 0;
  let verify: (files: readonly FileChange[]) => Promise<VerificationReport>;

  before(async () => {
    workspace = tempFolder('proof');
    copySample(workspace);
    for (const [file, text] of Object.entries(OLD)) put(file, text);
    symlinkSync(
      inCache('shop-frontend', 'node_modules'),
      path.join(workspace, 'frontend/node_modules'),
      'junction',
    );
    await makeEnvironment(workspace);
    canary = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    port = (canary.address() as AddressInfo).port;
    const address = `127.0.0.1:${String(port)}`;
    put(
      'backend/.env',
      `DATABASE_URL=postgresql+psycopg://shop:shop@${address}/shop\nREDIS_URL=redis://${address}/0\n`,
    );
    process.env['GROUNDWORK_CANARY'] = 'a secret of the parent process';
    process.env['DATABASE_URL'] = `postgresql+psycopg://shop:shop@${address}/shop`;
    const verifier = workspaceVerifier(
      nodeWorkspaceFiles(workspace),
      tempFolder('proof-storage'),
      () => DEFAULT_CONFIG,
      new ChildRecords(tempFolder('proof-children'), silentLog),
    );
    verify = (files) => verifier.verify({ files }, PARTS, { onEvent: () => undefined });
  });

  after(() => {
    delete process.env['GROUNDWORK_CANARY'];
    delete process.env['DATABASE_URL'];
    canary.close();
  });

  function put(file: string, text: string): void {
    const target = path.join(workspace, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  it('a clean change has no finding beside 50, 20 and 3 old ones, and touches nothing', async () => {
    const before = fingerprint(workspace);
    const started = Date.now();
    const { checks, findings } = await verify(CLEAN);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      checks.map(({ check, status }) => `${check}: ${status}`),
      [
        'Python syntax: passed',
        'ruff format: passed',
        'ruff: passed',
        'mypy: passed',
        'pytest: passed',
        'pytest (existing tests): passed',
        'prettier: passed',
        'eslint: passed',
        'tsc: passed',
      ],
      JSON.stringify(checks, undefined, 1),
    );
    const detail = details(checks);
    assert.match(detail('mypy'), /; 50 older findings not counted/);
    assert.match(detail('tsc'), /; 20 older findings not counted/);
    assert.match(detail('pytest (existing tests)'), /; 3 older findings not counted/);
    assert.equal(detail('pytest'), '3 tests passed');
    assert.equal(fingerprint(workspace), before);
    assert.deepEqual(writtenSince(inCache('shop-frontend', 'node_modules'), started), []);
  });

  it('an error that only the copy of a package has is found, with each fault that was planted', async () => {
    const { checks, findings } = await verify([
      edited(
        'libs/pricing/src/pricing/__init__.py',
        'def double(value: int) -> str:\n    return str(value * 2)\n',
      ),
      change('backend/core/greeting.py', null, 'import os\ndef greet(name: str) -> int:\n  return name\n'),
      change('frontend/lib/greeting.ts', null, 'export const greeting: number = "Hello"\n'),
    ]);
    const found = findings.map(({ source, path: file, rule }) => `${source} ${file ?? '-'} ${rule ?? '-'}`);
    for (const expected of [
      'mypy backend/core/totals.py assignment',
      'pytest (existing tests) backend/tests/test_totals.py test_total',
      'mypy backend/core/greeting.py return-value',
      'ruff backend/core/greeting.py F401',
      'ruff format backend/core/greeting.py -',
      'tsc frontend/lib/greeting.ts TS2322',
      'prettier frontend/lib/greeting.ts -',
    ]) {
      assert.ok(
        found.includes(expected),
        `${expected} is not among\n${found.join('\n')}\n${JSON.stringify(checks)}`,
      );
    }
    assert.equal(findings.filter((finding) => finding.path?.includes('old')).length, 0);
  });

  it('no connection reached the services of the workspace, which would have been seen', async () => {
    assert.equal(connections, 0);
    await new Promise<void>((resolve) => connect(port, '127.0.0.1').once('close', () => resolve()));
    assert.equal(connections, 1);
  });
});

const details =
  (checks: readonly CheckResult[]) =>
  (name: string): string =>
    checks.find(({ check }) => check === name)?.detail ?? '';

/** An environment of its own over the installed packages, with the editable install of a package of the workspace. */
async function makeEnvironment(workspace: string): Promise<void> {
  const installed = process.env['GROUNDWORK_TEST_PYTHON'] ?? inCache('python', 'bin', 'python');
  const environment = path.join(workspace, 'backend', '.venv');
  await mustRun([installed, '-m', 'venv', '--without-pip', environment], { cwd: workspace });
  const [version = ''] = readdirSync(path.join(environment, 'lib'));
  const site = (root: string): string => path.join(root, 'lib', version, 'site-packages');
  const source = path.dirname(path.dirname(installed));
  writeFileSync(path.join(site(environment), 'installed.pth'), `${site(source)}\n`);
  const pricing = path.join(workspace, 'libs', 'pricing', 'src');
  writeFileSync(path.join(site(environment), '__editable__.pricing.pth'), `${pricing}\n`);
  const bin = path.join(environment, 'bin');
  symlinkSync(path.join(source, 'bin', 'ruff'), path.join(bin, 'ruff'));
  const script = 'from mypy.__main__ import console_entry\n\nconsole_entry()\n';
  writeFileSync(path.join(bin, 'mypy'), `#!${path.join(bin, 'python3')}\n${script}`);
  chmodSync(path.join(bin, 'mypy'), 0o755);
}

/** Every name, time and byte of a workspace; links are not followed. */
function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(root)) {
    const stats = lstatSync(file);
    hash.update(`${file} ${String(stats.mtimeMs)} `);
    if (stats.isSymbolicLink()) hash.update(readlinkSync(file));
    else if (stats.isFile()) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

function writtenSince(root: string, time: number): readonly string[] {
  return filesBelow(root).filter((file) => lstatSync(file).mtimeMs > time);
}

function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(root, entry.name);
      return entry.isDirectory() ? [file, ...filesBelow(file)] : [file];
    });
}
