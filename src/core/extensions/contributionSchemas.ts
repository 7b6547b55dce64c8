import { z } from 'zod';
import { SEVERITIES } from '../model/run';

/** Forms of what code of other extensions answers. What they register has its own: contributionForms. */
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
