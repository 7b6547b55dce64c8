import { commands, EventEmitter, Uri, window, workspace, type TextDocumentContentProvider } from 'vscode';
import { runId } from '../../core/model/ids';
import { Disposables, type Disposable } from '../../shared/disposable';
import type { SessionSource } from '../host/session';

const SCHEME = 'groundwork-report';
/** A run changes many times a second, nobody reads that fast. Milliseconds. */
const PACE_MS = 300;

/** Serves the reports of runs as documents that follow them: nothing is written, nothing asks to be saved. */
export class ReportDocuments implements TextDocumentContentProvider, Disposable {
  private readonly sessions: SessionSource;
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());
  /** Reports that were asked for, by run. */
  private readonly served = new Map<string, Uri>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  readonly onDidChange = this.changed.event;

  constructor(sessions: SessionSource) {
    this.sessions = sessions;
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.owned.add(
      sessions.onDidStart(({ app }) => {
        this.owned.add(app.runs.onDidChange(({ runId: changed }) => this.follow(changed)));
      }),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    this.served.set(uri.query, uri);
    const { app } = await this.sessions.getQuietly();
    return app.runs.report(runId(uri.query), 'markdown');
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.owned.dispose();
  }

  private follow(id: string): void {
    const uri = this.served.get(id);
    if (uri === undefined || this.waiting.has(id)) return;
    const tell = (): void => {
      this.waiting.delete(id);
      this.tell(uri);
    };
    this.waiting.set(id, setTimeout(tell, PACE_MS));
  }

  /** A preview stays open while the editor lets go of the document behind it after minutes: then it is told by hand. */
  private tell(uri: Uri): void {
    if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
      this.changed.fire(uri);
    } else if (hasPreview(uri)) void commands.executeCommand('markdown.preview.refresh');
    else this.served.delete(uri.query);
  }
}

/** The editor tells a preview's title, not its document. */
function hasPreview({ path }: Uri): boolean {
  const name = path.slice(1);
  return window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(name)));
}

/** Shows a report as people read it, with its picture; as text where nothing renders Markdown. */
export async function openReport(id: string, task: string): Promise<void> {
  const name = task.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim() || 'Run';
  const uri = Uri.from({ scheme: SCHEME, path: `/Report of ${name}.md`, query: id });
  try {
    // Not among the commands that are known until somebody calls it: it is of an extension that loads late.
    await commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await window.showTextDocument(await workspace.openTextDocument(uri));
  }
}
