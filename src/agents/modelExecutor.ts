import type { z } from 'zod';
import type { Config } from '../core/config/configSchema';
import { TOKENS_PER_LINE } from '../core/model/agentUse';
import { AppError } from '../core/model/appError';
import type { AgentId } from '../core/model/ids';
import { SPAN_ATTRIBUTES, type SpanAttributes } from '../core/model/span';
import { tracedModel } from '../core/observability/tracedModel';
import type { Models, TokenUsage } from '../core/ports/chatModel';
import type { Executor, ExecutorContext, ExecutorResult } from '../core/ports/executor';
import type { Hasher } from '../core/ports/system';
import type { Semaphore } from '../shared/semaphore';
import type { AgentCatalog } from './agentCatalog';
import { askForRecord } from './askForRecord';
import { assembleContext, type AssembledContext } from './assembleContext';
import { limitedModel } from './limitedModel';
import { outputSchema, outputShape } from './outputSchema';

/** What agents that talk to a model share. */
export interface ModelOffice {
  /** Who there is when the agent begins. */
  readonly catalog: () => Promise<AgentCatalog>;
  readonly models: Models;
  readonly hasher: Hasher;
  /** Calls at once, over all runs. */
  readonly calls: Semaphore;
  readonly prices: () => Config['models']['prices'];
}

/**
 * Carries out any agent that has a prompt and a schema: asks its model for the record that the schema describes. `schema`
 * replaces that of the prompt where more can be checked than JSON schema says; what it refuses, the model is told.
 */
export function modelExecutor(agent: AgentId, office: ModelOffice, schema?: z.ZodType): Executor {
  return {
    agent,
    async execute(context): Promise<ExecutorResult> {
      const model = await office.models.chat(agent);
      if (model === null) throw noModel(agent);
      const catalog = await office.catalog();
      const [assembled, definition] = await Promise.all([
        assembleContext(catalog, agent, context),
        catalog.core(agent),
      ]);
      context.sending(assembled.use.lines);
      const shape = outputShape(definition);
      const price = office.prices()[model.name];
      const attributes = spanAttributes(context, assembled);
      const traced = tracedModel(model, context.span, {
        attributes,
        costOf: (usage) => costOf(usage, price),
      });
      const reply = await askForRecord(limitedModel(traced, office.calls), {
        system: assembled.system,
        prompt: assembled.prompt,
        schema: schema ?? outputSchema(definition),
        ...(shape === undefined ? {} : { shape }),
        cache: { ...context.answers, keyOf: (text) => office.hasher.hash(text) },
        onText: streaming(context),
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      });
      if (reply.calls === 0) {
        const past = { durationMs: 0, error: null };
        context.span.record('model', 'known answer', {
          ...past,
          attributes: { ...attributes, [SPAN_ATTRIBUTES.cached]: true },
        });
      }
      return {
        files: [],
        output: reply.record,
        fragments: {},
        notes: [],
        findings: [],
        use: {
          agent,
          source: catalog.source(agent).kind,
          model: model.name,
          ...assembled.use,
          calls: reply.calls,
          usage: reply.usage,
          cost: costOf(reply.usage, price),
        },
      };
    },
  };
}

function streaming(context: ExecutorContext): (piece: string) => void {
  let characters = 0;
  return (piece) => context.streamed((characters += piece.length));
}

/** What was sent, against what the phase may send. */
function spanAttributes({ phase }: ExecutorContext, { use }: AssembledContext): SpanAttributes {
  return {
    [SPAN_ATTRIBUTES.contextTokens]: use.lines * TOKENS_PER_LINE,
    ...(phase.budgetLines === null
      ? {}
      : { [SPAN_ATTRIBUTES.contextLimit]: phase.budgetLines * TOKENS_PER_LINE }),
  };
}

const PER_MILLION = 1_000_000;

type Price = Config['models']['prices'][string];

function costOf(usage: TokenUsage | null, price: Price | undefined): number | null {
  if (usage === null || price === undefined) return null;
  return (usage.input * price.input + usage.output * price.output) / PER_MILLION;
}

function noModel(agent: AgentId): AppError {
  return new AppError(
    'dependencyMissing',
    `No language model is set up, and the agent ${agent} needs one.`,
    'Set models.default, e.g. to ollama/qwen3 (docs/configuration.md), or write the entity in shorthand.',
  );
}
