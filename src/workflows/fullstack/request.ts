import { z } from 'zod';
import { entityInputSchema } from '../../core/entity/entityInput';

const folder = z.string().nullable().default(null);

/** What a fullstack generation is asked for, after the command or the command line has been validated. */
export const fullstackRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('generate'),
    entity: entityInputSchema,
    parts: z.enum(['fullstack', 'backend', 'frontend']).default('fullstack'),
    /** Folder of the half relative to the workspace, null to find it. */
    backendFolder: folder,
    frontendFolder: folder,
  }),
  z.strictObject({
    kind: z.literal('addField'),
    /** snake_case name of an entity with a file under `.groundwork/entities`. */
    entity: z.string().min(1),
    /** Fields in the shorthand. */
    fields: z.string().min(1),
    parts: z.enum(['fullstack', 'backend', 'frontend']).default('fullstack'),
    backendFolder: folder,
    frontendFolder: folder,
  }),
]);
export type FullstackRequest = z.infer<typeof fullstackRequestSchema>;
