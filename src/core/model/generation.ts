import { z } from 'zod';
import { byObject } from '../../shared/byObject';
import { entityBaseSchema } from './entityBase';
import { entitySpecSchema } from './entitySpec';

/** What the agents of a generation hand to each other, by agent id. */

/** Output of `project-detection`; each half is what its stack detected, null when that half is left out. */
export const detectionOutputSchema = z.object({
  backend: z.unknown(),
  frontend: z.unknown(),
});
export type DetectionOutput = z.infer<typeof detectionOutputSchema>;

/** Output of `entity-dialogue`: the confirmed spec and what was generated last, null the first time. */
export const dialogueOutputSchema = z.object({
  spec: entitySpecSchema,
  base: entityBaseSchema.nullable(),
});
export type DialogueOutput = z.infer<typeof dialogueOutputSchema>;
export const readDialogueOutput = byObject((output) => dialogueOutputSchema.parse(output));

/** Output of `fastapi-entity`: where the backend answers for the entity; the frontend's routes pass requests on to it. */
export const apiContractSchema = z.object({
  /** Path of the collection below the backend's address, e.g. `/setting/products`. */
  basePath: z.string().startsWith('/'),
});
export type ApiContract = z.infer<typeof apiContractSchema>;
