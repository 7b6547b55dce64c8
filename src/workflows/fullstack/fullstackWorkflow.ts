import { entityNames } from '../../core/entity/names';
import { AppError } from '../../core/model/appError';
import { detectionOutputSchema, dialogueOutputSchema } from '../../core/model/generation';
import type { NextStep } from '../../core/model/runView';
import type { AgentOutputs, Workflow } from '../../core/orchestrator/plan';
import type { Executor } from '../../core/ports/executor';
import type { ProjectParts } from '../../core/ports/verifier';
import { detectionExecutor } from './detectionExecutor';
import { dialogueExecutor } from './dialogueExecutor';
import { nextStepsExecutor } from './nextStepsExecutor';
import { AGENTS, planFullstack } from './plan';
import { fullstackRequestSchema } from './request';
import { projectProfileSchema, type Stacks } from './stack';

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

function foldersOf(outputs: AgentOutputs): { backend: string | null; frontend: string | null } {
  const detection = detectionOutputSchema.safeParse(outputs[AGENTS.detection]);
  if (!detection.success) return { backend: null, frontend: null };
  const folder = (half: unknown): string | null =>
    projectProfileSchema.nullable().parse(half)?.folder ?? null;
  return { backend: folder(detection.data.backend), frontend: folder(detection.data.frontend) };
}

function projectPartsOf(outputs: AgentOutputs): ProjectParts {
  const { backend, frontend } = foldersOf(outputs);
  return {
    parts: [
      ...(backend === null ? [] : [{ kind: 'python', folder: backend } as const]),
      ...(frontend === null ? [] : [{ kind: 'node', folder: frontend } as const]),
    ],
  };
}

function nextStepsOf(outputs: AgentOutputs): readonly NextStep[] {
  const dialogue = dialogueOutputSchema.safeParse(outputs[AGENTS.dialogue]);
  if (!dialogue.success) return [];
  const { spec } = dialogue.data;
  const names = entityNames(spec);
  const { backend, frontend } = foldersOf(outputs);
  const steps: NextStep[] = [];
  if (backend !== null) {
    steps.push(
      terminal('Apply the migration', `Creates the table ${spec.table}.`, 'alembic upgrade head', backend),
      terminal(
        'Run the backend tests',
        `All tests of ${spec.name}.`,
        `pytest -q -k ${names.pluralSnake}`,
        backend,
      ),
    );
  }
  if (frontend !== null) {
    steps.push(
      terminal('Check the frontend', 'Types of the generated pages.', 'npx tsc --noEmit', frontend),
      terminal('Start the frontend', `Then open /${spec.group}/${spec.route}.`, 'npm run dev', frontend),
    );
  }
  for (const relationship of spec.relationships) {
    if (relationship.kind !== 'one-to-many') continue;
    steps.push({
      title: `Generate ${relationship.target}`,
      detail: `${spec.label.singular.en} has many of them.`,
      action: {
        kind: 'command',
        command: 'groundwork.generateFullstack',
        argument: { name: relationship.target },
      },
    });
  }
  return steps;
}

function terminal(title: string, detail: string, command: string, folder: string): NextStep {
  return { title, detail, action: { kind: 'terminal', command, folder } };
}
