import { textEdit } from '../../codegen/edit/insertLines';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { PyAssignment, PyClass } from '../../codegen/inspect/pythonModel';
import type { InsertionTarget } from '../../codegen/propose/target';
import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyRender, pyString } from '../../codegen/render/python';
import { pythonAttribute } from '../../core/entity/names';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import type { EntityView } from './entityView';
import { isAmbiguous } from './inverseAttributes';
import { MODEL_STEP } from './modelStep';
import { modelPath } from './ownFileTargets';
import { isSelf, targetClass } from './relationTarget';

const raw = (value: string): Code => code(text(value));
const INDENT = '    ';

/**
 * A second way between two tables makes the relationships that are there ambiguous: SQLAlchemy asks each for its foreign
 * key. Those of the specification name theirs; this names it in what other entities or people wrote. After the models.
 */
export function namedKeyTargets(view: EntityView, parsers: Parsers): readonly InsertionTarget[] {
  const own = view.names.pascal;
  const targets = view.spec.relationships.flatMap((relationship) =>
    relationship.kind === 'many-to-many' || isSelf(view, relationship) || !isAmbiguous(view, relationship)
      ? []
      : [targetClass(view, relationship)],
  );
  return [...new Set(targets)].flatMap((target) => {
    const entity = view.project.entities.find((candidate) => candidate.name === target);
    if (entity === undefined) return [];
    const path = joinPath(entity.path);
    return [
      namedKeys(view, parsers, path, { owner: target, other: own }),
      namedKeys(view, parsers, modelPath(view), { owner: own, other: target }),
    ];
  });
}

interface Ends {
  readonly owner: string;
  readonly other: string;
}

function namedKeys(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  { owner, other }: Ends,
): InsertionTarget {
  const width = view.project.width - INDENT.length;
  return {
    kind: 'insertion',
    key: `backend/model/key/${owner}/${other}`,
    path,
    layer: 'model',
    step: MODEL_STEP,
    provides: [],
    requires: [],
    plan(source) {
      const found = parsers.python(source).classes.find((item) => item.name === owner);
      const edits = (found?.fields ?? []).flatMap((field) => {
        const key = found === undefined ? undefined : keyOf(found, field, other);
        if (key === undefined || field.call === null) return [];
        const { callee, arguments: given } = field.call;
        const written = given.map((argument) => raw(source.slice(argument.start, argument.end)));
        const call = py`${field.name}: ${field.annotation ?? ''} = ${callee}${pyGroup('(', [key, ...written], ')')}`;
        const rendered = pyRender(call, { width }).text.replaceAll('\n', `\n${INDENT}`);
        const title = `Name the foreign key of ${owner}.${field.name}`;
        return [textEdit(field.start, field.end, rendered, { title })];
      });
      return edits.length === 0 ? { kind: 'alreadyPresent' } : { kind: 'edits', edits };
    },
  };
}

/** `foreign_keys=...` for a relationship to the other class that names none yet. */
function keyOf(owner: PyClass, field: PyAssignment, other: string): Code | undefined {
  const call = field.call;
  const leads = new RegExp(`\\b${other}\\b`).test(field.annotation ?? '');
  if (call === null || !leads || !/(^|\.)relationship$/.test(call.callee)) return undefined;
  if (call.arguments.some(({ name }) => name === 'foreign_keys' || name === 'secondary')) return undefined;
  const ownKey = pythonAttribute(`${field.name.replace(/_$/, '')}_id`);
  if (owner.fields.some(({ name }) => name === ownKey)) return py`foreign_keys=[${ownKey}]`;
  const back = call.arguments.find(({ name }) => name === 'back_populates')?.text.replaceAll(/["']/g, '');
  if (back === undefined) return undefined;
  return py`foreign_keys=${pyString(`${other}.${pythonAttribute(`${back.replace(/_$/, '')}_id`)}`)}`;
}
