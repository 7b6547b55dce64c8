import { diffMembers } from '../../core/entity/specDiff';
import type { Field, Relationship } from '../../core/model/entitySpec';

/** Names of a version and of the next, for what was renamed. */
export type Renames = ReadonlyMap<string, string>;

/** Turns a map of renames round: what a downgrade does. */
export const reversed = (renames: Renames): Renames => new Map([...renames].map(([from, to]) => [to, from]));

export function renamesOf<T extends Field | Relationship>(
  before: readonly T[],
  after: readonly T[],
): Renames {
  return new Map(diffMembers(before, after).renamed.map((item) => [item.before.name, item.after.name]));
}

export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** What is in both versions, by name or by what it was renamed to. */
export function pairsOf<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  renames: Renames,
): readonly Pair<T>[] {
  return before.flatMap((item) => {
    const name = renames.get(item.name) ?? item.name;
    const match = after.find((other) => other.name === name);
    return match === undefined ? [] : [{ before: item, after: match }];
  });
}
