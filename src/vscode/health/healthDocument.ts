import { EventEmitter, Uri, commands, window, workspace, type TextDocumentContentProvider } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { HealthItem } from '../../core/model/healthItem';
import type { WorkspaceFolder } from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import type { CommandHandlers } from '../commands/commandTable';
import type { FolderChoice } from '../host/folderChoice';

const HEALTH = Uri.from({ scheme: 'groundwork-health', path: '/Health of Groundwork.md' });

export type CheckHealth = (folder: WorkspaceFolder) => Promise<readonly HealthItem[]>;

/** Shows what a check of health found as a document: it needs no session, so that it also works where none starts. */
export class HealthDocument implements TextDocumentContentProvider, Disposable {
  private readonly check: CheckHealth;
  private readonly folders: FolderChoice;
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());
  private text = '';

  readonly onDidChange = this.changed.event;

  constructor(check: CheckHealth, folders: FolderChoice) {
    this.check = check;
    this.folders = folders;
    this.owned.add(workspace.registerTextDocumentContentProvider(HEALTH.scheme, this));
  }

  readonly commands: Pick<CommandHandlers, 'checkHealth'> = {
    checkHealth: async () => {
      const folder = this.folders.known() ?? (await this.folders.ask());
      if (folder === undefined) {
        throw new AppError(
          'dependencyMissing',
          'No folder is open.',
          'Open the folder of your project first.',
        );
      }
      const title = 'Checking what Groundwork depends on';
      const [items, { renderHealth }] = await window.withProgress(
        { location: { viewId: 'groundwork.runs' }, title },
        () => Promise.all([this.check(folder), import('../../core/report/renderHealth')]),
      );
      this.text = renderHealth(items);
      this.changed.fire(HEALTH);
      if ((await commands.getCommands(true)).includes('markdown.showPreview')) {
        await commands.executeCommand('markdown.showPreview', HEALTH);
      } else {
        await window.showTextDocument(await workspace.openTextDocument(HEALTH));
      }
    },
  };

  provideTextDocumentContent(): string {
    return this.text;
  }

  dispose(): void {
    this.owned.dispose();
  }
}
