import { window, workspace, type Memento, type WorkspaceFolder } from 'vscode';

/** Workspace state: the folder that was chosen where several are open, as a URI. */
const CHOSEN = 'groundwork.folder';

/** Which of the open folders Groundwork works on: one at a time, since runs, their store and the proof are a folder's. */
export class FolderChoice {
  private readonly state: Memento;

  constructor(state: Memento) {
    this.state = state;
  }

  /** The only folder, or the one that was chosen before. */
  known(): WorkspaceFolder | undefined {
    const folders = workspace.workspaceFolders ?? [];
    if (folders.length < 2) return folders[0];
    const chosen = this.state.get<string>(CHOSEN);
    return folders.find(({ uri }) => uri.toString() === chosen);
  }

  /** Asks, that of the active editor first. Undefined when the person did not choose. */
  async ask(): Promise<WorkspaceFolder | undefined> {
    const active = window.activeTextEditor;
    const own = active === undefined ? undefined : workspace.getWorkspaceFolder(active.document.uri);
    const folders = (workspace.workspaceFolders ?? []).toSorted(
      (a, b) => Number(b === own) - Number(a === own),
    );
    const answer = await window.showQuickPick(
      folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder })),
      { title: 'Groundwork', placeHolder: 'Several folders are open. Which one has the project?' },
    );
    if (answer !== undefined) await this.state.update(CHOSEN, answer.folder.uri.toString());
    return answer?.folder;
  }
}
