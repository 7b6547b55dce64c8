import { z } from 'zod';
import { applyChoice } from '../../core/entity/applyChoice';
import { normalizeEntity } from '../../core/entity/normalizeEntity';

const uncertainSchema = z.object({
  path: z.string(),
  question: z.string().min(1),
  chosen: z.union([z.string(), z.boolean()]),
  alternatives: z.array(z.union([z.string(), z.boolean(), z.null()])),
});

/** The part of the interpreter's answer that an entity is made from. Each of its choices must lead to a valid entity. */
export const draftAnswerSchema = z.object({
  entity_spec_draft: z
    .object({
      entity: z.record(z.string(), z.unknown()).nullable(),
      uncertain: z.array(uncertainSchema).max(7).default([]),
      refusal: z.string().min(1).nullable().default(null),
    })
    .superRefine(({ entity, uncertain, refusal }, context) => {
      const add = (message: string, ...path: (string | number)[]): void => {
        context.addIssue({ code: 'custom', message, path });
      };
      if (entity === null) {
        if (refusal === null) add('Give an entity, or a refusal that says why not.', 'entity');
        return;
      }
      for (const { path, message, suggestion } of entityProblems(entity))
        add(`${message} ${suggestion}`, 'entity', ...path);
      for (const [index, point] of uncertain.entries()) {
        const other = applyChoice(entity, point.path, point.chosen);
        if (other === undefined) add(`There is nothing at ${point.path}.`, 'uncertain', index, 'path');
      }
    }),
});

export function entityProblems(entity: unknown) {
  const normalized = normalizeEntity(entity);
  return normalized.kind === 'valid' ? [] : normalized.problems;
}
