import { AgentCatalog } from '../src/agents/agentCatalog';
import { fitContext, linesOf, PHASE_BUDGETS, type ContextAgent } from '../src/agents/contextBudget';
import { countLines } from '../src/agents/contextLines';
import { TOKENS_PER_LINE } from '../src/core/model/agentUse';
import { MEMORY_BYTES } from '../src/agents/contextMemory';
import { adminRequestSchema, requestTraits, type AdminRequest } from '../src/agents/requestTraits';
import { needsOf, phasesOf, selectAgents } from '../src/agents/selection';
import { ADMIN_PHASES, SELECTION_TABLE, type AdminPhase } from '../src/agents/selectionTable';
import type { Assets } from '../src/core/ports/system';

const REQUESTS: readonly AdminRequest[] = [
  { prompt: 'An admin for one table of products' },
  {
    prompt: 'An admin for a shop: search, CSV export, a dashboard',
    features: ['products', 'categories', 'orders'],
  },
  {
    prompt: 'An admin for each of our tenants with approvals, bulk edits, audit, encryption, docs and Docker',
    features: ['accounts', 'invoices', 'payments', 'users', 'contracts'],
    security: 'enterprise' as const,
  },
].map((request) => adminRequestSchema.parse(request));

/** What the phases before hand on, at its largest: 160 characters count as a line. */
const MEMORY_LINES = Math.ceil(MEMORY_BYTES / 160);

interface Row {
  readonly phase: string;
  readonly budget: number;
  readonly agents: string;
  readonly loaded: number;
  readonly everything: number;
}

/**
 * Seed 001's table for a few requests: what each phase sends of the team (prompts, the references that fit, the request,
 * memory at its fullest), beside all cores and references of that phase.
 */
export async function contextTable(assets: Assets): Promise<string> {
  const catalog = await AgentCatalog.open(assets);
  const tables = await Promise.all(REQUESTS.map((request) => tableOf(catalog, request)));
  return `Context by phase, lines (tokens), against loading the whole team\n\n${tables.join('\n')}`;
}

async function tableOf(catalog: AgentCatalog, request: AdminRequest): Promise<string> {
  const selected = selectAgents(requestTraits(request), await catalog.summaries());
  const needs = needsOf(selected);
  const running = new Set(phasesOf(selected));
  const rows = await Promise.all(
    ADMIN_PHASES.map(async (phase): Promise<Row> => {
      const team = SELECTION_TABLE.filter((rule) => rule.phase === phase).map(({ agent }) => agent);
      const everything = linesOf(await Promise.all(team.map((id) => contextOf(catalog, id, request))));
      const chosen = selected.filter((entry) => entry.phase === phase).map(({ agent }) => agent.id);
      const memory = phase === 'requirements' || !running.has(phase) ? 0 : MEMORY_LINES;
      const budget = PHASE_BUDGETS[phase];
      const contexts = await Promise.all(chosen.map((id) => contextOf(catalog, id, request)));
      const fitted = fitContext(contexts, budget - memory, needs);
      return {
        phase,
        budget,
        agents: `${String(fitted.agents.length)} of ${String(team.length)}`,
        loaded: fitted.lines + memory,
        everything: everything + (isFirst(phase) ? 0 : MEMORY_LINES),
      };
    }),
  );
  const sum = (pick: (row: Row) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  const total: Row = {
    phase: 'all phases',
    budget: sum(({ budget }) => budget),
    agents: `${String(selected.length)} chosen`,
    loaded: sum(({ loaded }) => loaded),
    everything: sum(({ everything }) => everything),
  };
  return [
    `"${request.prompt}"`,
    line('phase', 'budget', 'agents', 'loaded', 'everything', 'saved'),
    ...[...rows, total].map((row) =>
      line(
        row.phase,
        String(row.budget),
        row.agents,
        withTokens(row.loaded),
        withTokens(row.everything),
        `${String(Math.round(100 * (1 - row.loaded / row.everything)))}%`,
      ),
    ),
    '',
  ].join('\n');
}

const isFirst = (phase: AdminPhase): boolean => phase === 'requirements';

async function contextOf(catalog: AgentCatalog, id: string, request: AdminRequest): Promise<ContextAgent> {
  const [{ prompt, critical }, references] = await Promise.all([catalog.core(id), catalog.references(id)]);
  const asked = JSON.stringify(request, undefined, 2);
  return {
    id,
    critical,
    items: [
      { agent: id, kind: 'prompt', name: 'core.md', lines: countLines(prompt) },
      { agent: id, kind: 'inputs', name: 'request', lines: countLines(asked) },
      ...references.map(({ name, lines }) => ({ agent: id, kind: 'reference' as const, name, lines })),
    ],
  };
}

const withTokens = (lines: number): string => `${String(lines)} (${String(lines * TOKENS_PER_LINE)})`;

const WIDTHS = [12, 6, 9, 14, 14, 5];
const line = (...cells: readonly string[]): string =>
  cells
    .map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0))
    .join(' | ')
    .trimEnd();
