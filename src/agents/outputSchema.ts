import { z } from 'zod';
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
export function outputSchema({
  id,
  prompt,
  outputs,
}: AgentDefinition): z.ZodType<Readonly<Record<string, unknown>>> {
  const file = `agents/${id}/core.md`;
  const section = prompt.split(/^## /m).find((part) => part.startsWith('Outputs\n')) ?? '';
  const [, json] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
  if (json === undefined) return z.object(Object.fromEntries(outputs.map((name) => [name, z.json()])));
  try {
    const schema = objectSchema.parse(JSON.parse(json));
    return z.record(z.string(), z.unknown()).and(z.fromJSONSchema(schema));
  } catch (failure) {
    throw brokenAgent(file, messageOf(failure));
  }
}
