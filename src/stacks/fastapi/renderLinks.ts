import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport, pyString } from '../../codegen/render/python';
import { singularOf } from '../../core/entity/caseConversion';
import { pythonAttribute } from '../../core/entity/names';
import type { WireRelationship } from '../../core/entity/wire';
import { helper, importedModel, ownClass, type EntityView } from './entityView';
import { awaited, define, session, sessionParameter } from './sessionCode';

const raw = (value: string): Code => code(text(value));

/** The related class, imported. */
export function relatedClass(view: EntityView, entry: WireRelationship): Code {
  const target = entry.self ? view.names.pascal : entry.relationship.target;
  const entity = view.project.entities.find((candidate) => candidate.name === target);
  return importedModel(view, entity?.module ?? view.model.module, target);
}

/**
 * The values of a row whose relationships must be looked up; null when `data.model_dump()` is all. `row` is the variable of
 * the row that is updated.
 */
export function linkValues(view: EntityView, row: string | null): Code | null {
  const checked = view.relationships;
  if (checked.length === 0) return null;
  const many = checked.filter((entry) => entry.python !== 'id');
  const left = [...(row === null ? [] : ['version']), ...many.map((entry) => entry.pythonAttribute)];
  const dump =
    left.length === 0
      ? raw('values = data.model_dump()')
      : py`values = data.model_dump${pyGroup('(', [py`exclude=${pyGroup('{', left.map(pyString), '}')}`], ')')}`;
  return py`
    ${checked.filter((entry) => entry.python === 'id').map((entry) => checkSingle(view, entry))}
    ${dump}
    ${many.map((entry) => assignMany(view, entry, row))}
  `;
}

/** PostgreSQL names the field of a missing record, SQLite does not: look before writing. */
function checkSingle(view: EntityView, entry: WireRelationship): Code {
  const value = `data.${entry.pythonAttribute}`;
  const look = py`${helper(view, 'getRelated')}${pyGroup(
    '(',
    [session(view), relatedClass(view, entry), raw(`[${value}]`), pyString(entry.json)],
    ')',
  )}`;
  const check = awaited(view, look);
  if (!entry.nullable) return check;
  return py`
    if ${value} is not None:
        ${check}
  `;
}

function assignMany(view: EntityView, entry: WireRelationship, row: string | null): Code {
  const attribute = pythonAttribute(entry.relationship.name);
  const value = `data.${entry.pythonAttribute}`;
  const found =
    entry.link === null
      ? py`${helper(view, 'getRelated')}${pyGroup(
          '(',
          [session(view), relatedClass(view, entry), raw(value), pyString(entry.json)],
          ')',
        )}`
      : py`${linkFunctionName(entry)}(${session(view)}, ${value}, ${row === null ? '[]' : `${row}.${attribute}`})`;
  return py`values[${pyString(attribute)}] = ${awaited(view, found)}`;
}

const linkFunctionName = (entry: WireRelationship): string => `_${singularOf(entry.relationship.name)}_links`;

/** For each junction with payload the function that turns a request's rows into rows of the junction. */
export function linkFunctions(view: EntityView): readonly Code[] {
  return view.relationships.flatMap((entry) => {
    const { link } = entry;
    if (link === null) return [];
    const name = entry.typescript.replace(/\[\]$/, '');
    const linkClass = ownClass(view, name);
    const schema = pyImport(view.modules.schema, `${name}Create`);
    const key = pythonAttribute(link.targetKey);
    const sequence = pyImport('collections.abc', 'Sequence');
    const parameters = [
      sessionParameter(view),
      py`rows: ${sequence}[${schema}]`,
      py`present: ${sequence}[${linkClass}]`,
    ];
    const look = py`${helper(view, 'getRelated')}${pyGroup('(', [session(view), relatedClass(view, entry), raw('ids'), pyString(entry.json)], ')')}`;
    const related = awaited(view, look);
    return [
      py`
        ${define(view)} ${linkFunctionName(entry)}${pyGroup('(', parameters, ')')} -> list[${linkClass}]:
            """A changed row is replaced under its id, so that its owner changes too."""
            ids = [row.${key} for row in rows]
            if len(ids) > len(set(ids)):
                raise ${helper(view, 'invalid')}("A record is chosen twice.", ${pyString(entry.json)})
            ${related}
            known = {link.${key}: link for link in present}
            links = []
            for row in rows:
                values = row.model_dump()
                link = known.get(row.${key})
                if link is None:
                    links.append(${linkClass}(**values))
                elif all(getattr(link, name) == value for name, value in values.items()):
                    links.append(link)
                else:
                    links.append(${linkClass}(id=link.id, **values))
            return links
      `,
    ];
  });
}
