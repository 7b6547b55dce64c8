import { code, type Code } from '../../codegen/render/code';
import { text } from '../../codegen/render/doc';
import { py, pyClauses, pyImport } from '../../codegen/render/python';
import type { EntityView } from './entityView';
import type { FastapiProject } from './project';

/** How tests of the project talk to the application and the database: at once, or awaiting the answer. */
export interface TestDialect {
  readonly kind: 'sync' | 'async';
  /** What a test or a fixture that talks starts with. */
  readonly define: 'def' | 'async def';
  /** The fixture of the session. */
  readonly session: string;
  /** `db: Session`. */
  readonly sessionParameter: Code;
  /** Type of the clients. */
  readonly client: Code;
  /** A call that is answered. */
  readonly wait: (call: Code | string) => Code;
  /** The same where something is taken of the answer at once: `(await call).json()`. */
  readonly answer: (call: Code | string) => Code;
}

/** Whether conftest's clients are asynchronous. */
export const testsAwait = (tests: FastapiProject['tests']): boolean =>
  tests?.client?.name.startsWith('Async') === true;

export function testDialect(view: EntityView): TestDialect {
  const { tests } = view.project;
  const session = tests?.session ?? view.project.sessionName;
  const client =
    tests?.client === null || tests === null
      ? pyImport('fastapi.testclient', 'TestClient')
      : pyImport(tests.client.module, tests.client.name);
  if (!testsAwait(tests)) {
    return {
      kind: 'sync',
      define: 'def',
      session,
      sessionParameter: py`${session}: ${pyImport('sqlalchemy.orm', 'Session')}`,
      client,
      wait: toCode,
      answer: toCode,
    };
  }
  return {
    kind: 'async',
    define: 'async def',
    session,
    sessionParameter: py`${session}: ${pyImport('sqlalchemy.ext.asyncio', 'AsyncSession')}`,
    client,
    wait: (call) => py`await ${call}`,
    answer: (call) => pyClauses('(', [py`await ${call}`], ')'),
  };
}

const toCode = (call: Code | string): Code => (typeof call === 'string' ? code(text(call)) : call);
