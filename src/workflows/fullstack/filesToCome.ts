import { renderEntityFile } from '../../codegen/specFile/renderEntityFile';
import type { EntityBase } from '../../core/model/entityBase';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { PlannedFile } from '../../core/orchestrator/dialogueService';

interface Situation {
  readonly spec: EntitySpec;
  /** What was generated last. */
  readonly base: EntityBase | null;
  /** Files that exist. */
  readonly paths: ReadonlySet<string>;
}

/**
 * Of the files that an entity has, those that a run would propose. The same specification again proposes what is missing
 * alone; a changed one also what it changes in files that were generated before.
 */
export function filesToCome(
  planned: readonly PlannedFile[],
  { spec, base, paths }: Situation,
): readonly PlannedFile[] {
  const isSame = base !== null && renderEntityFile(base.spec) === renderEntityFile(spec);
  return planned.flatMap((file): PlannedFile[] => {
    if (file.action === 'edit') return isSame ? [] : [file];
    // A revision is a file of its own each time.
    if (file.path.includes('*')) return isSame && isThere(file.path, paths) ? [] : [file];
    if (!paths.has(file.path)) return [file];
    return base === null || isSame ? [] : [{ ...file, action: 'edit' }];
  });
}

/** `versions/*_products.py` */
function isThere(pattern: string, paths: ReadonlySet<string>): boolean {
  const [start = '', end = ''] = pattern.split('*');
  return [...paths].some((path) => path.startsWith(start) && path.endsWith(end));
}
