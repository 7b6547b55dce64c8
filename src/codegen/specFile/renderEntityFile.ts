import { Document, isMap, isPair, isScalar, visit } from 'yaml';
import { toEntityInput } from '../../core/entity/toEntityInput';
import type { EntitySpec } from '../../core/model/entitySpec';

/** Where the JSON schema lies, as the files of `.groundwork/entities/` name it. */
export const SCHEMA_PATH = '../entity.schema.json';

/** Small maps that read best on one line. */
const FLOW = new Set(['label', 'display', 'singular', 'plural']);

/** The entity as a tidy file: only what differs from the defaults, in a fixed order, ending in a newline. */
export function renderEntityFile(spec: EntitySpec): string {
  const document = new Document(toEntityInput(spec), { version: '1.2', aliasDuplicateObjects: false });
  document.commentBefore = ` yaml-language-server: $schema=${SCHEMA_PATH}\n The source of what Groundwork generates for this entity: change it and generate again.`;
  visit(document, {
    Pair(_key, pair) {
      const name = isScalar(pair.key) ? pair.key.value : undefined;
      if (
        typeof name === 'string' &&
        FLOW.has(name) &&
        isMap(pair.value) &&
        pair.value.items.every((item) => isPair(item) && isScalar(item.value))
      ) {
        pair.value.flow = true;
      }
      if ((name === 'fields' || name === 'relationships' || name === 'features') && isScalar(pair.key))
        pair.key.spaceBefore = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
