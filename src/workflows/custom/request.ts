import { z } from 'zod';
import { workflowDefinitionSchema } from './definition';

export const CUSTOM = 'custom';

export const customRequestSchema = z.object({
  user_request: z.string().max(20_000),
  /** As it was when the run began: a resumed run goes by the same plan, whatever became of the file. */
  definition: workflowDefinitionSchema,
  /** By id, the workflows that it holds and that they hold, as they were then. */
  workflows: z.record(z.string(), workflowDefinitionSchema).default({}),
  /** By agent, where those come from that do not ship. */
  sources: z.record(z.string(), z.string()),
});
export type CustomRequest = z.infer<typeof customRequestSchema>;

export function readCustomRequest(request: unknown): CustomRequest {
  return customRequestSchema.parse(request);
}
