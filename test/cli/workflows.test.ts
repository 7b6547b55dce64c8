import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { startModelServer, type ModelServer } from '../fakes/modelServer';
import { CliWorkspace } from './support';

const EXAMPLE = path.resolve('examples/workspace');
const answer = { release_notes: '# Release notes\n\n- The export has a column for the category.\n' };
const agentsSchema = z.object({
  agents: z.array(
    z.object({ id: z.string(), source: z.string(), overrides: z.boolean(), from: z.string().nullable() }),
  ),
  problems: z.array(z.object({ source: z.string(), message: z.string() })),
});

describe('agents and workflows of a workspace', function () {
  this.timeout(60_000);
  let workspace: CliWorkspace;
  let server: ModelServer;
  beforeEach(async () => {
    workspace = new CliWorkspace();
    cpSync(EXAMPLE, workspace.root, { recursive: true });
    server = await startModelServer('ollama', [
      { kind: 'text', pieces: [JSON.stringify(answer)], delayMs: 1 },
    ]);
    writeFileSync(
      path.join(workspace.root, '.groundwork', 'config.local.yaml'),
      `models: { default: ollama/small, ollamaEndpoint: "${server.address}" }\n`,
    );
  });
  afterEach(async () => {
    await server.close();
    workspace.dispose();
  });

  const listed = async (...options: readonly string[]) =>
    agentsSchema.parse((await workspace.runHere('agents', ...options)).last);

  it('are listed once somebody trusts the folder, with where they come from', async () => {
    const before = await listed();
    assert.ok(before.agents.every(({ source }) => source === 'built-in'));
    assert.match(before.problems[0]?.message ?? '', /nobody has trusted this folder/);
    const { agents, problems } = await listed('--trust');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      agents.filter(({ source }) => source !== 'built-in'),
      [
        {
          id: 'release-notes',
          source: 'workspace',
          overrides: false,
          from: '.groundwork/agents/release-notes/core.md',
        },
      ],
    );
  });

  it('run, and what they propose is accepted when the check of the workspace has passed', async () => {
    const untrusted = await workspace.runHere('run', 'release-notes', 'a column');
    assert.equal(untrusted.code, 2, untrusted.stdout);
    const run = await workspace.runHere('run', 'release-notes', 'a column', '--trust', '--yes');
    assert.equal(run.code, 0, run.stdout);
    const text = readFileSync(path.join(workspace.root, 'docs', 'RELEASE_NOTES.md'), 'utf8');
    assert.equal(text, answer.release_notes);
    const { checks } = z
      .object({ checks: z.array(z.object({ check: z.string(), status: z.string() })) })
      .parse(run.last);
    assert.deepEqual(
      checks.filter(({ check }) => check === 'unfinished-docs').map(({ status }) => status),
      ['passed'],
    );
  });

  it('that lead out of it by links are refused by name, and nothing outside is read', async () => {
    const agents = path.join(workspace.root, '.groundwork', 'agents');
    const outside = path.join(workspace.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'core.md'), '---\ntitle: SECRET\n---\nSECRET\n');
    symlinkSync(outside, path.join(agents, 'linked'));
    mkdirSync(path.join(agents, 'inner'));
    symlinkSync(path.join(outside, 'core.md'), path.join(agents, 'inner', 'core.md'));
    const { stdout } = await workspace.runHere('agents', '--trust');
    assert.ok(!stdout.includes('SECRET'));
    assert.match(stdout, /agents\/linked","position":null,"message":"It is a link/);
    assert.match(stdout, /inner\/core\.md.*no regular file/);
    rmSync(agents, { recursive: true });
    symlinkSync(outside, agents);
    assert.match((await workspace.runHere('agents')).stdout, /leads out of the workspace/);
  });
});
