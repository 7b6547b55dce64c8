import type { DetectedProject, ProjectChoice } from '../../core/orchestrator/dialogueService';

/** What a caller wants: a folder, null for 'leave that half out', undefined for 'find it'. */
export interface WantedProjects {
  readonly backend?: string | null | undefined;
  readonly frontend?: string | null | undefined;
}

export type ProjectQuestion =
  | { readonly kind: 'none'; readonly choice: ProjectChoice }
  | { readonly kind: 'several'; readonly half: Half; readonly candidates: readonly DetectedProject[] }
  | { readonly kind: 'missing'; readonly half: Half; readonly other: DetectedProject | undefined };

export type Half = 'backend' | 'frontend';

const KINDS = { backend: 'fastapi', frontend: 'nextjs' } as const;

/** What has to be asked before generation knows where it works; nothing when there is one project of each kind. */
export function nextQuestion(projects: readonly DetectedProject[], wanted: WantedProjects): ProjectQuestion {
  const found = (half: Half): readonly DetectedProject[] =>
    projects.filter((project) => project.kind === KINDS[half]);
  const chosen: Record<Half, string | null> = { backend: null, frontend: null };
  for (const half of ['backend', 'frontend'] as const) {
    const given = wanted[half];
    const candidates = found(half);
    if (given !== undefined) chosen[half] = given;
    else if (candidates.length > 1) return { kind: 'several', half, candidates };
    else if (candidates[0] !== undefined) chosen[half] = candidates[0].folder;
    else return { kind: 'missing', half, other: found(half === 'backend' ? 'frontend' : 'backend')[0] };
  }
  return { kind: 'none', choice: chosen };
}
