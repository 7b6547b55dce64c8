import { AppError } from '../core/model/appError';
import type { Assets } from '../core/ports/system';
import { agentIdSchema, type AgentDefinition } from './agentDefinition';
import { countLines } from './contextLines';
import { brokenAgent, parseAgent } from './parseAgent';

/** Patterns of an agent, `agents/<id>/reference/<name>`, sent only when the budget allows. */
export interface AgentReference {
  readonly name: string;
  readonly text: string;
  readonly lines: number;
}

/** What planning needs to know of an agent, without its prompt. */
export interface AgentSummary extends Omit<AgentDefinition, 'prompt'> {
  /** Lines of the prompt. */
  readonly promptLines: number;
  /** Lines of all references together. */
  readonly referenceLines: number;
}

/** The agents that ship with the product. Prompts and references are read once, in parallel, when first asked for. */
export class AgentCatalog {
  private readonly assets: Assets;
  private readonly ids: readonly string[];
  private readonly cores = new Map<string, Promise<AgentDefinition>>();
  private readonly texts = new Map<string, Promise<readonly AgentReference[]>>();

  private constructor(assets: Assets, ids: readonly string[]) {
    this.assets = assets;
    this.ids = ids;
  }

  static async open(assets: Assets): Promise<AgentCatalog> {
    return new AgentCatalog(assets, await assets.list('agents'));
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
      promptLines: countLines(prompt),
      referenceLines: references.reduce((sum, { lines }) => sum + lines, 0),
    };
  }

  /** The definition with its prompt. Throws AppError `notFound`, `parseFailed`. */
  core(id: string): Promise<AgentDefinition> {
    return cached(this.cores, id, async () => {
      if (!this.ids.includes(id)) throw unknownAgent(id);
      const file = `agents/${id}/core.md`;
      if (!agentIdSchema.safeParse(id).success) {
        throw brokenAgent(file, `${JSON.stringify(id)} is no folder name of an agent`);
      }
      return parseAgent(file, id, await this.assets.text(file));
    });
  }

  /** Sorted by name; none for most agents. */
  references(id: string): Promise<readonly AgentReference[]> {
    return cached(this.texts, id, async () => {
      if (!this.ids.includes(id)) throw unknownAgent(id);
      if (!(await this.assets.list(`agents/${id}`)).includes('reference')) return [];
      const folder = `agents/${id}/reference`;
      const names = (await this.assets.list(folder)).filter((name) => name.endsWith('.md'));
      return Promise.all(
        names.map(async (name) => {
          const text = await this.assets.text(`${folder}/${name}`);
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
    `available: ${agent.planned === undefined ? 'yes' : `with ${agent.planned}`}`,
  ].join('\n');
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
