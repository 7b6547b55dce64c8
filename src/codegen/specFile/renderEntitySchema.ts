import { entityJsonSchema } from './entityJsonSchema';

let rendered: string | undefined;

/** The text of `entity.schema.json`, which the entity files name in their first line: two spaces, a last newline. */
export function renderEntitySchema(): string {
  return (rendered ??= `${JSON.stringify(entityJsonSchema(), undefined, 2)}\n`);
}
