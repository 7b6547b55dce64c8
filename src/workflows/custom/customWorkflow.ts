import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import type { Workflow } from '../../core/orchestrator/plan';
import { workflowDefinitionSchema } from './definition';
import { planCustom } from './planCustom';

export const CUSTOM = 'custom';

const requestSchema = z.object({
  user_request: z.string().max(20_000),
  /** As it was when the run began: a resumed run goes by the same plan, whatever became of the file. */
  definition: workflowDefinitionSchema,
  /** By agent, where those come from that do not ship. */
  sources: z.record(z.string(), z.string()),
});
export type CustomRequest = z.infer<typeof requestSchema>;

/** Every workflow that is data, of a workspace or an extension: its definition is part of the request. */
export function customWorkflow(executorOf: NonNullable<Workflow['executorOf']>): Workflow {
  return {
    id: CUSTOM,
    executors: [],
    executorOf,
    parse(request) {
      const parsed = requestSchema.safeParse(request);
      if (parsed.success) return parsed.data;
      throw new AppError(
        'invalidInput',
        'This is no workflow with a request.',
        'Start it with "groundwork run <workflow>".',
        { cause: parsed.error },
      );
    },
    describe(request) {
      const { definition, user_request } = requestSchema.parse(request);
      const [line = ''] = user_request.trim().split('\n');
      return line === '' ? definition.title : `${definition.title}: ${line.slice(0, 200)}`;
    },
    plan(request) {
      const { definition, sources } = requestSchema.parse(request);
      return { ...planCustom(definition), sources };
    },
    nextSteps: () => [],
    // Which parts the project has is what detection of the fullstack workflow finds: here only checks of the configuration
    // and of extensions run.
    projectParts: () => ({ parts: [] }),
  };
}

export function readCustomRequest(request: unknown): CustomRequest {
  return requestSchema.parse(request);
}
