import { z } from 'zod';
import { entityInputSchema } from '../../core/entity/entityInput';

/** JSON schema of the entity files, for completion and hover in an editor. */
export function entityJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(entityInputSchema, { target: 'draft-7', io: 'input', reused: 'ref' });
  return { ...schema, title: 'Groundwork entity' };
}
