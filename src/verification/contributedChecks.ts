import { callExtension } from '../core/extensions/callExtension';
import { findingsSchema } from '../core/extensions/contributionSchemas';
import type { Contributed } from '../core/extensions/contributions';
import type {
  VerifierContext,
  VerifierContribution,
  VerifierFinding,
} from '../core/extensions/groundworkApi';
import type { FileChange } from '../core/model/changeSet';
import { toAppError } from '../core/model/appError';
import type { CheckResult } from '../core/model/run';
import { workspacePath } from '../core/model/workspacePath';
import type { NewFinding } from '../core/ports/stateStore';
import type { Clock } from '../core/ports/system';
import type { VerificationReport, Verifier } from '../core/ports/verifier';
import type { WorkspaceFiles } from '../core/ports/workspaceFiles';
import { causedByChange } from './causedByChange';
import { finding, type ToolFinding } from './toolCheck';

const TIMEOUT_MS = 60_000;

interface ContributedChecksPorts {
  readonly verifiers: () => readonly Contributed<VerifierContribution>[];
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly clock: Clock;
}

type Options = Parameters<Verifier['verify']>[2];

/**
 * A proof with the verifiers of other extensions beside the tools of the project. They count by the same rules: only what
 * the change caused is a finding, and what failed or gave no answer is not checked.
 */
export function withContributedChecks(verifier: Verifier, ports: ContributedChecksPorts): Verifier {
  return {
    async verify(changes, project, options) {
      const [tools, ...contributed] = await Promise.all([
        verifier.verify(changes, project, options),
        ...ports.verifiers().map((entry) => check(entry, changes.files, ports, options)),
      ]);
      return {
        checks: [tools, ...contributed].flatMap(({ checks }) => checks),
        findings: [tools, ...contributed].flatMap(({ findings }) => findings),
      };
    },
  };
}

async function check(
  { extension, value }: Contributed<VerifierContribution>,
  files: readonly FileChange[],
  ports: ContributedChecksPorts,
  options: Options,
): Promise<VerificationReport> {
  const name = `${value.title ?? value.id} (${extension})`;
  const start = ports.clock.now().getTime();
  const say = (status: CheckResult['status'], detail: string): CheckResult => {
    const durationMs = ports.clock.now().getTime() - start;
    const result: CheckResult = { check: name, kind: 'custom', status, detail, durationMs };
    options.onEvent({ kind: 'check', result });
    return result;
  };
  const ask = async (
    texts: readonly (readonly [string, string | null])[],
  ): Promise<readonly ToolFinding[]> => {
    const found = await callExtension(
      {
        extension,
        what: `its verifier ${value.id}`,
        timeoutMs: TIMEOUT_MS,
        clock: ports.clock,
        schema: findingsSchema,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (signal) => value.verify(contextOf(texts, ports, signal)),
    );
    return found.map(toFinding);
  };
  say('running', '');
  try {
    const after = await ask(files.map(({ path, proposed }) => [path, proposed]));
    const before = after.length === 0 ? [] : await ask(files.map(({ path, base }) => [path, base]));
    const findings = causedByChange(after, before).map((one) => newFinding(one, name, value.id));
    for (const one of findings) options.onEvent({ kind: 'finding', finding: one });
    const older = after.length - findings.length;
    const detail =
      older === 0 ? `${String(files.length)} files` : `${String(older)} older findings not counted`;
    return { checks: [say(findings.length === 0 ? 'passed' : 'failed', detail)], findings };
  } catch (failure) {
    const { code, message } = toAppError(failure);
    if (code === 'cancelled') throw failure;
    return { checks: [say('notChecked', message)], findings: [] };
  }
}

function contextOf(
  texts: readonly (readonly [string, string | null])[],
  { files }: ContributedChecksPorts,
  signal: AbortSignal,
): VerifierContext {
  const known = new Map(texts);
  return {
    files: texts.flatMap(([path, text]) => (text === null ? [] : [{ path, text }])),
    async read(path) {
      const text = known.get(path);
      return text === undefined ? files.read(workspacePath(path), { signal }) : (text ?? undefined);
    },
    signal,
  };
}

/** A path that leaves the workspace is no place to show: the words stay. */
function toFinding({ severity, message, path, line, rule }: VerifierFinding): ToolFinding {
  return finding({
    severity,
    message,
    path: path === undefined ? null : placeOf(path),
    line: line ?? null,
    rule: rule ?? null,
  });
}

function placeOf(path: string): string | null {
  try {
    return workspacePath(path);
  } catch {
    return null;
  }
}

function newFinding(
  { severity, message, path, line, rule }: ToolFinding,
  source: string,
  id: string,
): NewFinding {
  return {
    severity,
    category: 'custom',
    message,
    path: path === null ? null : workspacePath(path),
    line,
    column: null,
    source,
    rule: rule ?? id,
  };
}
