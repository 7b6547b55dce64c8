import type { Uri } from 'vscode';
import { Diagnostic, DiagnosticSeverity, Range, languages } from 'vscode';
import { runId } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { FindingView } from '../../core/model/runView';
import { Disposables, type Disposable } from '../../shared/disposable';
import type { PendingReviews } from './pendingReviews';
import type { ReviewUris } from './reviewUris';

/** Unresolved findings of runs that are not over, as problems of the proposed document, or of the file once accepted. */
export function findingDiagnostics(pending: PendingReviews, uris: ReviewUris): Disposable {
  const owned = new Disposables();
  const collection = owned.add(languages.createDiagnosticCollection('groundwork'));
  const show = (): void => {
    const byUri = new Map<string, { readonly uri: Uri; readonly diagnostics: Diagnostic[] }>();
    for (const view of pending.runs) {
      if (view.status === 'rolledBack' || view.status === 'cancelled') continue;
      for (const finding of view.findings) {
        if (finding.resolved || finding.path === null) continue;
        const path = workspacePath(finding.path);
        const open = (pending.fileOf(view.id, path)?.hunks.length ?? 0) > 0;
        const uri = open ? uris.proposed({ runId: runId(view.id), path, side: 'proposed' }) : uris.real(path);
        const entry = byUri.get(uri.toString()) ?? { uri, diagnostics: [] };
        entry.diagnostics.push(diagnosticOf(finding));
        byUri.set(uri.toString(), entry);
      }
    }
    collection.clear();
    for (const { uri, diagnostics } of byUri.values()) collection.set(uri, diagnostics);
  };
  owned.add(pending.onDidChange(show));
  show();
  return owned;
}

const SEVERITIES = {
  major: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  minor: DiagnosticSeverity.Information,
} as const;

function diagnosticOf(finding: FindingView): Diagnostic {
  const line = Math.max(0, (finding.line ?? 1) - 1);
  const diagnostic = new Diagnostic(
    new Range(line, 0, line, Number.MAX_SAFE_INTEGER),
    finding.message,
    SEVERITIES[finding.severity],
  );
  diagnostic.source = `groundwork: ${finding.source}`;
  return diagnostic;
}
