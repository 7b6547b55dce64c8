import { Uri, commands, window, workspace, type Webview, type WebviewView } from 'vscode';
import { toAppError } from '../../core/model/appError';
import { runId } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { FromPanel, ToPanel } from '../../protocol/panelMessages';
import { Disposables, type Disposable } from '../../shared/disposable';
import { commandId } from '../commands/commandId';
import type { CommandName } from '../commands/commandTable';
import type { Session, SessionSource } from '../host/session';
import { runInTerminal } from '../host/terminal';
import { panelHtml } from './panelHtml';

const VIEW = 'groundwork.progress';

/** Loaded when the panel is first seen. */
const panelMessages = () => import('../../protocol/panelMessages');

/** The checklist panel. It shows what the store says, so a reload shows the same. */
export class PanelView implements Disposable {
  private readonly sessions: SessionSource;
  private readonly extensionUri: Uri;
  private readonly report: (failure: unknown) => void;
  private readonly owned = new Disposables();
  private view: WebviewView | undefined;

  constructor(sessions: SessionSource, extensionUri: Uri, report: (failure: unknown) => void) {
    this.sessions = sessions;
    this.extensionUri = extensionUri;
    this.report = report;
    this.owned.add(
      window.registerWebviewViewProvider(VIEW, { resolveWebviewView: (view) => this.open(view) }),
    );
    this.owned.add(
      workspace.onDidGrantWorkspaceTrust(() => {
        if (this.view !== undefined) this.start(null).catch(report);
      }),
    );
    this.owned.add(
      sessions.onDidStart((session) => {
        this.owned.add(session.pending.onDidChange(() => this.show()));
        this.show();
      }),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }

  private open(view: WebviewView): void {
    this.view = view;
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(this.extensionUri, 'dist'), Uri.joinPath(this.extensionUri, 'media')],
    };
    const subscription = webview.onDidReceiveMessage((message: unknown) => {
      this.receive(message).catch(this.report);
    });
    view.onDidDispose(() => {
      subscription.dispose();
      this.view = undefined;
    });
    webview.html = this.html(webview);
  }

  private html(webview: Webview): string {
    const address = (...segments: readonly string[]): string =>
      webview.asWebviewUri(Uri.joinPath(this.extensionUri, ...segments)).toString();
    return panelHtml({
      script: address('dist', 'webview.js'),
      style: address('media', 'panel.css'),
      source: webview.cspSource,
      nonce: crypto.randomUUID().replaceAll('-', ''),
    });
  }

  private async receive(message: unknown): Promise<void> {
    const { fromPanelSchema } = await panelMessages();
    const parsed = fromPanelSchema.safeParse(message);
    if (parsed.success) await this.handle(parsed.data);
  }

  private async handle(message: FromPanel): Promise<void> {
    if (message.kind === 'ready') return this.start(message.runId);
    if (message.kind === 'generate') return run('generateFullstack', undefined);
    const session = await this.sessions.get();
    const view = session.pending.runs.find((candidate) => candidate.id === message.runId);
    if (view === undefined) return;
    const argument = { runId: view.id };
    switch (message.kind) {
      case 'selectRun':
        session.pending.choose(view.id);
        return;
      case 'openFile':
        return run('openFileDiff', { ...argument, path: message.path });
      case 'openFinding': {
        const finding = view.findings.find((candidate) => candidate.id === message.findingId);
        if (finding !== undefined && finding.path !== null)
          await openFinding(session, view.id, finding.path, finding.line);
        return;
      }
      case 'answer':
        return run('answerDecision', {
          ...argument,
          interventionId: message.interventionId,
          option: message.option,
        });
      case 'retry':
        return run('retryPhase', { ...argument, phaseKey: message.phaseKey });
      case 'skip':
        return run('skipPhase', { ...argument, phaseKey: message.phaseKey });
      case 'rollback':
        return run('rollbackRun', argument);
      case 'cancel':
        return run('cancelRun', argument);
      case 'resume':
        return run('resumeRun', argument);
      case 'check':
        return run('checkRun', argument);
      case 'report':
        return run('showReport', argument);
      case 'review':
        return run('openReview', argument);
      case 'acceptAll':
        return run('acceptRun', argument);
      case 'rejectAll':
        return run('rejectRun', argument);
      case 'nextStep': {
        const action = view.nextSteps[message.index]?.action;
        if (action?.kind === 'terminal') runInTerminal(session.folder, action.folder, action.command);
        if (action?.kind === 'command') await commands.executeCommand(action.command, action.argument);
        return;
      }
    }
  }

  private async start(shown: string | null): Promise<void> {
    try {
      const session = await this.sessions.getQuietly();
      if (shown !== null && session.pending.current?.id !== shown) session.pending.choose(shown);
      this.show();
    } catch (failure) {
      const { code, message, suggestion } = toAppError(failure);
      const reason =
        code === 'untrusted' ? 'untrusted' : code === 'dependencyMissing' ? 'noFolder' : 'failed';
      this.post({ kind: 'nothing', reason, message: `${message} ${suggestion}` });
    }
  }

  private show(): void {
    const pending = this.sessions.peek()?.pending;
    const current = pending?.shown;
    if (pending === undefined) return;
    if (current === undefined) {
      this.post({ kind: 'nothing', reason: 'noRuns', message: 'Nothing has run in this workspace yet.' });
      return;
    }
    this.post({
      kind: 'run',
      run: current,
      runs: pending.runs.map(({ id, task, status }) => ({ id, task, status })),
      pendingHunks: pending.hunksOf(current.id),
      now: new Date().toISOString(),
    });
  }

  private post(message: ToPanel): void {
    // In the order of the calls: all wait for the same import.
    panelMessages()
      .then(({ toPanelSchema }) => this.view?.webview.postMessage(toPanelSchema.parse(message)))
      .catch(this.report);
  }
}

async function run(name: CommandName, argument: unknown): Promise<void> {
  await commands.executeCommand(commandId(name), argument);
}

async function openFinding(session: Session, id: string, path: string, line: number | null): Promise<void> {
  const file = session.pending.fileOf(id, path);
  const target = workspacePath(path);
  const open = file !== undefined && file.hunks.length > 0;
  const uri = open
    ? session.uris.proposed({ runId: runId(id), path: target, side: 'proposed' })
    : session.uris.real(target);
  const document = await workspace.openTextDocument(uri);
  const at = document.lineAt(Math.min(Math.max(0, (line ?? 1) - 1), document.lineCount - 1)).range;
  await window.showTextDocument(document, { selection: at });
}
