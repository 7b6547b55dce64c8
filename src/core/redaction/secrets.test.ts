import { strict as assert } from 'assert';
import fc from 'fast-check';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { MemoryStoreFiles } from '../../../test/fakes/memoryStoreFiles';
import { silentLog } from '../../../test/fakes/silentLog';
import { AppError } from '../model/appError';
import type { Log } from '../ports/system';
import type { Verifier } from '../ports/verifier';
import { redactedPorts } from './redactedPorts';
import { REDACTED, Secrets } from './secrets';

/** What must go, in a sentence, and what the sentence becomes. */
const FORMS: readonly (readonly [string, string])[] = [
  ['Authorization: Bearer abc.def-123', `Authorization: ${REDACTED}`],
  ['{"authorization": "Basic dXNlcjpwYXNz"}', `{"authorization": "${REDACTED}"}`],
  ['sent bearer abcdefgh1234', `sent bearer ${REDACTED}`],
  ['postgresql+asyncpg://shop:p4ss@w0rd@db/shop', `postgresql+asyncpg://shop:${REDACTED}@db/shop`],
  ['redis://:p4ssw0rd@cache:6379', `redis://:${REDACTED}@cache:6379`],
  ['Server=db;Password=hunter2;Timeout=3', `Server=db;Password=${REDACTED};Timeout=3`],
  ['GET /v1?api_key=abc&limit=3', `GET /v1?api_key=${REDACTED}&limit=3`],
  ['{"password": "hunter2", "name": "x"}', `{"password": "${REDACTED}", "name": "x"}`],
  ['Incorrect API key provided: sk-proj-abcdefghijklmnop', `Incorrect API key provided: ${REDACTED}`],
  ['token ghp_abcdefghijklmnopqrst', `token ${REDACTED}`],
  ['AKIAIOSFODNN7EXAMPLE is mine', `${REDACTED} is mine`],
  ['eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl', REDACTED],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nafter', `${REDACTED}\nafter`],
];

/** What people need to read as it is. */
const KEPT = [
  'Incompatible types in assignment (expression has type "str", variable has type "int")',
  'Argument "token" to "create" has incompatible type "int"; expected "str"',
  'http://127.0.0.1:8000/setting/products?page=2',
  'backend/api/routers/setting/product.py:14: error: Name "password" is not defined',
  '3f2504e04f8941d39a0c0305e82c3301',
  'git@github.com:owner/repo.git',
  'sk-learn is missing',
];

