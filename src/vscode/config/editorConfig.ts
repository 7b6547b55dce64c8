import { RelativePattern, workspace, type WorkspaceFolder } from 'vscode';
import type { ReadLayer } from '../../core/config/configLayer';
import { settingsLayer } from '../../core/config/settingsLayer';
import { Disposables, type Disposable } from '../../shared/disposable';
import { CONFIG_FILES } from './configDiagnostics';

/** The editor's part of the configuration of a folder. */
export interface EditorConfig {
  settings(): { readonly user: ReadLayer; readonly workspace: ReadLayer };
  /** Calls after a setting or a configuration file changed. */
  watch(changed: () => void): Disposable;
}

export function editorConfig(folder: WorkspaceFolder): EditorConfig {
  return {
    settings() {
      // Default values of package.json are not asked for: the schema has them.
      const settings = workspace.getConfiguration('groundwork', folder.uri);
      return {
        user: settingsLayer('person', (name) => settings.inspect(name)?.globalValue),
        workspace: settingsLayer('workspace', (name) => {
          const set = settings.inspect(name);
          return set?.workspaceFolderValue ?? set?.workspaceValue;
        }),
      };
    },
    watch(changed) {
      const owned = new Disposables();
      const files = owned.add(workspace.createFileSystemWatcher(new RelativePattern(folder, CONFIG_FILES)));
      owned.add(files.onDidCreate(changed));
      owned.add(files.onDidChange(changed));
      owned.add(files.onDidDelete(changed));
      owned.add(
        workspace.onDidChangeConfiguration((event) => {
          if (event.affectsConfiguration('groundwork', folder.uri)) changed();
        }),
      );
      return owned;
    },
  };
}
