import { AppError } from '../../core/model/appError';
import type { Workflow } from '../../core/orchestrator/plan';
import { planCustom } from './planCustom';
import { CUSTOM, customRequestSchema, readCustomRequest } from './request';

export interface CustomWorkflowPorts {
  readonly executorOf: NonNullable<Workflow['executorOf']>;
  /** Workflows that ship and that those of data may hold. */
  readonly shipped: readonly Workflow[];
  readonly projectParts: Workflow['projectParts'];
}

/** Every workflow that is data, of a workspace or an extension: its definition is part of the request. */
export function customWorkflow({ executorOf, shipped, projectParts }: CustomWorkflowPorts): Workflow {
  return {
    id: CUSTOM,
    nameOf: (request) => readCustomRequest(request).definition.id,
    executors: [],
    executorOf,
    parse(request) {
      const parsed = customRequestSchema.safeParse(request);
      if (parsed.success) return parsed.data;
      throw new AppError(
        'invalidInput',
        'This is no workflow with a request.',
        'Start it with "groundwork run <workflow>".',
        { cause: parsed.error },
      );
    },
    describe(request) {
      const { definition, user_request } = readCustomRequest(request);
      const [line = ''] = user_request.trim().split('\n');
      return line === '' ? definition.title : `${definition.title}: ${line.slice(0, 200)}`;
    },
    plan: (request) => planCustom(readCustomRequest(request), shipped),
    nextSteps: () => [],
    projectParts,
  };
}