describe('Secrets', () => {
  for (const [text, redacted] of FORMS) {
    it(`takes out what has the form of a secret: ${text.slice(0, 40)}`, () => {
      const secrets = new Secrets();
      assert.equal(secrets.redact(text), redacted);
      assert.equal(secrets.redact(redacted), redacted, 'twice is once');
    });
  }

  it('leaves everything else', () => {
    const secrets = new Secrets();
    for (const text of KEPT) assert.equal(secrets.redact(text), text);
  });

  it('knows the values that variables name as secret, and no plain words', () => {
    const secrets = new Secrets();
    secrets.learn({
      SHOP_SECRET_KEY: 'q8Xz!77-ab',
      PATH: '/usr/bin:/bin',
      DB_PASSWORD: 'postgres',
      PWD: '/home/me/shop1',
    });
    secrets.learnFile(
      'export API_TOKEN="tok 123 $x" # mine\nSESSION_SECRET=abc-123-def # why\nNAME=harmless-1\n',
    );
    assert.equal(
      secrets.redact(
        'q8Xz!77-ab postgres /usr/bin:/bin /home/me/shop1 tok 123 $x tok%20123%20%24x abc-123-def harmless-1',
      ),
      `${REDACTED} postgres /usr/bin:/bin /home/me/shop1 ${REDACTED} ${REDACTED} ${REDACTED} harmless-1`,
    );
  });

  it('lets no planted secret into the store, the log, or what is shown', async () => {
    const secret = fc
      .string({ minLength: 10, maxLength: 40, unit: 'grapheme-ascii' })
      .filter(
        (text) =>
          !/^[a-z]{0,15}$/i.test(text) &&
          /[A-Za-z0-9]{4}/.test(text) &&
          text.trim() === text &&
          !/^["']|["']$|#/.test(text),
      );
    const sentence = fc.tuple(fc.lorem(), fc.lorem());
    await fc.assert(
      fc.asyncProperty(secret, secret, sentence, async (inEnvironment, inFile, [before, after]) => {
        const secrets = new Secrets();
        secrets.learn({ MY_API_KEY: inEnvironment });
        secrets.learnFile(`DB_PASSWORD=${inFile}\n`);
        const planted = `${before} ${inEnvironment} ${inFile} ${after}`;
        const shown: unknown[] = [];
        const files = new MemoryStoreFiles();
        const ports = redactedPorts(outside(await openMemoryStore({ files }), shown, planted), secrets);
        await tellEverything(ports, planted, shown);
        const stored = await Promise.all(files.all().map((name) => files.read(name)));
        const places = [...stored.map((bytes) => new TextDecoder().decode(bytes)), JSON.stringify(shown)];
        for (const value of [inEnvironment, inFile]) {
          const json = JSON.stringify(value).slice(1, -1);
          const again = JSON.stringify(json).slice(1, -1);
          for (const place of places)
            for (const form of [value, json, again])
              assert.ok(!place.includes(form), `${form} is in ${place}`);
        }
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 25 },
    );
  });
});

const FINDING = {
  severity: 'major',
  category: 'type',
  path: null,
  line: null,
  column: null,
  source: 'mypy',
  rule: null,
} as const;

type Ports = Parameters<typeof redactedPorts>[0];

function outside(store: Ports['store'], shown: unknown[], planted: string): Ports {
  const log: Log = { ...silentLog, error: (...entry) => void shown.push(entry) };
  const finding = { ...FINDING, message: planted };
  const check = { check: 'mypy', kind: 'type', status: 'failed', detail: planted, durationMs: 1 } as const;
  const verifier: Verifier = {
    verify: (_changes, _project, { onEvent }) => {
      onEvent({ kind: 'check', result: check });
      onEvent({ kind: 'finding', finding });
      return Promise.resolve({ checks: [check], findings: [finding] });
    },
  };
  const refuse = () =>
    Promise.reject(new AppError('network', planted, planted, { cause: new Error(planted) }));
  return {
    store,
    log,
    verifier,
    models: { chat: () => Promise.resolve({ name: 'openai/x', complete: refuse }) },
  };
}

async function tellEverything(
  { store, log, verifier, models }: Ports,
  planted: string,
  shown: unknown[],
): Promise<void> {
  log.error(planted, { nested: [{ [planted]: planted }] });
  const run = await store.createRun({ workflow: 'w', task: planted, request: { deep: [planted] } });
  const phase = {
    key: 'k',
    title: 't',
    description: 'd',
    agents: [],
    dependencies: [],
    critical: true,
    maxRetries: 0,
  };
  const [created] = await store.createPhases(run.id, [phase]);
  assert.ok(created);
  const execution = await store.createExecution(created.id, run.id, 1);
  await store.failExecution(execution.id, planted);
  await store.updatePhaseStatus(created.id, 'failed', planted);
  await store.completePhase(created.id, { outputs: { a: planted } }, [], [{ ...FINDING, message: planted }]);
  await store.updateRunStatus(run.id, 'failed', planted);
  const option = { id: 'x', label: planted, consequence: planted, recommended: true };
  const question = { phaseId: null, key: 'k', reason: planted, question: planted, options: [option] };
  await store.openIntervention(run.id, question);
  await store.addArtifact(run.id, {
    phaseId: null,
    name: 'n',
    path: null,
    type: 't',
    text: JSON.stringify({ planted }),
  });
  const span = {
    runId: run.id,
    spanId: 's',
    parentId: null,
    kind: 'model',
    startedAt: run.createdAt,
    endedAt: run.createdAt,
    error: null,
  } as const;
  await store.addSpans(run.id, [{ ...span, name: planted, attributes: { a: planted } }]);
  const report = await verifier?.verify(
    { files: [] },
    { parts: [] },
    { onEvent: (event) => void shown.push(event) },
  );
  for (const check of report?.checks ?? []) await store.saveCheck(run.id, check);
  await store.addFindings(run.id, report?.findings ?? []);
  shown.push(report);
  const model = await models.chat('a');
  await model?.complete({ system: '', messages: [] }).catch((failure: unknown) => {
    assert.ok(failure instanceof AppError);
    shown.push(failure.message, failure.suggestion, String(failure.cause), failure.stack);
  });
  shown.push(await store.exportRunSummary(run.id, 'markdown'), await store.exportRunSummary(run.id, 'json'));
  await store.close();
}
