import { z } from 'zod';
import type { EntityInput } from '../../core/entity/entityInput';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { PlannedFile } from '../../core/orchestrator/dialogueService';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';

/** What every stack's profile of a project has; the rest of it is the stack's own. */
export const projectProfileSchema = z.looseObject({
  /** Folder relative to the workspace, '' for the workspace itself. */
  folder: z.string(),
  evidence: z.array(z.object({ claim: z.string(), path: z.string(), line: z.number() })),
  conventions: z.array(z.string()),
  unsupported: z.array(z.string()),
  entities: z.array(z.looseObject({ name: z.string() })),
  /** How a tool of the project is called in its folder, `{tool}` being its name; the same for a `{script}`. */
  toolCall: z.string().optional(),
  scriptCall: z.string().optional(),
});
export type ProjectProfile = z.infer<typeof projectProfileSchema>;

/** One half of a fullstack project, as the workflow sees it. */
export interface Stack {
  readonly kind: 'fastapi' | 'nextjs';
  /** For people: `FastAPI backend`. */
  readonly title: string;
  detect(files: WorkspaceFiles, options?: Cancellable): Promise<readonly ProjectProfile[]>;
  /** What the conventions of the project say of an entity that the person left open. */
  defaults(profile: ProjectProfile, entity: EntityInput): Partial<EntityInput>;
  planned(profile: ProjectProfile, spec: EntitySpec): readonly PlannedFile[];
}

export interface Stacks {
  readonly backend: Stack;
  readonly frontend: Stack;
}
