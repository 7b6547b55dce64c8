import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nodeAssets } from '../../test/fakes/nodeAssets';
import { AgentCatalog } from './agentCatalog';
import { MOST_RUN_LINES } from '../core/orchestrator/planBudget';
import { fitContext, PHASE_BUDGETS, type ContextAgent } from './contextBudget';
import { MEMORY_BYTES } from './contextMemory';
import { countLines } from './contextLines';
import { adminRequestSchema, requestTraits, type AdminRequest } from './requestTraits';
import { needsOf, phasesOf, selectAgents, type SelectedAgent } from './selection';
import { SELECTION_TABLE } from './selectionTable';

const RUNS = process.env['SOAK'] === undefined ? 1_000 : 10_000;
const WORDS =
  'admin panel for a shop with products orders users tenants approvals search charts csv import bulk edits audit history gdpr dark theme docker docs slow reports menu validation migrations'.split(
    ' ',
  );
const requests = fc
  .record({
    prompt: fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 30 })
      .map((words) => words.join(' ')),
    database: fc.constantFrom(
      'postgresql://localhost/shop',
      'mysql',
      'sqlite',
      'mongodb://localhost',
      'mssql',
    ),
    features: fc.array(
      fc.constantFrom('products', 'orders', 'users', 'invoices', 'reviews', 'search', 'export'),
      { maxLength: 8 },
    ),
    security: fc.constantFrom('standard' as const, 'enterprise' as const),
  })
  .map((request) => adminRequestSchema.parse(request));

describe('selectAgents', () => {
  let catalog: AgentCatalog;
  before(async () => (catalog = await AgentCatalog.open(nodeAssets)));

  const select = async (request: AdminRequest): Promise<readonly SelectedAgent[]> =>
    selectAgents(requestTraits(request), await catalog.summaries());

  it('chooses for the example of the seed, with reasons', async () => {
    const selected = await select(
      adminRequestSchema.parse({
        prompt: 'Generate admin panel for e-commerce PostgreSQL database',
        database: 'postgresql://localhost/shop',
        features: ['users', 'products', 'orders'],
        security: 'enterprise',
      }),
    );
    assert.deepEqual(
      selected.map(({ agent, reason }) => `${agent.id}: ${reason}`),
      [
        'requirements-interpreter: every request',
        'schema-analyzer: every request',
        'relationship-mapper: relational databases',
        'api-generator: every request',
        'auth-builder: every request',
        'query-optimizer: relational databases',
        'ui-component-builder: every request',
        'table-builder: every request',
        'form-generator: every request',
        'navigation-builder: asked for: navigation',
        'access-control-manager: every request',
        'audit-logger: enterprise security, several tenants, or asked for: audit',
        'encryption-specialist: enterprise security, or asked for: encryption',
      ],
    );
  });

  it('takes along what a chosen agent needs, and says for whom', async () => {
    const selected = await select(
      adminRequestSchema.parse({ prompt: 'make it fast', features: ['products'], database: 'sqlite' }),
    );
    const reasons = new Map(selected.map(({ agent, reason }) => [agent.id, reason]));
    assert.equal(reasons.get('query-optimizer'), 'performance-optimizer needs its database_queries');
    assert.equal(reasons.get('relationship-mapper'), 'query-optimizer needs its relationships');
  });

  it('names only agents that have a folder', async () => {
    const ids = new Set((await catalog.summaries()).map(({ id }) => id));
    assert.deepEqual(
      SELECTION_TABLE.filter(({ agent }) => !ids.has(agent)),
      [],
    );
    assert.equal(new Set(SELECTION_TABLE.map(({ agent }) => agent)).size, 25);
  });

  it('plans any request: inputs met in order, deterministic, within the budgets, with reasons', async () => {
    const summaries = await catalog.summaries();
    const memoryLines = Math.ceil(MEMORY_BYTES / 160);
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const selected = selectAgents(requestTraits(request), summaries);
        assert.deepEqual(selected, selectAgents(requestTraits(request), [...summaries].reverse()));
        const made = new Set([
          'user_request',
          'database_connection',
          'ui_framework',
          'security_requirements',
        ]);
        for (const { agent, reason } of selected) {
          assert.ok(reason.length > 0);
          for (const input of agent.inputs) assert.ok(made.has(input), `${agent.id} lacks ${input}`);
          for (const output of agent.outputs) made.add(output);
        }
        const needs = needsOf(selected);
        let total = 0;
        for (const phase of phasesOf(selected)) {
          const agents = await Promise.all(
            selected
              .filter((entry) => entry.phase === phase)
              .map(({ agent }) => contextOf(catalog, agent.id, agent.critical, request)),
          );
          // Memory is shared by the calls of a phase and is the same prefix for each: sent once, cached after.
          const budget = PHASE_BUDGETS[phase] - (phase === 'requirements' ? 0 : memoryLines);
          const fitted = fitContext(agents, budget, needs);
          assert.ok(fitted.lines <= budget);
          assert.ok(fitted.agents.length > 0);
          total += fitted.lines + PHASE_BUDGETS[phase] - budget;
        }
        assert.ok(total <= MOST_RUN_LINES, String(total));
      }),
      { numRuns: RUNS },
    );
  }).timeout(RUNS * 100);
});

async function contextOf(
  catalog: AgentCatalog,
  id: string,
  critical: boolean,
  request: AdminRequest,
): Promise<ContextAgent> {
  const { prompt } = await catalog.core(id);
  const references = await catalog.references(id);
  return {
    id,
    critical,
    items: [
      { agent: id, kind: 'prompt', name: 'core.md', lines: countLines(prompt) },
      {
        agent: id,
        kind: 'inputs',
        name: 'request',
        lines: countLines(JSON.stringify(request, undefined, 2)),
      },
      ...references.map(({ name, lines }) => ({ agent: id, kind: 'reference' as const, name, lines })),
    ],
  };
}
