import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorCode } from '../../src/core/model/appError';
import { startModelServer, type ModelAnswer, type ModelServer } from '../fakes/modelServer';
import { mayMount, smallDisk, type SmallDisk } from './smallDisk';
import { CLI, CliWorkspace, finished, type CliResult } from './support';

const SENTENCE = 'products with a name and a price';
const ENTITY = { name: 'product', fields: [{ name: 'name', type: 'string(64)!' }] };
const answered = (draft: object): ModelAnswer => ({
  kind: 'text',
  pieces: [JSON.stringify({ entity_spec_draft: { uncertain: [], refusal: null, ...draft } })],
});
const GOOD = answered({ entity: ENTITY });
const NO_PROOF = ['generate', 'fullstack', 'product', '--fields', 'name:string(64)!', '--no-verify'] as const;

interface ModelFailure {
  readonly what: string;
  readonly answer: ModelAnswer | 'nobody listens';
  readonly code: ErrorCode;
  readonly exit: number;
  readonly says: RegExp;
  readonly suggests: RegExp;
  readonly requests: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Each class of failure that a model can bring about, from a server that really does it. */
const MODEL_FAILURES: readonly ModelFailure[] = [
  {
    what: '429 with Retry-After',
    answer: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    code: 'rateLimited',
    exit: 1,
    says: /takes no more requests now/,
    suggests: /Wait, then resume/,
    requests: 2,
  },
  {
    what: '429 that asks for an hour',
    answer: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
    code: 'rateLimited',
    exit: 1,
    says: /takes no more requests now/,
    suggests: /Wait, then resume/,
    requests: 1,
  },
  {
    what: 'a server that says nothing',
    answer: { kind: 'hang' },
    code: 'timeout',
    exit: 1,
    says: /said nothing for 1 seconds/,
    suggests: /faster model/,
    requests: 2,
    env: { GROUNDWORK_MODELS_SILENCE_SECONDS: '1' },
  },
  {
    what: 'a stream that is cut',
    answer: { kind: 'cut', pieces: ['{"entity_spec'] },
    code: 'network',
    exit: 1,
    says: /was cut off/,
    suggests: /Try again/,
    requests: 2,
  },
  {
    what: 'an address where nobody listens',
    answer: 'nobody listens',
    code: 'network',
    exit: 1,
    says: /could not be reached/,
    suggests: /address/,
    requests: 0,
  },
  {
    what: 'nonsense',
    answer: { kind: 'text', pieces: ['I am a teapot.'] },
    code: 'invalidOutput',
    exit: 1,
    says: /no JSON object/i,
    suggests: /another model|shorthand/,
    requests: 3,
  },
  {
    what: 'a request that is too long for the model',
    answer: { kind: 'status', status: 400, code: 'context_length_exceeded' },
    code: 'contextLimit',
    exit: 1,
    says: /too long/,
    suggests: /less at once/,
    requests: 2,
  },
  {
    what: 'a request that the server does not understand',
    answer: { kind: 'status', status: 422 },
    code: 'agentFailed',
    exit: 1,
    says: /answered 422/,
    suggests: /another model/,
    // Each attempt asks once more without what servers may not know.
    requests: 4,
  },
  {
    what: 'a key that is refused',
    answer: { kind: 'status', status: 401 },
    code: 'invalidInput',
    exit: 2,
    says: /refused the key/,
    suggests: /Set the key/,
    requests: 1,
  },
  {
    what: 'a refusal of the model',
    answer: answered({ entity: null, refusal: 'Nothing to store is named.' }),
    code: 'invalidInput',
    exit: 2,
    says: /Nothing to store/,
    suggests: /Name the things/,
    requests: 1,
  },
];

describe('what a person sees of a failure, and what survives it', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  let server: ModelServer | undefined;
  let disk: SmallDisk | undefined;
  beforeEach(() => (workspace = new CliWorkspace()));
  afterEach(async () => {
    await server?.close();
    disk?.remove();
    [server, disk] = [undefined, undefined];
    workspace.dispose();
  });

  const at = (address: string): Record<string, string> => ({
    GROUNDWORK_MODELS_DEFAULT: 'openai/small',
    GROUNDWORK_MODELS_OPENAI_ENDPOINT: address,
  });
  const here = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<CliResult> =>
    workspace.runHereWith(env, ...args);
  const runs = async (): Promise<readonly Record<string, unknown>[]> => {
    const { last } = await here({}, 'runs');
    return last['runs'] as readonly Record<string, unknown>[];
  };
  const isError = ({ last }: CliResult, code: ErrorCode, says: RegExp, suggests: RegExp): void => {
    assert.deepEqual([last['kind'], last['code']], ['error', code], JSON.stringify(last));
    assert.match(String(last['message']), says);
    assert.match(String(last['suggestion']), suggests);
  };

  for (const { what, answer, code, exit, says, suggests, requests, env = {} } of MODEL_FAILURES) {
    it(`${code}: ${what}`, async () => {
      server = await startModelServer('openai', answer === 'nobody listens' ? [] : [answer]);
      if (answer === 'nobody listens') await server.close();
      const result = await here({ ...at(server.address), ...env }, 'draft', SENTENCE);
      isError(result, code, says, suggests);
      assert.equal(result.code, exit);
      assert.equal(server.requests.length, requests);
      if (answer !== 'nobody listens') await server.close();

      // The run is kept with what it failed with, and goes on once the model does.
      const [run] = await runs();
      const isRefusal = answer !== 'nobody listens' && answer.kind === 'text' && code === 'invalidInput';
      assert.equal(run?.['status'], isRefusal ? 'completed' : 'failed');
      if (isRefusal) return;
      assert.match(String(run['error']), says);
      server = await startModelServer('openai', [GOOD]);
      const resumed = await here(at(server.address), 'resume', String(run['run']));
      assert.deepEqual(
        [resumed.code, resumed.last['status']],
        [0, 'completed'],
        JSON.stringify(resumed.last),
      );
      assert.equal((await runs()).length, 1);
    });
  }

  it('cancelled: the person ends the command in the middle of an answer', async () => {
    server = await startModelServer('openai', [
      { kind: 'text', pieces: Array<string>(2_000).fill('slow '), delayMs: 20 },
    ]);
    const child = workspace.startWith(at(server.address), 'draft', SENTENCE);
    const result = finished(child);
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const ended = await result;
    isError(ended, 'cancelled', /cancelled/, /Resume/);
    assert.equal(ended.code, 1);
    const [run] = await runs();
    assert.equal(run?.['status'], 'cancelled');
    await server.close();
    server = await startModelServer('openai', [GOOD]);
    const resumed = await here(at(server.address), 'resume', String(run['run']));
    assert.deepEqual([resumed.code, resumed.last['status']], [0, 'completed']);
  });

  const configure = (text: string): void => {
    mkdirSync(path.join(workspace.root, '.groundwork'), { recursive: true });
    writeFileSync(path.join(workspace.root, '.groundwork', 'config.yaml'), text);
  };
  const PROVED = [...NO_PROOF.slice(0, -1), '--trust', '--yes'] as const;

  it('toolMissing: a check whose tool is not installed is not passed, and says what to do', async () => {
    configure(
      'verification: { checks: [custom], custom: { contract: { command: [groundwork-no-such-tool] } } }\n',
    );
    const before = workspace.tree();
    const result = await here({}, ...PROVED);
    const checks = result.last['checks'] as readonly Record<string, unknown>[] | undefined;
    const text = JSON.stringify(checks ?? result.last);
    assert.match(text, /groundwork-no-such-tool/);
    assert.match(text, /notChecked/);
    const [run] = await runs();
    const written = run?.['status'] === 'completed';
    assert.equal(JSON.stringify([...workspace.tree()]) !== JSON.stringify([...before]), written);
  });

  it('verificationFailed: nothing is written, and the finding is named', async () => {
    // Without the change it passes: only what the change caused is a finding.
    const contract = `
      if (require('node:fs').readFileSync('backend/db/model.py', 'utf8').includes('class Product')) {
        console.error('contract broken');
        process.exit(1);
      }`;
    const command = JSON.stringify(['node', '-e', contract]);
    configure(`verification: { checks: [custom], custom: { contract: { command: ${command} } } }\n`);
    const before = workspace.tree();
    const result = await here({}, ...PROVED);
    isError(result, 'verificationFailed', /nothing was written: .*contract/, /groundwork show/);
    assert.equal(result.code, 1);
    assert.deepEqual(workspace.tree(), before);
    assert.equal((await runs())[0]?.['status'], 'review');
  });

  it('dependencyMissing: no model is set up', async () => {
    const result = await here({}, 'draft', SENTENCE);
    isError(result, 'dependencyMissing', /No language model/, /models\.default.*shorthand/);
    assert.equal(result.code, 1);
  });

  // Without the right to mount, the limit on the size of files below stands for all of them.
  for (const left of mayMount() ? [0, 150_000] : []) {
    it(`storageFailed: the disk has room for ${String(left)} more bytes`, async () => {
      disk = smallDisk(path.join(workspace.folder, 'small'), left);
      const before = workspace.tree();
      const env = { XDG_DATA_HOME: disk.folder, LOCALAPPDATA: disk.folder };
      // A process of its own: what it held is given back when it ends, as nothing could be written about that.
      const result = await finished(workspace.startWith(env, ...NO_PROOF));
      isError(result, 'storageFailed', /full|no space left/, /free/i);
      assert.equal(result.code, 1);
      assert.deepEqual(workspace.tree(), before);
      disk.free();
      await goesOn(env);
    });
  }

  it('storageFailed: no file may grow any further', async () => {
    const env = { ...process.env, XDG_DATA_HOME: workspace.data, LOCALAPPDATA: workspace.data };
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$@"`;
    const args = [process.execPath, CLI, ...NO_PROOF, '--workspace', workspace.root, '--json'];
    const result = await finished(spawn('bash', ['-c', limited, 'bash', ...args], { env }));
    isError(result, 'storageFailed', /full/, /free/i);
    assert.equal(result.code, 1);
    await goesOn({});
  });

  /** After the failure the store opens, and the same command comes to its end. */
  async function goesOn(env: Readonly<Record<string, string>>): Promise<void> {
    const again = await here(env, ...NO_PROOF);
    assert.deepEqual([again.code, again.last['status']], [3, 'review'], JSON.stringify(again.last));
    const { last } = await here(env, 'runs');
    for (const { run, status } of last['runs'] as readonly Record<string, unknown>[]) {
      if (run !== again.last['run'])
        assert.ok(['interrupted', 'failed'].includes(String(status)), String(status));
    }
  }
});
