import type { Mark } from '../../core/model/changeSet';
import { diffLines } from '../../core/review/lineDiff';
import { splitLines } from '../../core/review/lines';

/**
 * Marks for what generating again changed in a text. Hunks that bring or drop the same name do not compile without each
 * other (an import and its use, a property and the type that has it), in one file or in several of a language.
 */
export function nameMarks(path: string, before: string, after: string, title: string): readonly Mark[] {
  const [old, next] = [splitLines(before), splitLines(after)];
  const known = namesOf(path, old);
  const kept = namesOf(path, next);
  return diffLines(old, next).flatMap(({ start, end, newStart, newEnd }): Mark[] => {
    const brought = [...namesOf(path, next.slice(newStart, newEnd))].filter((name) => !known.has(name));
    const dropped = [...namesOf(path, old.slice(start, end))].filter((name) => !kept.has(name));
    const symbols = [...brought, ...dropped].map((name) => `name:${languageOf(path)}:${name}`);
    if (symbols.length === 0) return [];
    return [
      { startLine: newStart, endLine: newEnd, title, provides: symbols, requires: symbols, conflict: false },
    ];
  });
}

/** Of JSON only the keys: its values are for people. */
function namesOf(path: string, lines: readonly string[]): ReadonlySet<string> {
  const text = lines.join('');
  return new Set(
    path.endsWith('.json')
      ? [...text.matchAll(/"([^"\\]+)"\s*:/g)].map(([, key = '']) => key)
      : (text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []),
  );
}

/** TypeScript reads the keys of JSON files, e.g. of messages. */
const languageOf = (path: string): 'py' | 'ts' => (path.endsWith('.py') ? 'py' : 'ts');
