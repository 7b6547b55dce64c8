import type { Parsers } from '../../codegen/inspect/parsers';
import type { EntityInput } from '../../core/entity/entityInput';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { detectNextjs } from './detectNextjs';
import { plannedFiles } from './plannedFiles';
import { readNextjsProject, type NextjsProject } from './project';

/** The frontend half of a fullstack project. */
export function nextjsStack(parsers: Parsers) {
  return {
    kind: 'nextjs',
    title: 'Next.js frontend',
    detect: (files: WorkspaceFiles, options?: Cancellable): Promise<readonly NextjsProject[]> =>
      detectNextjs(files, parsers, options),
    defaults: (): Partial<EntityInput> => ({}),
    planned: (profile: unknown, spec: EntitySpec) => {
      const project = readNextjsProject(profile);
      return project.success ? plannedFiles(project.data, spec, parsers) : [];
    },
  } as const;
}
