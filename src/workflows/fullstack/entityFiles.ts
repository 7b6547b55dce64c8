import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { entityBaseSchema, type EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import type { NewFinding } from '../../core/ports/stateStore';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';

/** The specification of an entity: the source of truth for regeneration. */
export const entityFilePath = (entity: string): WorkspacePath =>
  joinPath('.groundwork', 'entities', `${entity}.yaml`);
/** The JSON schema that the specifications name, for completion in any editor. */
export const ENTITY_SCHEMA_PATH = joinPath('.groundwork', 'entity.schema.json');
/** The merge base of an entity. */
export const basePath = (entity: string): WorkspacePath => joinPath('.groundwork', 'base', `${entity}.json`);

export interface ReadBase {
  readonly base: EntityBase | null;
  readonly findings: readonly NewFinding[];
}

/** Reads what was generated last. A broken base counts as none (manual review, never overwriting) and is reported. */
export async function readBase(files: WorkspaceFiles, entity: string): Promise<ReadBase> {
  const path = basePath(entity);
  const text = await files.read(path);
  if (text === undefined) return { base: null, findings: [] };
  const parsed = entityBaseSchema.safeParse(parseJson(text));
  // Its names end up in code and paths, as those of a specification do.
  if (parsed.success && normalizeEntity(parsed.data.spec).kind === 'valid') {
    return { base: parsed.data, findings: [] };
  }
  return {
    base: null,
    findings: [
      {
        severity: 'medium',
        category: 'custom',
        message:
          'The merge base cannot be read, so that what is there is left alone. Restore it from git to merge again.',
        path,
        line: 1,
        column: null,
        source: 'groundwork',
        rule: 'broken-base',
      },
    ],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
