import { AppError } from '../../core/model/appError';
import { detectionOutputSchema, type DialogueOutput } from '../../core/model/generation';
import type { Executor } from '../../core/ports/executor';
import { readBase } from './entityFiles';
import { AGENTS } from './plan';
import { fullstackRequestSchema } from './request';
import { settleEntity } from './settleEntity';
import { projectProfileSchema, type Stacks } from './stack';

/** Settles the specification, and finds what was generated last. */
export function dialogueExecutor(stacks: Stacks): Executor {
  return {
    agent: AGENTS.dialogue,
    async execute(context) {
      const request = fullstackRequestSchema.parse(context.request);
      const detection = detectionOutputSchema.parse(context.inputs[AGENTS.detection]);
      const profile = projectProfileSchema.nullable().parse(detection.backend);
      const settled = await settleEntity(
        request,
        context.files,
        profile === null ? null : { stack: stacks.backend, profile },
      );
      if (settled.kind === 'problems') {
        const [problem] = settled.problems;
        throw new AppError(
          'invalidInput',
          problem?.message ?? 'The entity is not valid.',
          problem?.suggestion ?? 'Correct it, then start again.',
        );
      }
      const { base, findings } = await readBase(context.files, settled.spec.name);
      context.progress('Specification settled');
      const output: DialogueOutput = { spec: settled.spec, base };
      return { files: [], output, fragments: {}, notes: [], findings };
    },
  };
}
