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
  const formerNames = new Map<string, string>();
  for (const field of fields) {
    if (field.renamedFrom === null) continue;
    const at = report.at(['fields', field.name, 'renamedFrom'], field.name);
    if (fields.some((other) => other.name === field.renamedFrom && other.renamedFrom === null)) {
      at.add(
        `"${field.renamedFrom}" is still a field, so it was not renamed.`,
        'Remove the old field, or `renamedFrom`.',
      );
    }
    const twin = formerNames.get(field.renamedFrom);
    if (twin !== undefined)
      at.add(`"${twin}" was renamed from "${field.renamedFrom}" too.`, 'Keep one of them.');
    formerNames.set(field.renamedFrom, field.name);
  }
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
