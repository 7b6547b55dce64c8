import assert from 'node:assert/strict';
import { z } from 'zod';
import { nodeAssets } from '../../test/fakes/nodeAssets';
import { AgentCatalog, summaryText } from './agentCatalog';
import type { AgentDefinition } from './agentDefinition';

const SECTIONS = [
  'Role',
  'Inputs',
  'Outputs',
  'Method',
  'Checks before you answer',
  'When it does not work',
  'Example',
];
/** What requests, workspaces and people give before an agent ran. */
const GIVEN = [
  'user_request',
  'database_connection',
  'security_requirements',
  'ui_framework',
  'workspace_files',
  'entity_input',
  'project_request',
  'source_connection',
  'target_connection',
  'user_answers',
  'run_events',
];
const TEAM = {
  admin:
    'access-control-manager api-generator audit-logger auth-builder bulk-operations-builder constraint-validator dashboard-designer data-profiler deployment-engineer documentation-writer encryption-specialist form-generator import-export-builder migration-writer navigation-builder performance-optimizer query-optimizer relationship-mapper requirements-interpreter schema-analyzer search-filter-builder table-builder theme-designer ui-component-builder validation-engineer',
  fullstack:
    'api-route entity-dialogue entity-tests fastapi-entity next-steps nextjs-data-table project-detection',
  scaffold: 'docker-infrastructure frontend-module project-fastapi project-nextjs',
  migration: 'data-mapping migration-execution planning schema-analysis user-guidance validation',
  task: 'executor planner verifier',
};
const LONGEST_LINE = 160;
const REFERENCE_LINES = 150;
/** Of the five-word runs of the shorter prompt that the longer one also has. */
const NEAR_COPY = 0.25;

describe('the agent folders', () => {
  let catalog: AgentCatalog;
  let agents: readonly AgentDefinition[] = [];
  before(async () => {
    catalog = await AgentCatalog.open(nodeAssets);
    agents = await catalog.definitions();
  });
  const each = (check: (agent: AgentDefinition) => readonly string[]): void => {
    assert.deepEqual(
      agents.flatMap((agent) => check(agent).map((problem) => `${agent.id}: ${problem}`)),
      [],
    );
  };

  it('are the whole team', () => {
    for (const [team, ids] of Object.entries(TEAM)) {
      const found = agents.filter((agent) => agent.team === team).map(({ id }) => id);
      assert.deepEqual(found, ids.split(' '), team);
    }
    assert.equal(agents.length, 45);
  });

  it('have prompts of 50 to 100 lines, in sections', () => {
    each(({ title, prompt }) => {
      const lines = prompt.split('\n');
      const sections = [...prompt.matchAll(/^## (.*)$/gm)].map(([, section]) => section);
      return [
        ...(lines.length < 50 || lines.length > 100 ? [`${String(lines.length)} lines`] : []),
        ...lines.filter((line) => line.length > LONGEST_LINE).map((line) => `too long: ${line.slice(0, 40)}`),
        ...(lines[0] === `# ${title}` ? [] : ['the title differs']),
        ...(sections.join() === SECTIONS.join() ? [] : [`sections ${sections.join()}`]),
      ];
    });
  });

  it('describe their inputs, all of which someone gives or makes', () => {
    each(({ prompt, team, inputs, optionalInputs }) => {
      const described = [...section(prompt, 'Inputs').matchAll(/^- `([a-z0-9_]+)`:/gm)].map(
        ([, name]) => name ?? '',
      );
      const made = agents.filter((other) => other.team === team).flatMap(({ outputs }) => outputs);
      const declared = [...inputs, ...optionalInputs];
      return [
        ...declared.filter((name) => !described.includes(name)).map((name) => `${name} is not described`),
        ...described.filter((name) => !declared.includes(name)).map((name) => `${name} is not declared`),
        ...declared
          .filter((name) => !GIVEN.includes(name) && !made.includes(name))
          .map((name) => `nobody makes ${name}`),
      ];
    });
  });

  it('state their outputs as a schema, with an example that it accepts', () => {
    each(({ prompt, outputs }) => {
      const schema = outputSchema(prompt);
      if (schema === undefined) return ['no schema under Outputs'];
      const names = Object.keys(schema.properties);
      const parsed = z.fromJSONSchema(schema).safeParse(jsonBlock(section(prompt, 'Example')));
      return [
        ...(names.toSorted().join() === outputs.toSorted().join() ? [] : [`the schema has ${names.join()}`]),
        ...(schema.required.toSorted().join() === names.toSorted().join()
          ? []
          : ['not all outputs are required']),
        ...(parsed.success ? [] : [z.prettifyError(parsed.error)]),
      ];
    });
  });

  it('have references within their limit, with a title', async () => {
    for (const { id } of agents) {
      for (const { name, text } of await catalog.references(id)) {
        assert.ok(text.startsWith('# '), `${id}/${name}`);
        assert.ok(text.trimEnd().split('\n').length <= REFERENCE_LINES, `${id}/${name}`);
      }
    }
  });

  it('are no near copies of each other', () => {
    const runs = agents.map(({ id, prompt }) => ({ id, runs: fiveWordRuns(prompt) }));
    const copies = runs.flatMap((one, index) =>
      runs.slice(index + 1).flatMap((other) => {
        const shared = [...one.runs].filter((run) => other.runs.has(run)).length;
        const share = shared / Math.min(one.runs.size, other.runs.size);
        return share > NEAR_COPY ? [`${one.id} and ${other.id}: ${share.toFixed(2)}`] : [];
      }),
    );
    assert.deepEqual(copies, []);
  });

  it('have summaries of ten lines', async () => {
    for (const summary of await catalog.summaries()) {
      assert.equal(summaryText(summary).split('\n').length, 10);
    }
  });
});

function section(prompt: string, name: string): string {
  return prompt.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? '';
}

function jsonBlock(text: string): unknown {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  return JSON.parse(json);
}

function outputSchema(prompt: string) {
  return z
    .looseObject({
      type: z.literal('object'),
      properties: z.record(z.string(), z.looseObject({})),
      required: z.array(z.string()),
      additionalProperties: z.literal(false),
    })
    .safeParse(jsonBlock(section(prompt, 'Outputs'))).data;
}

function fiveWordRuns(prompt: string): ReadonlySet<string> {
  const words = prompt.toLowerCase().match(/[a-z_]+/g) ?? [];
  return new Set(words.map((_, index) => words.slice(index, index + 5).join(' ')));
}
