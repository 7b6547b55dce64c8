import { commands, EventEmitter, Uri, window, workspace, type TextDocumentContentProvider } from 'vscode';
import { runId } from '../../core/model/ids';
import { Disposables, type Disposable } from '../../shared/disposable';
import type { SessionSource } from '../host/session';

const SCHEME = 'groundwork-report';

/** Serves the reports of runs as documents that follow them: nothing is written, nothing asks to be saved. */
export class ReportDocuments implements TextDocumentContentProvider, Disposable {
  private readonly sessions: SessionSource;
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());

  readonly onDidChange = this.changed.event;

  constructor(sessions: SessionSource) {
    this.sessions = sessions;
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.owned.add(
      sessions.onDidStart(({ app }) => {
        this.owned.add(app.runs.onDidChange(({ runId: changed }) => this.fireChanged(changed)));
      }),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { app } = await this.sessions.getQuietly();
    return app.runs.report(runId(uri.query), 'markdown');
  }

  dispose(): void {
    this.owned.dispose();
  }

  private fireChanged(id: string): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === SCHEME && uri.query === id) this.changed.fire(uri);
    }
  }
}

/** Shows a report as people read it, with its picture; as text where nothing renders Markdown. */
export async function openReport(id: string, task: string): Promise<void> {
  const name = task.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim() || 'Run';
  const uri = Uri.from({ scheme: SCHEME, path: `/Report of ${name}.md`, query: id });
  if ((await commands.getCommands(true)).includes('markdown.showPreview')) {
    await commands.executeCommand('markdown.showPreview', uri);
  } else {
    await window.showTextDocument(await workspace.openTextDocument(uri));
  }
}
