import { entityJsonSchema } from './entityJsonSchema';

/** The text of `entity.schema.json`, which the entity files name in their first line: two spaces, a last newline. */
export function renderEntitySchema(): string {
  return `${JSON.stringify(entityJsonSchema(), undefined, 2)}\n`;
}
