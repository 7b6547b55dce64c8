import { CodeLens, EventEmitter, Range, window, type CodeLensProvider, type TextDocument } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import { commandId } from '../commands/commandId';
import { isOpenAlone } from './openAlone';
import { currentLenses, proposedLenses, type LensModel } from './hunkLenses';
import type { PendingReviews } from './pendingReviews';
import type { ReviewUris } from './reviewUris';

/** Lenses of the proposed documents and of the real files with something pending. */
export class HunkLensProvider implements CodeLensProvider, Disposable {
  private readonly pending: PendingReviews;
  private readonly uris: ReviewUris;
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(pending: PendingReviews, uris: ReviewUris) {
    this.pending = pending;
    this.uris = uris;
    this.owned.add(pending.onDidChange(() => this.changed.fire()));
    this.owned.add(window.tabGroups.onDidChangeTabs(() => this.changed.fire()));
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    return this.models(document).map(
      ({ line, title, tooltip, command, argument }) =>
        new CodeLens(new Range(line, 0, line, 0), {
          title,
          tooltip,
          command: commandId(command),
          arguments: [argument],
        }),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }

  private models(document: TextDocument): readonly LensModel[] {
    const ref = this.uris.parse(document.uri);
    if (ref !== undefined) {
      const file = this.pending.fileOf(ref.runId, ref.path);
      return file === undefined || ref.side === 'empty' ? [] : proposedLenses(ref.runId, file);
    }
    const path = this.uris.pathOf(document.uri);
    if (path === undefined || !isOpenAlone(document.uri)) return [];
    return this.pending.byPath(path).flatMap(({ runId, file }) => currentLenses(runId, file));
  }
}
