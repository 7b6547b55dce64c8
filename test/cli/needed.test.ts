import assert from 'node:assert/strict';
import { CliWorkspace, type CliResult } from './support';

const MODEL = 'backend/db/model.py';
const SCHEMA = 'backend/api/schemas/product_schema.py';

describe('groundwork accept of a file that needs others', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  let run: string;

  before(async () => {
    workspace = new CliWorkspace();
    const fields = 'name:string(64)! status:enum(draft,live)';
    const generated = await workspace.run(
      'generate',
      'fullstack',
      'product',
      '--fields',
      fields,
      '--no-verify',
    );
    run = String(generated.last['run']);
  });

  after(() => {
    workspace.dispose();
  });

  const lacking = ({ last }: CliResult): readonly string[] =>
    (last['findings'] as readonly { path: string; message: string }[]).flatMap(({ path, message }) =>
      message.includes('without what it needs') ? [`${path}: ${message}`] : [],
    );

  it('writes nothing and names what is needed, also what was rejected', async () => {
    const before = [...workspace.tree()];
    const pending = await workspace.run('accept', run, SCHEMA);
    assert.equal(pending.code, 1);
    assert.equal(pending.last['code'], 'conflict');
    assert.match(String(pending.last['message']), /backend\/db\/model\.py \([^)]*Add ProductStatus/);
    assert.match(String(pending.last['suggestion']), /--with-needed.*--without-needed/);
    await workspace.run('reject', run, MODEL);
    const rejected = await workspace.run('accept', run, SCHEMA);
    assert.equal(rejected.code, 1);
    assert.match(
      String(rejected.last['message']),
      /backend\/db\/model\.py \([^)]*Add ProductStatus[^)]*; rejected\)/,
    );
    assert.deepEqual([...workspace.tree()], before);
    const both = await workspace.run('accept', run, SCHEMA, '--with-needed', '--without-needed');
    assert.equal(both.code, 2);
  });

  it('shows what is lacking, in the result, when shown and in the report', async () => {
    const alone = await workspace.run('accept', run, SCHEMA, '--without-needed');
    assert.equal(alone.code, 3, alone.stdout + alone.stderr);
    const expected =
      /^backend\/api\/schemas\/product_schema\.py: .*Add ProductStatus in backend\/db\/model\.py \(rejected\)/;
    const [finding, ...others] = lacking(alone);
    assert.match(finding ?? '', expected);
    assert.deepEqual(others, []);
    assert.deepEqual(lacking(await workspace.run('show', run)), [finding]);
    const report = await workspace.run('report', run);
    assert.match(String(report.last['text']), /\*\*medium\*\* `backend\/api\/schemas\/product_schema\.py:1`/);
  });

  it('is content once what was rejected came along after all', async () => {
    const router = 'backend/api/routers/setting/product_router.py';
    const accepted = await workspace.run('accept', run, router, '--with-needed');
    assert.equal(accepted.code, 3, accepted.stdout + accepted.stderr);
    assert.deepEqual(lacking(accepted), []);
    assert.deepEqual(lacking(await workspace.run('show', run)), []);
    const report = await workspace.run('report', run);
    assert.match(String(report.last['text']), /\*\*medium\*\* \(resolved\) `backend\/api\/schemas/);
    const files = accepted.last['files'] as readonly { path: string; status: string }[];
    assert.deepEqual(
      files.filter(({ path }) => [MODEL, SCHEMA, router].includes(path)).map(({ status }) => status),
      ['accepted', 'accepted', 'accepted'],
    );
  });
});
