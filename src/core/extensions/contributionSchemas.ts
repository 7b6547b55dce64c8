import { z } from 'zod';
import { SEVERITIES } from '../model/run';
import type {
  AgentContribution,
  ModelProviderContribution,
  ProcessorContribution,
  VerifierContribution,
} from './groundworkApi';

/** Forms of what other extensions hand over. They are as strict as files of a workspace are. */
const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower case with dashes, like release-notes');
const words = z.array(z.string().max(200)).max(50);

/** Called on what was given, which may be an instance of a class. */
function method<T>(name: string): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === 'function', `must be a function: ${name}(...)`);
}

export const extensionIdSchema = z
  .string()
  .regex(/^[\w-]+\.[\w-]+$/, 'must be the id of the extension, publisher.name');

export const agentContributionsSchema = z
  .array(
    z.strictObject({
      id,
      title: z.string().min(1).max(200).optional(),
      phase: z.string().min(1).max(100).optional(),
      capabilities: words.optional(),
      inputs: words.optional(),
      optionalInputs: words.optional(),
      outputs: words.optional(),
      critical: z.boolean().optional(),
      prompt: z.string().min(1).max(30_000),
      references: z
        .array(z.strictObject({ name: z.string().min(1).max(100), text: z.string().max(100_000) }))
        .max(20)
        .optional(),
      execute: method<NonNullable<AgentContribution['execute']>>('execute').optional(),
    }),
  )
  .min(1)
  .max(100);

export const verifierSchema = z.object({
  id,
  title: z.string().min(1).max(100).optional(),
  verify: method<VerifierContribution['verify']>('verify'),
});

export const processorSchema = z.object({
  id,
  canProcess: method<ProcessorContribution['canProcess']>('canProcess'),
  process: method<ProcessorContribution['process']>('process'),
});

export const modelProviderSchema = z.object({
  id,
  chat: method<ModelProviderContribution['chat']>('chat'),
});

const line = z.int().min(1).max(10_000_000);

export const recordsSchema = z.record(z.string(), z.json());

export const findingsSchema = z
  .array(
    z.object({
      severity: z.enum(SEVERITIES),
      message: z.string().min(1).max(2_000),
      path: z.string().max(1_000).optional(),
      line: line.optional(),
      rule: z.string().max(200).optional(),
    }),
  )
  .max(1_000);

export const chunksSchema = z
  .array(
    z
      .object({ title: z.string().max(500), text: z.string().max(100_000), startLine: line, endLine: line })
      .refine(({ startLine, endLine }) => startLine <= endLine, 'startLine is after endLine'),
  )
  .max(10_000);

export const modelReplySchema = z.object({
  text: z.string().max(4_000_000),
  usage: z.object({ input: z.number().min(0), output: z.number().min(0) }).optional(),
});
