import { TOKENS_PER_LINE } from '../core/model/agentUse';
import { AppError } from '../core/model/appError';

/** Lines that the calls of one phase may send together (seed 001), MOST_RUN_LINES in all. */
export const PHASE_BUDGETS = {
  requirements: 500,
  schema: 800,
  backend: 1500,
  frontend: 1500,
  security: 1000,
} as const;
/** From this share on the loader gives things up: the rest is for answers and for what grows on a retry. */
export const COMFORTABLE_SHARE = 0.8;

/** One text that would be sent for an agent. */
export interface ContextItem {
  readonly agent: string;
  readonly kind: 'prompt' | 'reference' | 'memory' | 'inputs' | 'retrieved';
  /** For people: `reference/dialects.md`. */
  readonly name: string;
  readonly lines: number;
}

export interface ContextAgent {
  readonly id: string;
  readonly critical: boolean;
  readonly items: readonly ContextItem[];
}

export interface GivenUp {
  readonly agent: string;
  /** Undefined when the whole agent is left out. */
  readonly item?: ContextItem;
  readonly lines: number;
  readonly reason: string;
}

export interface FittedContext {
  readonly agents: readonly ContextAgent[];
  readonly givenUp: readonly GivenUp[];
  readonly lines: number;
  readonly tokens: number;
}

/**
 * Fits what a phase would send into its budget, in lines. Above four fifths of it, references go first (the longest
 * first), then what was retrieved, then agents that are not critical and that no agent left needs (`needs`: agent id to
 * the ids whose outputs it requires), the last ones first. Throws AppError `contextLimit` when what must be sent does
 * not fit.
 */
export function fitContext(
  agents: readonly ContextAgent[],
  budgetLines: number,
  needs: ReadonlyMap<string, readonly string[]> = new Map(),
): FittedContext {
  const comfortable = Math.floor(budgetLines * COMFORTABLE_SHARE);
  const givenUp: GivenUp[] = [];
  let kept = [...agents];
  const reason = `more than ${String(comfortable)} of ${String(budgetLines)} lines`;

  for (const kind of ['reference', 'retrieved'] as const) {
    for (const item of longestFirst(kept, kind)) {
      if (linesOf(kept) <= comfortable) break;
      kept = kept.map((agent) => ({ ...agent, items: agent.items.filter((other) => other !== item) }));
      givenUp.push({ agent: item.agent, item, lines: item.lines, reason });
    }
  }
  while (linesOf(kept) > comfortable) {
    const left = kept.findLast((agent) => !agent.critical && !isNeeded(agent.id, kept, needs));
    if (left === undefined) break;
    kept = kept.filter((agent) => agent !== left);
    givenUp.push({ agent: left.id, lines: linesOf([left]), reason });
  }

  const lines = linesOf(kept);
  if (lines > budgetLines) {
    throw new AppError(
      'contextLimit',
      `What has to be sent takes ${String(lines)} lines; the budget of the phase is ${String(budgetLines)}.`,
      'Ask for less at once: fewer entities or features a run.',
    );
  }
  return { agents: kept, givenUp, lines, tokens: lines * TOKENS_PER_LINE };
}

export function linesOf(agents: readonly ContextAgent[]): number {
  return agents.reduce((sum, { items }) => sum + items.reduce((own, { lines }) => own + lines, 0), 0);
}

function longestFirst(agents: readonly ContextAgent[], kind: ContextItem['kind']): readonly ContextItem[] {
  return agents
    .flatMap(({ items }) => items.filter((item) => item.kind === kind))
    .sort((a, b) => b.lines - a.lines || compare(`${a.agent}/${a.name}`, `${b.agent}/${b.name}`));
}

function isNeeded(
  id: string,
  kept: readonly ContextAgent[],
  needs: ReadonlyMap<string, readonly string[]>,
): boolean {
  return kept.some((agent) => agent.id !== id && needs.get(agent.id)?.includes(id) === true);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
