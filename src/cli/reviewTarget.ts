import { workspacePath } from '../core/model/workspacePath';
import type { ReviewTarget } from '../core/review/reviewService';

/** What paths on the command line mean: these files, or the whole run. */
export function reviewTarget(paths: readonly string[]): ReviewTarget {
  return paths.length === 0 ? { kind: 'run' } : { kind: 'files', paths: paths.map(workspacePath) };
}
