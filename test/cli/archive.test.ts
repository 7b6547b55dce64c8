import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliWorkspace } from './support';

describe('runs of which only the report is left', function () {
  this.timeout(120_000);
  let workspace: CliWorkspace;
  before(() => {
    workspace = new CliWorkspace();
  });
  after(() => workspace.dispose());

  it('are listed, reported, and nothing else', async () => {
    const folder = path.join(workspace.root, '.groundwork');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'config.yaml'), 'artifacts: { keptRuns: 1 }\n');
    const rejected = async (name: string): Promise<string> => {
      const made = await workspace.runHere(
        ...['generate', 'fullstack', name, '--fields', 'name:string(9)!', '--no-verify'],
      );
      const id = String(made.last['run']);
      await workspace.runHere('reject', id);
      return id;
    };
    const first = await rejected('brand');
    const second = await rejected('shelf');
    const idsOf = (value: unknown): readonly string[] =>
      (value as readonly { readonly id?: string; readonly run?: string }[]).map(({ id, run }) =>
        String(id ?? run),
      );
    assert.deepEqual(idsOf((await workspace.runHere('runs')).last['runs']), [second]);
    assert.deepEqual(idsOf((await workspace.runHere('runs', '--archived')).last['runs']), [first]);
    assert.deepEqual((await workspace.runHere('runs', '--status', 'review')).last['runs'], []);
    assert.equal((await workspace.runHere('runs', '--status', 'lost')).code, 2);
    const { code, last } = await workspace.runHere('report', first);
    assert.equal(code, 0);
    assert.match(String(last['text']), /^# .*brand/i);
    assert.equal((await workspace.runHere('show', first)).code, 2);
  });
});
