import { AppError } from '../../core/model/appError';
import type { AgentOutputs, Workflow } from '../../core/orchestrator/plan';
import type { Executor } from '../../core/ports/executor';
import type { ProjectParts } from '../../core/ports/verifier';
import { detectionExecutor } from './detectionExecutor';
import { dialogueExecutor } from './dialogueExecutor';
import { halvesOf } from './halves';
import { nextStepsOf } from './nextSteps';
import { nextStepsExecutor } from './nextStepsExecutor';
import { planFullstack } from './plan';
import { fullstackRequestSchema } from './request';
import type { Stacks } from './stack';

export const FULLSTACK = 'fullstack';

/** A complete entity: backend, proxy routes, page, migration, tests (seed 003). */
export function fullstackWorkflow(stacks: Stacks, executors: readonly Executor[]): Workflow {
  return {
    id: FULLSTACK,
    executors: [detectionExecutor(stacks), dialogueExecutor(stacks), ...executors, nextStepsExecutor],
    parse(request) {
      const parsed = fullstackRequestSchema.safeParse(request);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      throw new AppError(
        'invalidInput',
        `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'The request is not valid.'}`,
        'Correct the entity, then start again.',
        { cause: parsed.error },
      );
    },
    describe(request) {
      const parsed = fullstackRequestSchema.parse(request);
      return parsed.kind === 'generate'
        ? `Fullstack entity ${parsed.entity.name}`
        : `Add to ${parsed.entity}: ${parsed.fields}`;
    },
    plan: (request) => planFullstack(fullstackRequestSchema.parse(request)),
    nextSteps: (_request, outputs) => nextStepsOf(outputs),
    projectParts: (outputs) => projectPartsOf(outputs),
  };
}

function projectPartsOf(outputs: AgentOutputs): ProjectParts {
  const { backend, frontend } = halvesOf(outputs);
  return {
    parts: [
      ...(backend === null ? [] : [{ kind: 'python', folder: backend.folder } as const]),
      ...(frontend === null ? [] : [{ kind: 'node', folder: frontend.folder } as const]),
    ],
  };
}
