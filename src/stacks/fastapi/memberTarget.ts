import { planClassMember } from '../../codegen/edit/planPyMember';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { DefinitionTarget } from '../../codegen/propose/target';
import type { CodeImport } from '../../codegen/render/code';
import { pyRender } from '../../codegen/render/python';
import type { WorkspacePath } from '../../core/model/ids';
import type { EntityView } from './entityView';
import type { TargetMember } from './targetMembers';

const INDENT = '    ';

/** A member that the generator owns inside a class of another entity. */
export function memberTarget(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  member: TargetMember,
): { readonly target: DefinitionTarget; readonly imports: readonly CodeImport[] } {
  const { text, imports } = pyRender(member.code, { width: view.project.width - INDENT.length });
  const target: DefinitionTarget = {
    kind: 'definition',
    key: `backend/member/${member.target}.${member.name}`,
    path,
    layer: 'model',
    step: 'Model created',
    provides: [`py:${view.model.module}.${member.target}.${member.name}`],
    // The attribute names the entity's class, and the class names the attribute.
    requires: [`py:${view.model.module}.${view.names.pascal}`, `imports:${path}:${view.spec.name}`],
    // As it stands in the class: lines after the first are indented.
    text: text.replaceAll('\n', `\n${INDENT}`),
    locate(source) {
      const owner = parsers.python(source).classes.find((item) => item.name === member.target);
      return owner?.fields.find((field) => field.name === member.name);
    },
    plan: (source) =>
      planClassMember(parsers, source, {
        className: member.target,
        name: member.name,
        code: text,
        section: member.section,
        label: { title: `Add ${member.target}.${member.name}` },
      }),
  };
  return { target, imports };
}
