import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup } from '../../codegen/render/python';
import type { TestDialect } from './testDialect';

const raw = (value: string): Code => code(text(value));

/** Nothing to see, but an import. */
export const pytestImport: Code = code(text(''), [{ language: 'python', module: 'pytest', name: null }]);

const CLIENTS: ReadonlySet<string> = new Set(['client', 'admin_client', 'viewer_client']);

/** `def test_<name>(...) -> None:`, or `async def`; the clients' types are known. */
export function testFunction(
  dialect: TestDialect,
  name: string,
  parameters: readonly (Code | string)[],
  body: Code,
  decorators: readonly Code[] = [],
): Code {
  const written = parameters.map((parameter) => {
    if (typeof parameter !== 'string') return parameter;
    return CLIENTS.has(parameter) ? py`${parameter}: ${dialect.client}` : raw(parameter);
  });
  return py`
    ${decorators}
    ${dialect.define} test_${name}${pyGroup('(', written, ')')} -> None:
        ${body}
  `;
}

/** `@pytest.mark.parametrize(names, [values])`. */
export function parametrize(names: Code, values: readonly Code[]): Code {
  return py`@pytest.mark.parametrize${pyGroup('(', [names, pyGroup('[', values, ']')], ')')}${pytestImport}`;
}
