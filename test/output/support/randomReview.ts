import type { FileChange } from '../../../src/core/model/changeSet';
import { ReviewSession } from '../../../src/core/review/reviewSession';
import type { HunkRef } from '../../../src/core/review/reviewService';
import { MemoryWorkspace } from '../../fakes/memoryWorkspace';
import { MemoryReviewStore, RUN } from '../../fakes/reviewPorts';

/** Whether a person takes what a hunk needs along, or this one only. */
export const HABITS = ['includeRejected', 'ignore'] as const;
export type Habit = (typeof HABITS)[number];

interface Told {
  readonly hunk: HunkRef;
  readonly lacks: readonly HunkRef[];
}

export interface Reviewed {
  /** The changed files as they are then, null for one that is not there. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Accepted hunks that the review said lack something, with what it named; all of it is still missing. */
  readonly named: readonly Told[];
  readonly accepted: number;
}

/** Decides the hunks of a run one by one in random order: some are accepted, some rejected, some left. */
export async function reviewAtRandom(
  changes: readonly FileChange[],
  habit: Habit,
  random: () => number,
): Promise<Reviewed> {
  const workspace = new MemoryWorkspace(
    Object.fromEntries(changes.flatMap(({ path, base }) => (base === null ? [] : [[path, base] as const]))),
  );
  const store = new MemoryReviewStore();
  store.start(RUN, changes);
  const session = new ReviewSession({ store, files: workspace, writer: workspace });
  const hunks = (await session.files(RUN)).flatMap(({ path, hunks: of }) =>
    of.map(({ id }): HunkRef => ({ path, hunk: id })),
  );
  const share = random();
  // Without rejections nothing is lacking that could not be taken along.
  const rejected = random() < 0.5 ? 0 : (1 - share) / 3;
  const told: Told[] = [];
  for (const hunk of shuffled(hunks, random)) {
    const target = { kind: 'hunk', ...hunk } as const;
    const dice = random();
    if (dice < share) told.push(...(await accept(session, hunk, habit)));
    else if (dice < share + rejected) await session.reject(RUN, target);
  }
  const accepted = new Set(
    (await store.getReview(RUN)).flatMap(({ decisions }) =>
      decisions.flatMap(({ hunk, kind }) => (kind === 'accepted' ? [hunk] : [])),
    ),
  );
  const named = told.flatMap(({ hunk, lacks }) => {
    const missing = lacks.filter((ref) => !accepted.has(ref.hunk));
    return accepted.has(hunk.hunk) && missing.length > 0 ? [{ hunk, lacks: missing }] : [];
  });
  const texts = new Map(changes.map(({ path }) => [path, workspace.texts.get(path) ?? null]));
  return { texts, named, accepted: accepted.size };
}

/** Answers what the review said that the hunk lacks, and those it takes along, before anything was written. */
async function accept(session: ReviewSession, hunk: HunkRef, habit: Habit): Promise<readonly Told[]> {
  const target = { kind: 'hunk', ...hunk } as const;
  const views = new Map(
    (await session.files(RUN)).flatMap(({ hunks }) => hunks.map((view) => [view.id, view])),
  );
  const toldOf = (ref: HunkRef): Told => ({ hunk: ref, lacks: views.get(ref.hunk)?.dependsOn ?? [] });
  const asked = await session.accept(RUN, target, { dependencies: 'ask' });
  if (asked.kind !== 'needsDependencies') return [toldOf(hunk)];
  await session.accept(RUN, target, { dependencies: habit });
  const { hunk: ref, lacks } = toldOf(hunk);
  return [{ hunk: ref, lacks: [...lacks, ...asked.missing] }, ...asked.missing.map(toldOf)];
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const drawn = items.map((item) => ({ item, at: random() }));
  return drawn.sort((one, other) => one.at - other.at).map(({ item }) => item);
}
