import { z } from 'zod';
import type { AgentCatalog } from '../../agents/agentCatalog';
import { askForRecord } from '../../agents/askForRecord';
import { renderEntityFile } from '../../codegen/specFile/renderEntityFile';
import { applyChoice } from '../../core/entity/applyChoice';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { AppError } from '../../core/model/appError';
import type { DraftOptions, DraftService, EntityDraft } from '../../core/orchestrator/draftService';
import type { ChatModel, Models } from '../../core/ports/chatModel';

const INTERPRETER = 'requirements-interpreter';
const LONGEST_SENTENCE = 4_000;

const uncertainSchema = z.object({
  path: z.string(),
  question: z.string().min(1),
  chosen: z.union([z.string(), z.boolean()]),
  alternatives: z.array(z.union([z.string(), z.boolean(), z.null()])),
});

/** The part of the interpreter's answer that an entity is made from. Each of its choices must lead to a valid entity. */
const answerSchema = z.object({
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
      for (const { path, message, suggestion } of problemsOf(entity))
        add(`${message} ${suggestion}`, 'entity', ...path);
      for (const [index, point] of uncertain.entries()) {
        const other = applyChoice(entity, point.path, point.chosen);
        if (other === undefined) add(`There is nothing at ${point.path}.`, 'uncertain', index, 'path');
      }
    }),
});

/** Turns sentences into entities with the requirements interpreter and whatever model is set up. */
export class EntityDrafter implements DraftService {
  private readonly catalog: Pick<AgentCatalog, 'core'>;
  private readonly models: Models;

  constructor(catalog: Pick<AgentCatalog, 'core'>, models: Models) {
    this.catalog = catalog;
    this.models = models;
  }

  async draft(sentence: string, options: DraftOptions = {}): Promise<EntityDraft> {
    const model = await this.models.chat(INTERPRETER);
    if (model === null) throw noModel();
    if (sentence.trim() === '' || sentence.length > LONGEST_SENTENCE) throw badSentence();
    const { prompt } = await this.catalog.core(INTERPRETER);
    const { record, usage } = await askForRecord(model, {
      ...options,
      system: prompt,
      prompt: `user_request:\n${JSON.stringify(sentence)}`,
      schema: answerSchema,
    });
    return draftOf(record, model, usage);
  }
}

function draftOf(
  { entity_spec_draft: { entity, uncertain, refusal } }: z.infer<typeof answerSchema>,
  model: ChatModel,
  usage: EntityDraft['usage'],
): EntityDraft {
  const normalized = entity === null ? undefined : normalizeEntity(entity);
  if (normalized?.kind !== 'valid') {
    throw new AppError(
      'invalidInput',
      refusal ?? 'The sentence names nothing to store.',
      'Name the things to store and what is known of each, e.g. "products with a name, a price and a category".',
    );
  }
  const { spec } = normalized;
  return {
    entity,
    spec,
    yaml: renderEntityFile(spec),
    uncertain: stillOpen(entity, uncertain),
    model: model.name,
    usage,
  };
}

/** Alternatives that would not be valid are no choice; a point without one is no question. */
function stillOpen(entity: unknown, uncertain: EntityDraft['uncertain']): EntityDraft['uncertain'] {
  return uncertain.flatMap((point) => {
    const alternatives = point.alternatives.filter(
      (value) => value !== point.chosen && problemsOf(applyChoice(entity, point.path, value)).length === 0,
    );
    return alternatives.length === 0 ? [] : [{ ...point, alternatives }];
  });
}

function problemsOf(entity: unknown) {
  const normalized = normalizeEntity(entity);
  return normalized.kind === 'valid' ? [] : normalized.problems;
}

function noModel(): AppError {
  return new AppError(
    'dependencyMissing',
    'No language model is set up.',
    'Set models.default, e.g. to ollama/qwen3 (docs/configuration.md), or write the entity in shorthand.',
  );
}

function badSentence(): AppError {
  return new AppError(
    'invalidInput',
    `The sentence is empty or longer than ${String(LONGEST_SENTENCE)} characters.`,
    'Describe one entity in a sentence or two.',
  );
}
