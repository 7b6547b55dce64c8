import type { FileTarget } from '../../codegen/propose/target';
import type { EntitySpec } from '../../core/model/entitySpec';
import { joinPath } from '../../core/model/workspacePath';
import { fileName, moduleAt, type EntityView } from './entityView';
import type { FastapiProject } from './project';
import { renderTests, TEST_FIXTURES } from './renderTests';

/** Why the entity gets no tests, undefined when it does. */
export function whyNoTests(project: FastapiProject, spec: EntitySpec): string | undefined {
  if (!spec.features.tests) return 'the specification asks for none';
  if (project.tests === null) return 'the backend has no tests';
  const missing = TEST_FIXTURES.filter((name) => !project.fixtures.includes(name));
  return missing.length === 0 ? undefined : `conftest.py has no ${missing.join(', ')}`;
}

export function testTarget(view: EntityView): FileTarget {
  const module = moduleAt(
    view.project.tests?.folder ?? 'tests',
    fileName(view.project.tests?.pattern ?? 'test_{plural}', view.names),
  );
  const { modules, model } = view;
  return {
    kind: 'file',
    key: 'backend/tests',
    path: joinPath(view.project.folder, `${module.replaceAll('.', '/')}.py`),
    layer: 'test',
    step: 'Backend tests created',
    provides: [`py:${module}`],
    requires: [
      `py:${model.module}.${model.name}`,
      `py:${modules.schema}`,
      `py:${modules.crud}`,
      `registered:${modules.router}`,
    ],
    text: renderTests(view),
  };
}
