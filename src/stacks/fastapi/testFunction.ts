import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyGroup, pyImport } from '../../codegen/render/python';

const raw = (value: string): Code => code(text(value));

/** Nothing to see, but an import. */
export const pytestImport: Code = code(text(''), [{ language: 'python', module: 'pytest', name: null }]);

const FIXTURE_TYPES: ReadonlyMap<string, Code> = new Map(
  ['client', 'admin_client', 'viewer_client'].map((name) => [
    name,
    py`${name}: ${pyImport('fastapi.testclient', 'TestClient')}`,
  ]),
);

/** `def test_<name>(...) -> None:`; the clients' types are known. */
export function testFunction(
  name: string,
  parameters: readonly (Code | string)[],
  body: Code,
  decorators: readonly Code[] = [],
): Code {
  const written = parameters.map((parameter) =>
    typeof parameter === 'string' ? (FIXTURE_TYPES.get(parameter) ?? raw(parameter)) : parameter,
  );
  return py`
    ${decorators}
    def test_${name}${pyGroup('(', written, ')')} -> None:
        ${body}
  `;
}

/** `@pytest.mark.parametrize(names, [values])`. */
export function parametrize(names: Code, values: readonly Code[]): Code {
  return py`@pytest.mark.parametrize${pyGroup('(', [names, pyGroup('[', values, ']')], ')')}${pytestImport}`;
}
