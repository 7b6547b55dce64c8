import { z } from 'zod';
import type { JsonSchema } from '../core/ports/chatModel';
import type { AgentDefinition } from './agentDefinition';
import { brokenAgent } from './parseAgent';
import { messageOf } from '../shared/messageOf';

const objectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.looseObject({})),
});

/**
 * What an agent's answer must be: the JSON schema under `## Outputs` of its prompt, which the model reads as well.
 * Without one, all that it declares. Throws AppError `parseFailed` for one that cannot be used.
 */
export function outputSchema(definition: AgentDefinition): z.ZodType<Readonly<Record<string, unknown>>> {
  const { id, outputs } = definition;
  const shape = outputShape(definition);
  if (shape === undefined) return z.object(Object.fromEntries(outputs.map((name) => [name, z.json()])));
  try {
    return z.record(z.string(), z.unknown()).and(z.fromJSONSchema(shape));
  } catch (failure) {
    throw brokenAgent(fileOf(id), messageOf(failure));
  }
}

/** The JSON schema as it stands in the prompt, undefined where there is none. Throws as `outputSchema` does. */
export function outputShape({ id, prompt }: AgentDefinition): JsonSchema | undefined {
  const section = prompt.split(/^## /m).find((part) => part.startsWith('Outputs\n')) ?? '';
  const [, json] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
  if (json === undefined) return undefined;
  try {
    return objectSchema.parse(JSON.parse(json));
  } catch (failure) {
    throw brokenAgent(fileOf(id), messageOf(failure));
  }
}

const fileOf = (id: string): string => `agents/${id}/core.md`;
