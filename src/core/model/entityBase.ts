import { z } from 'zod';
import { entitySpecSchema } from './entitySpec';

/**
 * What was generated last for an entity: the base of the three-way merge of the next generation. Kept in
 * `.groundwork/base/<entity>.json`, committed with the code, so that a colleague's clone merges as well.
 */
export const entityBaseSchema = z.strictObject({
  version: z.literal(1),
  spec: entitySpecSchema,
  /** Generated texts by target key, e.g. `backend/router`. Lines are joined with LF. */
  fragments: z.record(z.string(), z.string()),
});
export type EntityBase = z.infer<typeof entityBaseSchema>;
