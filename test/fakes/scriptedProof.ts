import assert from 'node:assert/strict';
import { DEFAULT_CONFIG, type Config } from '../../src/core/config/configSchema';
import { AppError } from '../../src/core/model/appError';
import type { FileChange } from '../../src/core/model/changeSet';
import { agentId } from '../../src/core/model/ids';
import type { CheckResult } from '../../src/core/model/run';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { ProjectParts, VerificationEvent } from '../../src/core/ports/verifier';
import { createVerifier } from '../../src/verification/verifier';
import { FakeOverlays } from './fakeOverlays';
import { ScriptedTools, type ToolScript } from './scriptedTools';

export const PYTHON: ProjectParts = { parts: [{ kind: 'python', folder: 'backend' }] };
export const NODE: ProjectParts = { parts: [{ kind: 'node', folder: 'frontend' }] };
export const MODEL = 'backend/db/model.py';

export function change(path: string, base: string | null, proposed: string): FileChange {
  return {
    path: workspacePath(path),
    base,
    proposed,
    layer: 'model',
    phase: 'backend',
    agent: agentId('any'),
    title: path,
    marks: [],
  };
}

export const EDIT = change(MODEL, 'old', 'new');
export const NEW_TEST = change('backend/tests/test_new.py', null, 'test');
export const mypyError = (file: string, message: string): string =>
  `${JSON.stringify({ file, line: 1, column: 0, message, code: 'misc', severity: 'error' })}\n`;
export const mypy = (stdout: string) => ({ exitCode: stdout === '' ? 0 : 1, stdout });
export const throwing = (code: 'timeout' | 'toolMissing', message: string) => (): never => {
  throw new AppError(code, message, 'Look at it.');
};

interface Options {
  readonly workspace?: Readonly<Record<string, string>>;
  readonly files?: readonly FileChange[];
  readonly project?: ProjectParts;
  readonly signal?: AbortSignal;
  readonly settings?: Config['verification'];
}

/** A proof over a scripted workspace and scripted tools; the copy is given back whatever happens. */
export async function verify(
  scripts: (overlays: FakeOverlays) => Readonly<Record<string, ToolScript>>,
  options: Options = {},
) {
  const overlays = new FakeOverlays(options.workspace ?? { [MODEL]: 'old' });
  const tools = new ScriptedTools(scripts(overlays));
  const events: VerificationEvent[] = [];
  const running = createVerifier({
    overlays,
    processes: tools,
    settings: () => options.settings ?? DEFAULT_CONFIG.verification,
  }).verify({ files: options.files ?? [EDIT] }, options.project ?? PYTHON, {
    onEvent: (event) => events.push(event),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const report = await running.finally(() => assert.equal(overlays.calls.at(-1), 'dispose'));
  const checks: Readonly<Record<string, CheckResult | undefined>> = Object.fromEntries(
    report.checks.map((check) => [check.check, check]),
  );
  return { report, checks, tools, events, overlays };
}
