import type { Uri } from 'vscode';
import { EventEmitter, workspace, type TextDocumentContentProvider } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import { withoutBom } from '../host/textEdit';
import { dirtyText, readDisk } from '../host/openBuffers';
import type { Session, SessionSource } from '../host/session';
import { SCHEME } from './proposedUri';

/** Serves the proposed text of pending files as read-only documents; a diff that a reload restores starts the app. */
export class ProposedDocuments implements TextDocumentContentProvider, Disposable {
  private readonly sessions: SessionSource;
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());
  /** What each document showed last, by its URI. */
  private readonly shown = new Map<string, { readonly uri: Uri; readonly text: string }>();

  readonly onDidChange = this.changed.event;

  constructor(sessions: SessionSource) {
    this.sessions = sessions;
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.owned.add(workspace.onDidCloseTextDocument(({ uri }) => void this.shown.delete(uri.toString())));
    this.owned.add(
      sessions.onDidStart((session) => {
        this.owned.add(session.pending.onDidChange(() => this.fireChanged(session)));
      }),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const text = await textOf(await this.sessions.getQuietly(), uri);
    this.shown.set(uri.toString(), { uri, text });
    return text;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private fireChanged(session: Session): void {
    for (const { uri, text } of this.shown.values()) {
      void textOf(session, uri).then((now) => {
        if (now !== text) this.changed.fire(uri);
      });
    }
  }
}

async function textOf({ pending, uris }: Session, uri: Uri): Promise<string> {
  const ref = uris.parse(uri);
  if (ref === undefined || ref.side === 'empty') return '';
  const file = pending.fileOf(ref.runId, ref.path);
  if (file !== undefined && file.hunks.length > 0) return withoutBom(file.pending);
  // Decided files have nothing pending: both sides show the file itself.
  const real = uris.real(ref.path);
  const onDisk = await readDisk(real);
  return withoutBom(dirtyText(real, onDisk) ?? onDisk ?? '');
}
