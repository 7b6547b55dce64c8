import type { FileTarget } from '../../codegen/propose/target';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { modelSymbols, type EntityView } from './entityView';
import type { FastapiProject } from './project';
import { renderTests, TEST_FIXTURES } from './renderTests';
import { testsAwait } from './testDialect';
import { testModule } from './testModule';

/** Why the entity gets no tests, undefined when it does. */
export function whyNoTests(project: FastapiProject, spec: EntitySpec): string | undefined {
  if (!spec.features.tests) return 'the specification asks for none';
  const { tests } = project;
  if (tests === null) return 'the backend has no tests';
  const missing = TEST_FIXTURES.filter((name) => !tests.fixtures.includes(name));
  if (missing.length > 0) return `conftest.py has no ${missing.join(', ')}`;
  if (tests.session === null) return 'conftest.py has no fixture of a session';
  if (tests.client === null) return "conftest.py does not say the client's type";
  if (tests.counter === null) return 'conftest.py does not name the type of count_statements';
  const isAsync = project.sessions === 'async';
  if (testsAwait(tests) !== isAsync)
    return `conftest.py's client does not go with ${project.sessions} sessions`;
  return isAsync && tests.mark === null ? 'nothing says how asynchronous tests are run' : undefined;
}

export const testPath = (view: EntityView): WorkspacePath =>
  joinPath(view.project.folder, `${testModule(view).replaceAll('.', '/')}.py`);

export function testTarget(view: EntityView): FileTarget {
  const { modules } = view;
  return {
    kind: 'file',
    key: 'backend/tests',
    path: testPath(view),
    layer: 'test',
    step: 'Backend tests created',
    provides: [`py:${testModule(view)}`],
    requires: [
      ...modelSymbols(view),
      `py:${modules.schema}`,
      `py:${modules.crud}`,
      `routed:${modules.router}`,
    ],
    text: renderTests(view),
  };
}
