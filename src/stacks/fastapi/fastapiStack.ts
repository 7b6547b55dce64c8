import type { Parsers } from '../../codegen/inspect/parsers';
import { pluralOf } from '../../core/entity/caseConversion';
import { className } from '../../core/entity/names';
import type { EntityInput } from '../../core/entity/entityInput';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { PlannedFile } from '../../core/orchestrator/dialogueService';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { detectFastapi } from './detectFastapi';
import { plannedFiles } from './plannedFiles';
import { readFastapiProject, type FastapiProject } from './project';

/** The backend half as workflows see it; profiles come back from them as the JSON that detection gave. */
export function fastapiStack(parsers: Parsers) {
  return {
    kind: 'fastapi' as const,
    title: 'FastAPI backend',
    detect: (files: WorkspaceFiles, options?: Cancellable): Promise<readonly FastapiProject[]> =>
      detectFastapi(files, parsers, options),
    defaults: (profile: unknown, entity: EntityInput): Partial<EntityInput> =>
      entityDefaults(readFastapiProject(profile), entity),
    planned: (profile: unknown, spec: EntitySpec): readonly PlannedFile[] =>
      plannedFiles(readFastapiProject(profile), spec),
  };
}

/** Tables are named as the siblings' are; the only router group there is is meant when none is named. */
function entityDefaults(project: FastapiProject, entity: EntityInput): Partial<EntityInput> {
  const [group] = project.groups;
  const plural = entity.plural ?? pluralOf(entity.name);
  const present = project.entities.find((item) => item.name === className(entity.name))?.table;
  const usual = project.tableNaming === 'singular' ? entity.name : plural;
  return {
    table: present === entity.name || present === plural ? present : usual,
    ...(group === undefined || project.groups.some((candidate) => candidate.name === 'setting')
      ? {}
      : { group: group.name }),
  };
}
