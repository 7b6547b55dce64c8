import { z } from 'zod';
import { PHASE_BUDGETS } from '../../agents/contextBudget';
import { modelExecutor, type ModelOffice } from '../../agents/modelExecutor';
import { AppError } from '../../core/model/appError';
import { agentId } from '../../core/model/ids';
import type { Workflow } from '../../core/orchestrator/plan';
import { draftAnswerSchema } from './draftAnswer';

export const DRAFT = 'draft';
export const INTERPRETER = agentId('requirements-interpreter');
const LONGEST_SENTENCE = 4_000;
const SHOWN = 80;

const requestSchema = z.strictObject({ user_request: z.string().trim().min(1).max(LONGEST_SENTENCE) });

/** An entity from a sentence: one phase, in which a model interprets it. It proposes no file; a person confirms the draft. */
export function draftWorkflow(office: ModelOffice): Workflow {
  return {
    id: DRAFT,
    executors: [modelExecutor(INTERPRETER, office, draftAnswerSchema)],
    parse(request) {
      const parsed = requestSchema.safeParse(request);
      if (parsed.success) return parsed.data;
      throw new AppError(
        'invalidInput',
        `The sentence is empty or longer than ${String(LONGEST_SENTENCE)} characters.`,
        'Describe one entity in a sentence or two.',
        { cause: parsed.error },
      );
    },
    describe(request) {
      const { user_request: sentence } = requestSchema.parse(request);
      return `Draft: ${sentence.length > SHOWN ? `${sentence.slice(0, SHOWN)}...` : sentence}`;
    },
    plan: () => ({
      given: ['user_request'],
      phases: [
        {
          key: 'interpret',
          title: 'Draft the entity',
          description: 'A language model turns the sentence into an entity and marks what it left open.',
          agents: [INTERPRETER],
          dependencies: [],
          critical: true,
          budgetLines: PHASE_BUDGETS.requirements,
          inputs: ['user_request'],
          outputs: ['entity_spec_draft'],
          steps: ['Entity drafted'],
        },
      ],
    }),
    nextSteps: () => [],
    projectParts: () => ({ parts: [] }),
  };
}
