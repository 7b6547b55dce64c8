import { TOKENS_PER_LINE } from '../../../src/core/model/agentUse';
import type { ModelsView, PhaseView } from '../../../src/core/model/runView';

/** Characters of English and code that make a token, about: for an answer that nobody has counted yet. */
const CHARACTERS_PER_TOKEN = 4;

const numbers = new Intl.NumberFormat('en');

/** `1 model call · 2,310 tokens in · 412 out · $0.0042 (estimate)`; null where no model was asked. */
export function usageLine(models: ModelsView): string | null {
  if (models.calls === 0 && models.known === 0) return null;
  const parts = [
    ...(models.calls === 0 ? [] : [plural(models.calls, 'model call'), ...spent(models)]),
    ...(models.known === 0 ? [] : [`${plural(models.known, 'answer')} from the cache`]),
  ];
  return parts.join('\u00a0· ');
}

function spent({ inputTokens, outputTokens, cost, estimated }: ModelsView): readonly string[] {
  if (inputTokens === null || outputTokens === null) return ['tokens not counted by the provider'];
  const price = cost === null ? 'no price set' : dollars(cost);
  return [
    `${numbers.format(inputTokens)} tokens in`,
    `${numbers.format(outputTokens)} out`,
    estimated ? `${price} (estimate)` : price,
  ];
}

function dollars(cost: number): string {
  if (cost === 0) return '$0';
  return cost < 0.000_1 ? 'under $0.0001' : `$${cost.toFixed(cost < 1 ? 4 : 2)}`;
}

export interface ContextMeter {
  readonly lines: number;
  readonly budget: number;
  /** `Context: 412 of 1,500 lines, about 4,944 of 18,000 tokens`. */
  readonly text: string;
}

/** How full the context of a phase is; null where it has no budget or asked nobody. */
export function contextMeter({ models }: PhaseView): ContextMeter | null {
  const { lines = 0, budget = null } = models ?? {};
  if (budget === null || lines === 0) return null;
  const amount = (count: number): string => numbers.format(count);
  const tokens = `about ${amount(lines * TOKENS_PER_LINE)} of ${amount(budget * TOKENS_PER_LINE)} tokens`;
  return { lines, budget, text: `Context: ${amount(lines)} of ${amount(budget)} lines, ${tokens}` };
}

/** What a phase says of the models that it asked and of agents that it went on without, a sentence each. */
export function modelNotes({ models, gaps }: PhaseView): readonly string[] {
  return [
    ...(models === null ? [] : notesOf(models)),
    ...gaps.map(({ agent, kind, reason }) =>
      kind === 'skipped' ? `Went on without ${agent}: ${reason}` : `${agent} did not run: ${reason}`,
    ),
  ].filter((note) => note !== null);
}

function notesOf(models: NonNullable<PhaseView['models']>): readonly (string | null)[] {
  const { streamed, givenUp } = models;
  return [streamed === null ? null : answering(streamed), usageLine(models), ...givenUp.map(leftOut)];
}

function answering(characters: number): string {
  return `The model is answering: about ${numbers.format(Math.ceil(characters / CHARACTERS_PER_TOKEN))} tokens so far`;
}

function leftOut({ agent, item, lines }: ModelsView['givenUp'][number]): string {
  const what = item === null ? agent : `${item} of ${agent}`;
  return `No room in the context for ${what} (${plural(lines, 'line')})`;
}

const plural = (count: number, thing: string): string =>
  `${numbers.format(count)} ${thing}${count === 1 ? '' : 's'}`;
