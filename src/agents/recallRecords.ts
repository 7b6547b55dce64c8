import type { HandedOn } from '../core/ports/executor';
import type { AgentCatalog } from './agentCatalog';
import { ContextMemory, type Eviction, type MemoryRecord } from './contextMemory';

export interface Recalled {
  readonly records: readonly MemoryRecord[];
  readonly evictions: readonly Eviction[];
}

/** What a phase is told of those it depends on, in their order: the same after a restart as before. */
export async function recallRecords(catalog: AgentCatalog, handedOn: readonly HandedOn[]): Promise<Recalled> {
  const memory = new ContextMemory();
  for (const { phase, outputs } of handedOn) {
    const output: Record<string, unknown> = {};
    for (const [agent, value] of Object.entries(outputs)) {
      Object.assign(output, await namedRecords(catalog, agent, value));
    }
    memory.store({ phase, output, declared: Object.keys(output) });
  }
  return { records: memory.recall(new Set(handedOn.map(({ phase }) => phase))), evictions: memory.evictions };
}

/** The declared outputs of an agent; code that hands on one value without names is named after its agent. */
async function namedRecords(
  catalog: AgentCatalog,
  agent: string,
  value: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const declared = catalog.has(agent) ? (await catalog.core(agent)).outputs : [];
  if (typeof value === 'object' && value !== null) {
    const named = Object.entries(value).filter(([name]) => declared.includes(name));
    if (named.length > 0) return Object.fromEntries(named);
  }
  return value === null || value === undefined ? {} : { [agent]: value };
}
