import type { Field, Relationship } from '../model/entitySpec';
import { singularOf } from './caseConversion';
import { pythonAttribute } from './names';
import { isSelfReference, type Owner } from './normalizeRelationship';
import type { SpecReport } from './specReport';

/** Every name that the entity's class, table and JSON get must be there once. */
export function checkNameClashes(
  owner: Owner,
  fields: readonly Field[],
  relationships: readonly Relationship[],
  report: SpecReport,
): void {
  const taken = new Map<string, string>();
  const claim = (name: string, what: string, at: SpecReport): void => {
    const other = taken.get(name);
    if (other !== undefined) {
      const message = `The name "${name}" is there twice: for ${other} and for ${what}.`;
      at.add(message, 'Write another name for one of them.');
    } else taken.set(name, what);
  };
  for (const field of fields) {
    const at = report.at(['fields', field.name], field.name);
    claim(field.name, `the field "${field.name}"`, at);
  }
  checkFormerNames('fields', fields, report);
  checkFormerNames('relationships', relationships, report);
  const junctions = new Map<string, string>();
  const inverses = new Map<string, string>();
  for (const relationship of relationships) {
    const at = report.at(['relationships', relationship.name], relationship.name);
    claim(relationship.name, `the relationship "${relationship.name}"`, at);
    const key = foreignKeyName(relationship);
    if (key !== null && key !== relationship.name)
      claim(key, `the foreign key of "${relationship.name}"`, at);
    if (relationship.inverse !== null) {
      const place = `${relationship.target}.${relationship.inverse}`;
      const twin = inverses.get(place);
      if (twin !== undefined) {
        const message = `"${twin}" and "${relationship.name}" both give ${relationship.target} the attribute "${relationship.inverse}".`;
        at.add(message, 'Write `inverse` for one of them, or `inverse: null`.', 'inverse');
      }
      inverses.set(place, relationship.name);
      if (isSelfReference(relationship, owner)) {
        claim(relationship.inverse, `the inverse of "${relationship.name}"`, at);
        if (relationship.kind === 'one-to-many') {
          claim(`${relationship.inverse}_id`, `the foreign key of "${relationship.name}"`, at);
        }
      }
    }
    if (relationship.kind === 'many-to-many') {
      const twin = junctions.get(relationship.table);
      if (twin !== undefined)
        at.add(`"${twin}" has the same junction table.`, 'Write another `table`.', 'table');
      junctions.set(relationship.table, relationship.name);
    }
  }
  for (const name of taken.keys()) {
    const attribute = pythonAttribute(name);
    if (attribute !== name && taken.has(attribute))
      report.add(`"${name}" and "${attribute}" clash in Python.`, 'Rename one.');
  }
}

/** What was renamed is not there under its old name, and was renamed once. */
function checkFormerNames(
  key: 'fields' | 'relationships',
  members: readonly (Field | Relationship)[],
  report: SpecReport,
): void {
  const what = key === 'fields' ? 'field' : 'relationship';
  const formerNames = new Map<string, string>();
  for (const { name, renamedFrom } of members) {
    if (renamedFrom === null) continue;
    const at = report.at([key, name, 'renamedFrom'], name);
    if (members.some((other) => other.name === renamedFrom && other.renamedFrom === null)) {
      at.add(
        `"${renamedFrom}" is still a ${what}, so it was not renamed.`,
        `Remove the old ${what}, or \`renamedFrom\`.`,
      );
    }
    const twin = formerNames.get(renamedFrom);
    if (twin !== undefined) at.add(`"${twin}" was renamed from "${renamedFrom}" too.`, 'Keep one of them.');
    formerNames.set(renamedFrom, name);
  }
}

/** JSON key (and for to-one the column) that carries the ids of a relationship; null where nothing is written. */
export function foreignKeyName(relationship: Relationship): string | null {
  switch (relationship.kind) {
    case 'many-to-one':
    case 'one-to-one':
      return `${relationship.name}_id`;
    case 'one-to-many':
      return null;
    case 'many-to-many':
      return relationship.payload.length > 0 ? relationship.name : `${singularOf(relationship.name)}_ids`;
  }
}
