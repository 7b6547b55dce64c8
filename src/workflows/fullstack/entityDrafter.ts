import type { z } from 'zod';
import { renderEntityFile } from '../../codegen/specFile/renderEntityFile';
import { applyChoice } from '../../core/entity/applyChoice';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import type { AgentUse } from '../../core/model/agentUse';
import { AppError } from '../../core/model/appError';
import type { RunId } from '../../core/model/ids';
import type { DraftOptions, DraftService, EntityDraft } from '../../core/orchestrator/draftService';
import type { Models } from '../../core/ports/chatModel';
import type { RunOutput } from '../../core/orchestrator/runOutput';
import type { RunService } from '../../core/orchestrator/runService';
import { draftAnswerSchema, entityProblems } from './draftAnswer';
import { DRAFT, INTERPRETER } from './draftWorkflow';

type Runs = Pick<RunService, 'start' | 'settled' | 'cancel' | 'view' | 'output' | 'onDidChange'>;

/** Turns sentences into entities: a run of its own, so that retries, cancelling, cache and costs are those of runs. */
export class EntityDrafter implements DraftService {
  private readonly runs: Runs;
  private readonly models: Models;

  constructor(runs: Runs, models: Models) {
    this.runs = runs;
    this.models = models;
  }

  async model(): Promise<string | null> {
    return (await this.models.chat(INTERPRETER))?.name ?? null;
  }

  async draft(sentence: string, options: DraftOptions = {}): Promise<EntityDraft> {
    const id = await this.runs.start(DRAFT, { user_request: sentence });
    const watching = this.runs.onDidChange(({ runId }) => {
      if (runId === id) void this.tell(id, options);
    });
    const cancel = (): void => void this.runs.cancel(id);
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted === true) cancel();
    try {
      await this.runs.settled(id);
      const output = await this.runs.output(id);
      if (output.failure !== null) throw output.failure;
      return draftOf(id, output);
    } finally {
      options.signal?.removeEventListener('abort', cancel);
      watching.dispose();
    }
  }

  private async tell(id: RunId, { onProgress }: DraftOptions): Promise<void> {
    const view = await this.runs.view(id);
    const streamed = view?.phases[0]?.models?.streamed ?? null;
    if (streamed !== null) onProgress?.(streamed);
  }
}

function draftOf(run: RunId, { outputs, uses }: RunOutput): EntityDraft {
  const { entity, uncertain, refusal } = draftAnswerSchema.parse(outputs[INTERPRETER]).entity_spec_draft;
  const normalized = entity === null ? undefined : normalizeEntity(entity);
  if (normalized?.kind !== 'valid') {
    throw new AppError(
      'invalidInput',
      refusal ?? 'The sentence names nothing to store.',
      'Name the things to store and what is known of each, e.g. "products with a name, a price and a category".',
    );
  }
  const { spec } = normalized;
  const use: AgentUse | undefined = uses.find(({ agent }) => agent === INTERPRETER);
  return {
    run,
    entity,
    spec,
    yaml: renderEntityFile(spec),
    uncertain: stillOpen(entity, uncertain),
    model: use?.model ?? '',
    usage: use?.usage ?? null,
    cost: use?.cost ?? null,
  };
}

type Uncertain = z.infer<typeof draftAnswerSchema>['entity_spec_draft']['uncertain'];

/** Alternatives that would not be valid are no choice; a point without one is no question. */
function stillOpen(entity: unknown, uncertain: Uncertain): EntityDraft['uncertain'] {
  return uncertain.flatMap((point) => {
    const alternatives = point.alternatives.filter(
      (value) =>
        value !== point.chosen && entityProblems(applyChoice(entity, point.path, value)).length === 0,
    );
    return alternatives.length === 0 ? [] : [{ ...point, alternatives }];
  });
}
