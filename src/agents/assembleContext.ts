import { AppError } from '../core/model/appError';
import type { AgentUse } from '../core/model/agentUse';
import type { AgentId } from '../core/model/ids';
import { LeftOut, type ExecutorContext } from '../core/ports/executor';
import type { AgentCatalog } from './agentCatalog';
import type { AgentDefinition } from './agentDefinition';
import { fitContext, linesOf, type ContextAgent, type ContextItem } from './contextBudget';
import { countLines } from './contextLines';
import { recallRecords } from './recallRecords';
import { stableJson, teamPrompt } from './teamPrompt';

/** What an agent sends, within what its phase may still send. */
export interface AssembledContext {
  readonly system: string;
  readonly prompt: string;
  readonly use: Pick<AgentUse, 'lines' | 'recalled' | 'givenUp' | 'evicted'>;
}

interface Part {
  readonly item: ContextItem;
  readonly text: string;
}

/**
 * Puts together what an agent is told: the head that all agents of the run share, the records of the phases before,
 * which those of the phase share, its own prompt, references and inputs. Agents of the phase that are still to come
 * have their share of the budget kept for them. Throws LeftOut when there is no room for the agent, AppError
 * `contextLimit` when there is none for what must be sent, `dependencyMissing` when nobody made what it needs.
 */
export async function assembleContext(
  catalog: AgentCatalog,
  agent: AgentId,
  context: ExecutorContext,
): Promise<AssembledContext> {
  const { phase } = context;
  const { records, evictions } = await recallRecords(catalog, context.handedOn);
  const told = records.filter(({ text }) => text !== '{}');
  const system = teamPrompt(givenOf(context));
  const memory = told.map(({ phase: from, text }) => `## ${from}\n${text}\n`).join('\n');
  const ahead = phase.agents.slice(phase.agents.indexOf(agent));
  const staff = await Promise.all(ahead.map((id) => partsOf(catalog, id, context, agent)));
  const [own] = staff;
  if (own === undefined) throw new AppError('internal', `${agent} has no part.`, 'Start the run again.');
  for (const name of own.definition.inputs) if (!own.found.has(name)) throw missingInput(agent, name);

  const shared = phase.uses.length === 0 ? countLines(system) + countLines(memory) : 0;
  const sent = phase.uses.reduce((sum, { lines }) => sum + lines, shared);
  const fitted = fitContext(
    staff.map(({ contextAgent }) => contextAgent),
    (phase.budgetLines ?? Number.MAX_SAFE_INTEGER) - sent,
    needsOf(staff),
  );
  const kept = fitted.agents.find(({ id }) => id === agent);
  if (kept === undefined)
    throw new LeftOut(fitted.givenUp.find((gone) => gone.agent === agent)?.reason ?? '');
  const parts = own.parts.filter(({ item }) => kept.items.includes(item));
  const failure = context.previousFailure;
  return {
    system,
    prompt: [
      ...(memory === '' ? [] : [`# Records of earlier phases\n\n${memory}`]),
      ...parts.map(({ text }) => text),
      ...(failure === null ? [] : [`# Your attempt before failed\n\n${failure.message}\n`]),
    ].join('\n'),
    use: {
      lines: linesOf([kept]) + shared,
      recalled: told.map(({ phase: from, bytes }) => ({ phase: from, bytes })),
      givenUp: fitted.givenUp.map(({ agent: of, item, lines, reason }) => ({
        agent: of,
        item: item?.name ?? null,
        lines,
        reason,
      })),
      evicted: evictions.map((eviction) => ({ ...eviction })),
    },
  };
}

interface Staff {
  readonly definition: AgentDefinition;
  readonly contextAgent: ContextAgent;
  readonly parts: readonly Part[];
  /** Inputs that are there. */
  readonly found: ReadonlySet<string>;
}

const DRAFT =
  'Code made this, and it is correct. Change what the request and the records ask for beyond it, and leave the rest as it is.';

async function partsOf(
  catalog: AgentCatalog,
  id: AgentId,
  context: ExecutorContext,
  worker: AgentId,
): Promise<Staff> {
  const definition = await catalog.core(id);
  const part = (kind: ContextItem['kind'], name: string, text: string): Part => ({
    item: { agent: id, kind, name, lines: countLines(text) },
    text,
  });
  const references = context.level === 'minimal' ? [] : await catalog.references(id);
  const inputs = [...definition.inputs, ...definition.optionalInputs].flatMap((name) => {
    const value = inputOf(name, context);
    return value === undefined ? [] : [{ name, value }];
  });
  const parts = [
    part('prompt', 'core.md', `${definition.prompt}\n`),
    ...references.map(({ name, text }) => part('reference', `reference/${name}`, text)),
    // A draft is adapted: there is nothing to adapt without it.
    ...(id === worker && context.draft !== undefined
      ? [part('inputs', 'draft', `# Draft to adapt\n\n${DRAFT}\n\n${stableJson(context.draft)}\n`)]
      : []),
    // What the request gives is in the head already.
    ...inputs.flatMap(({ name, value }) =>
      value.from === 'agent' ? [part('inputs', name, `# Input: ${name}\n\n${stableJson(value.of)}\n`)] : [],
    ),
  ];
  const remembered = new Set(context.handedOn.flatMap(({ outputs }) => recordNames(outputs)));
  return {
    definition,
    contextAgent: { id, critical: definition.critical, items: parts.map(({ item }) => item) },
    parts,
    found: new Set([...inputs.map(({ name }) => name), ...remembered]),
  };
}

interface Input {
  readonly from: 'request' | 'agent';
  readonly of: unknown;
}

/** Given by the request, or made by an agent before it in its phase: earlier phases are in the records. */
function inputOf(name: string, { request, phase, inputs }: ExecutorContext): Input | undefined {
  const given = field(request, name);
  if (given !== undefined) return { from: 'request', of: given };
  const made = phase.agents.map((agent) => field(inputs[agent], name)).find((value) => value !== undefined);
  return made === undefined ? undefined : { from: 'agent', of: made };
}

/** What the request gives: a workflow that is data keeps its definition in there too. */
function givenOf({ request, phase }: ExecutorContext): unknown {
  if (phase.given === null) return request;
  return Object.fromEntries(phase.given.map((name) => [name, field(request, name) ?? null]));
}

function recordNames(outputs: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(outputs).flatMap((output) =>
    typeof output === 'object' && output !== null ? Object.keys(output) : [],
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** By agent, those whose outputs it requires. */
function needsOf(staff: readonly Staff[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    staff.map(({ definition: { id, inputs } }) => [
      id,
      staff
        .filter(({ definition }) => definition.outputs.some((output) => inputs.includes(output)))
        .map(({ definition }) => definition.id),
    ]),
  );
}

function missingInput(agent: AgentId, name: string): AppError {
  return new AppError(
    'dependencyMissing',
    `${agent} needs ${name}, which nobody has made.`,
    'Try the phase again that makes it, or leave this part out.',
  );
}
