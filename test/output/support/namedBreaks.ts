import type { FileChange } from '../../../src/core/model/changeSet';
import { computeHunks } from '../../../src/core/review/hunks';
import type { HunkRef } from '../../../src/core/review/reviewService';
import type { Reviewed } from './randomReview';
import type { Broken } from './typeChecker';

/**
 * What is broken in files that nothing which the review said before named. To name one is to name the file (as the one
 * that lacks something, or as the one that it should have come from; a file that no hunk is in cannot be named) and a
 * missing hunk that has a name which the tool misses there.
 */
export function unnamedBreaks(
  broken: readonly Broken[],
  { named, texts }: Reviewed,
  changes: readonly FileChange[],
): readonly Broken[] {
  const words = wordsOfHunks(changes);
  return broken.filter(({ file }) => {
    const told = texts.has(file)
      ? named.filter(({ hunk, lacks }) => [hunk, ...lacks].some(({ path }) => path === file))
      : named;
    // One that is not resolved makes others: parameters without a type, values that are unknown.
    const missed = broken.flatMap((item) => (item.file === file ? missedNames(item.message) : []));
    const hasName = ({ hunk }: HunkRef): boolean =>
      missed.some((name) => words.get(hunk)?.has(name) === true);
    return !told.some(({ lacks }) => lacks.some(hasName));
  });
}

/** The names that a message quotes: the last part of `"db.model"`, not the types that TypeScript spells out. */
function missedNames(message: string): readonly string[] {
  const quoted = [...message.matchAll(/'"?([\w$@./()[\]-]+)"?'|"([\w$@./()[\]-]+)"/g)];
  return quoted.flatMap(([, single, double]) => {
    const last = /[\p{L}\p{N}_$-]+(?=\W*$)/u.exec(single ?? double ?? '');
    return last === null ? [] : [last[0]];
  });
}

/** Of each hunk the words of its lines and of its file's name. */
function wordsOfHunks(changes: readonly FileChange[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    changes.flatMap((change) =>
      computeHunks(change).map(({ id, added, removed }) => {
        const name = /([^/.]+)(\.\w+)*$/.exec(change.path)?.[1] ?? '';
        const lines = [...added, ...removed].join('');
        return [id, new Set([name, ...(lines.match(/[\p{L}\p{N}_$]+/gu) ?? [])])] as const;
      }),
    ),
  );
}
