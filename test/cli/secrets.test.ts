import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startModelServer, type ModelServer } from '../fakes/modelServer';
import { CliWorkspace, finished, type CliResult } from './support';

const GENERATE = [
  'generate',
  'fullstack',
  'product',
  '--fields',
  'name:string(20)!',
  '--only',
  'backend',
  '--trust',
];

/** Values that look like nothing in particular, so that only where they stand gives them away. */
const value = (): string => `${randomBytes(12).toString('base64url')}"x\\y`;

describe('secrets of a person', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  let server: ModelServer | undefined;
  const planted = { environment: value(), file: value(), address: randomBytes(12).toString('hex') };

  beforeEach(() => {
    workspace = new CliWorkspace();
    writeFileSync(
      path.join(workspace.root, 'backend', '.env'),
      `SHOP_SECRET_KEY='${planted.file}'\nDATABASE_URL=postgresql://shop:${planted.address}@127.0.0.1:9/shop\n`,
    );
  });
  afterEach(async () => {
    workspace.dispose();
    await server?.close();
    server = undefined;
  });

  function configure(text: string): void {
    mkdirSync(path.join(workspace.root, '.groundwork'), { recursive: true });
    writeFileSync(path.join(workspace.root, '.groundwork', 'config.yaml'), text);
  }

  async function run(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<CliResult> {
    const answer = await finished(
      workspace.startWith(
        { SHOP_API_KEY: planted.environment, GROUNDWORK_LOGGING_LEVEL: 'debug', ...env },
        ...args,
      ),
    );
    lacksSecrets('standard output', answer.stdout);
    lacksSecrets('standard error', answer.stderr);
    return answer;
  }

  function lacksSecrets(place: string, text: string): void {
    for (const secret of Object.values(planted)) {
      const json = JSON.stringify(secret).slice(1, -1);
      for (const form of [secret, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(secret)]) {
        assert.ok(!text.includes(form), `${place} has ${form}`);
      }
    }
  }

  /** Every file that the product keeps, and whether others can read it. */
  function lookThrough(): readonly string[] {
    if (!existsSync(workspace.data)) return [];
    const files = readdirSync(workspace.data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files) {
      lacksSecrets(file, readFileSync(file, 'utf8'));
      const isCopy = file.includes(`${path.sep}overlay`);
      if (process.platform !== 'win32' && !isCopy) assert.equal(statSync(file).mode & 0o077, 0, file);
    }
    return files.map((file) => path.basename(file));
  }

  it('that a tool prints are in no log, no store and no report', async () => {
    const env = JSON.stringify(path.join(workspace.root, 'backend', '.env'));
    // Fails with the change only: what failed before is no finding.
    const leak = `
      const { existsSync, readFileSync } = require('node:fs');
      console.log(readFileSync(${env}, 'utf8'));
      process.exit(existsSync('backend/tests/test_products.py') ? 1 : 0);`;
    const custom = { leak: { command: ['node', '-e', leak] } };
    configure(JSON.stringify({ verification: { checks: ['custom'], custom } }));
    const answer = await run({}, ...GENERATE);
    assert.equal(answer.code, 3, answer.stderr);
    assert.match(answer.stdout, /\[redacted\]/, `the tool was heard: ${answer.stdout.slice(-1500)}`);
    const id = String(answer.last['run']);
    for (const format of ['markdown', 'json']) await run({}, 'report', id, '--format', format);
    await run({}, 'show', id);
    await run({}, 'accept', id);
    assert.ok(lookThrough().includes('groundwork.jsonl'));
  });

  it('that a provider repeats are in no message', async () => {
    server = await startModelServer('openai', [{ kind: 'status', status: 400, code: planted.environment }]);
    const env = { OPENAI_API_KEY: planted.environment, GROUNDWORK_MODELS_DEFAULT: 'openai/small' };
    const answer = await run(
      { ...env, GROUNDWORK_MODELS_OPENAI_ENDPOINT: server.address },
      'draft',
      'products with a name',
    );
    assert.equal(answer.code, 1, answer.stdout);
    lookThrough();
  });

  it('that stand in a broken configuration are not repeated', async () => {
    configure(
      `models:\n  openaiEndpoint: http://me:${planted.address}@127.0.0.1\n  default: ${planted.address}\n`,
    );
    const answer = await run({}, 'runs', '--trust');
    assert.equal(answer.code, 2, answer.stdout);
    lookThrough();
  });
});
