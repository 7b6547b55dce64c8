import { AppError } from '../core/model/appError';
import type { Assets } from '../core/ports/system';
import { agentIdSchema, type AgentDefinition } from './agentDefinition';
import { countLines } from './contextLines';
import type { AgentSource, ForeignAgent } from './foreignAgent';
import { brokenAgent, parseAgent } from './parseAgent';

/** Patterns of an agent, `agents/<id>/reference/<name>`, sent only when the budget allows. */
export interface AgentReference {
  readonly name: string;
  readonly text: string;
  readonly lines: number;
}

/** What planning needs to know of an agent, without its prompt. */
export interface AgentSummary extends Omit<AgentDefinition, 'prompt'> {
  readonly source: AgentSource;
  /** Lines of the prompt. */
  readonly promptLines: number;
  /** Lines of all references together. */
  readonly referenceLines: number;
}

/** What was read of the agents that ship, whoever reads it. */
interface Shelf {
  readonly assets: Assets;
  readonly ids: readonly string[];
  readonly cores: Map<string, Promise<AgentDefinition>>;
  readonly texts: Map<string, Promise<readonly AgentReference[]>>;
}

/**
 * The agents that ship with the product, and those that a workspace or an extension puts over them. Prompts and references
 * of ours are read once, in parallel, when first asked for.
 */
export class AgentCatalog {
  private readonly shelf: Shelf;
  private readonly foreign: ReadonlyMap<string, ForeignAgent>;
  private readonly ids: readonly string[];

  private constructor(shelf: Shelf, foreign: ReadonlyMap<string, ForeignAgent>) {
    this.shelf = shelf;
    this.foreign = foreign;
    this.ids = [...new Set([...shelf.ids, ...foreign.keys()])].sort();
  }

  static async open(assets: Assets): Promise<AgentCatalog> {
    const ids = await assets.list('agents');
    return new AgentCatalog({ assets, ids, cores: new Map(), texts: new Map() }, new Map());
  }

  /** The same with these on top; of several with one id the last counts. Does not change while a run uses it. */
  with(agents: readonly ForeignAgent[]): AgentCatalog {
    const added = agents.map((agent) => [agent.definition.id, agent] as const);
    return new AgentCatalog(this.shelf, new Map([...this.foreign, ...added]));
  }

  source(id: string): AgentSource {
    return this.foreign.get(id)?.source ?? { kind: 'built-in' };
  }

  /** Whether there is one of this id that ships, shown or not. */
  ships(id: string): boolean {
    return this.shelf.ids.includes(id);
  }

  has(id: string): boolean {
    return this.ids.includes(id);
  }

  /** All agents, sorted by id. Throws AppError `parseFailed` naming the file of a broken one. */
  definitions(): Promise<readonly AgentDefinition[]> {
    return Promise.all(this.ids.map((id) => this.core(id)));
  }

  summaries(): Promise<readonly AgentSummary[]> {
    return Promise.all(this.ids.map((id) => this.summary(id)));
  }

  async summary(id: string): Promise<AgentSummary> {
    const [{ prompt, ...definition }, references] = await Promise.all([this.core(id), this.references(id)]);
    return {
      ...definition,
      source: this.source(id),
      promptLines: countLines(prompt),
      referenceLines: references.reduce((sum, { lines }) => sum + lines, 0),
    };
  }

  /** The definition with its prompt. Throws AppError `notFound`, `parseFailed`. */
  core(id: string): Promise<AgentDefinition> {
    const foreign = this.foreign.get(id);
    if (foreign !== undefined) return Promise.resolve(foreign.definition);
    return cached(this.shelf.cores, id, async () => {
      if (!this.ids.includes(id)) throw unknownAgent(id);
      const file = `agents/${id}/core.md`;
      if (!agentIdSchema.safeParse(id).success) {
        throw brokenAgent(file, `${JSON.stringify(id)} is no folder name of an agent`);
      }
      return parseAgent(file, id, await this.shelf.assets.text(file));
    });
  }

  /** Sorted by name; none for most agents. */
  references(id: string): Promise<readonly AgentReference[]> {
    const foreign = this.foreign.get(id);
    if (foreign !== undefined) return Promise.resolve(foreign.references);
    const { assets, texts } = this.shelf;
    return cached(texts, id, async () => {
      if (!this.ids.includes(id)) throw unknownAgent(id);
      if (!(await assets.list(`agents/${id}`)).includes('reference')) return [];
      const folder = `agents/${id}/reference`;
      const names = (await assets.list(folder)).filter((name) => name.endsWith('.md'));
      return Promise.all(
        names.map(async (name) => {
          const text = await assets.text(`${folder}/${name}`);
          return { name, text, lines: countLines(text) };
        }),
      );
    });
  }
}

/** Ten lines for a planner, whether a model or a person. */
export function summaryText(agent: AgentSummary): string {
  return [
    `${agent.id}: ${agent.title}`,
    `team: ${agent.team}, phase: ${agent.phase}`,
    `capabilities: ${agent.capabilities.join('; ')}`,
    `inputs: ${agent.inputs.join(', ')}`,
    `used when there: ${agent.optionalInputs.join(', ') || 'nothing'}`,
    `outputs: ${agent.outputs.join(', ')}`,
    `size: ${String(agent.promptLines)} lines, references ${String(agent.referenceLines)}`,
    `critical: ${agent.critical ? 'yes' : 'no'}`,
    `executor: ${agent.executor}`,
    `available: ${agent.planned === undefined ? 'yes' : `with ${agent.planned}`}${fromElsewhere(agent.source)}`,
  ].join('\n');
}

function fromElsewhere({ kind }: AgentSource): string {
  return kind === 'built-in' ? '' : `; from ${kind === 'workspace' ? 'the workspace' : 'an extension'}`;
}

/** A failed read is forgotten: the next one tries again. */
function cached<T>(entries: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make();
  entries.set(key, made);
  made.catch(() => entries.delete(key));
  return made;
}

function unknownAgent(id: string): AppError {
  return new AppError('notFound', `There is no agent ${id}.`, 'List the agents with "groundwork agents".');
}
