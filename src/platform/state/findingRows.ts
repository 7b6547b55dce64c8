import { z } from 'zod';
import { findingId, type RunId } from '../../core/model/ids';
import type { CheckResult, Finding } from '../../core/model/run';
import type { NewFinding, StateStore } from '../../core/ports/stateStore';
import { findingIdColumn, flag, nullableText, pathColumn, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import { insert, type StoreContext } from './storeContext';

const checkKind = z.enum(['parse', 'format', 'lint', 'type', 'test', 'build', 'security', 'custom']);
const severity = z.enum(['major', 'medium', 'minor']);

const findingRow = z
  .object({
    id: findingIdColumn,
    run_id: runIdColumn,
    severity,
    category: checkKind,
    message: text,
    path: pathColumn.nullable(),
    line: z.number().nullable(),
    column_number: z.number().nullable(),
    source: text,
    rule: nullableText,
    resolved: flag,
  })
  .transform((row): Finding => ({
    id: row.id,
    runId: row.run_id,
    severity: row.severity,
    category: row.category,
    message: row.message,
    path: row.path,
    line: row.line,
    column: row.column_number,
    source: row.source,
    rule: row.rule,
    resolved: row.resolved,
  }));

const countRow = z.object({ severity, count: z.number() });

const checkRow = z
  .object({
    check_name: text,
    kind: checkKind,
    status: z.enum(['running', 'passed', 'failed', 'notChecked']),
    detail: text,
    duration_ms: z.number(),
  })
  .transform((row): CheckResult => ({
    check: row.check_name,
    kind: row.kind,
    status: row.status,
    detail: row.detail,
    durationMs: row.duration_ms,
  }));

type FindingMethods = Pick<
  StateStore,
  | 'addFindings'
  | 'resolveFindings'
  | 'getFindings'
  | 'getFindingsSummary'
  | 'saveCheck'
  | 'dropCheck'
  | 'getChecks'
>;

export function findingMethods(context: StoreContext): FindingMethods {
  const now = (): string => context.clock.now().toISOString();
  return {
    addFindings: (runId, findings) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        const added = foundIn(context, runId, findings);
        return { operations: insertFindings(added, now()), result: added };
      }),
    resolveFindings: (ids) =>
      context.commit(() => {
        const sql = 'UPDATE findings SET resolved = 1, resolved_at = ? WHERE id = ? AND resolved = 0';
        const at = now();
        return { operations: ids.map((id) => ({ sql, params: [at, id] })), result: undefined };
      }),
    getFindings: async (runId) =>
      (await context.read()).all(findingRow, 'SELECT * FROM findings WHERE run_id = ? ORDER BY rowid', [
        runId,
      ]),
    getFindingsSummary: async (runId) => {
      const sql =
        'SELECT severity, count(*) AS count FROM findings WHERE run_id = ? AND resolved = 0 GROUP BY severity';
      const counts = (await context.read()).all(countRow, sql, [runId]);
      const of = (wanted: Finding['severity']): number =>
        counts.find((row) => row.severity === wanted)?.count ?? 0;
      return { major: of('major'), medium: of('medium'), minor: of('minor') };
    },
    saveCheck: (runId, result) =>
      context.commit((reader) => {
        requireRun(reader, runId);
        return { operations: [saveCheck(runId, result)], result: undefined };
      }),
    dropCheck: (runId, check) =>
      context.commit(() => ({
        operations: [
          { sql: 'DELETE FROM checks WHERE run_id = ? AND check_name = ?', params: [runId, check] },
        ],
        result: undefined,
      })),
    getChecks: async (runId) =>
      (await context.read()).all(checkRow, 'SELECT * FROM checks WHERE run_id = ? ORDER BY rowid', [runId]),
  };
}

export function foundIn(
  { random }: Pick<StoreContext, 'random'>,
  runId: RunId,
  findings: readonly NewFinding[],
): readonly Finding[] {
  return findings.map(({ severity, category, message, path, line, column, source, rule }) => {
    const id = findingId(random.id());
    return { id, runId, severity, category, message, path, line, column, source, rule, resolved: false };
  });
}

export function insertFindings(findings: readonly Finding[], createdAt: string): ReturnType<typeof insert>[] {
  return findings.map((finding) => insertFinding(finding, createdAt));
}

function insertFinding(finding: Finding, createdAt: string): ReturnType<typeof insert> {
  const { path, line, column } = finding;
  const location = path === null ? null : [path, line, column].filter((part) => part !== null).join(':');
  return insert('findings', {
    id: finding.id,
    run_id: finding.runId,
    severity: finding.severity,
    category: finding.category,
    message: finding.message,
    location,
    path,
    line,
    column_number: column,
    source: finding.source,
    rule: finding.rule,
    resolved: finding.resolved,
    created_at: createdAt,
  });
}

function saveCheck(runId: string, result: CheckResult): ReturnType<typeof insert> {
  const row = {
    run_id: runId,
    check_name: result.check,
    kind: result.kind,
    status: result.status,
    detail: result.detail,
    duration_ms: result.durationMs,
  };
  return insert('checks', row, ['run_id', 'check_name']);
}
