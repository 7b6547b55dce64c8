import { applyChoice } from '../entity/applyChoice';
import type { EntityDraft, UncertainPoint } from './draftService';

export type PointAnswer =
  | { readonly kind: 'chosen'; readonly value: string | boolean | null }
  | { readonly kind: 'back' }
  | { readonly kind: 'left' };

/** Asks a person about one point; `index` counts from 0. */
export type AskPoint = (point: UncertainPoint, index: number, count: number) => Promise<PointAnswer>;

export type Settled =
  | { readonly kind: 'settled'; readonly entity: unknown }
  /** Back from the first point. */
  | { readonly kind: 'back' }
  | { readonly kind: 'left' };

/**
 * Asks about each point that the draft left open, and makes the entity of the answers. Back undoes the answer before. A point
 * whose place an earlier answer left out is not asked.
 */
export async function settleDraft(
  { entity, uncertain }: Pick<EntityDraft, 'entity' | 'uncertain'>,
  ask: AskPoint,
): Promise<Settled> {
  const before: { readonly index: number; readonly entity: unknown }[] = [];
  let settled = entity;
  for (let index = 0; index < uncertain.length;) {
    const point = uncertain[index];
    if (point === undefined || applyChoice(settled, point.path, point.chosen) === undefined) {
      index += 1;
      continue;
    }
    const answer = await ask(point, index, uncertain.length);
    if (answer.kind === 'left') return answer;
    if (answer.kind === 'back') {
      const last = before.pop();
      if (last === undefined) return answer;
      ({ index, entity: settled } = last);
      continue;
    }
    before.push({ index, entity: settled });
    settled = applyChoice(settled, point.path, answer.value) ?? settled;
    index += 1;
  }
  return { kind: 'settled', entity: settled };
}
