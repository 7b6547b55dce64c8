import { RelativePattern, workspace, type WorkspaceFolder } from 'vscode';
import type { ReadLayer } from '../../core/config/configLayer';
import { settingsLayer } from '../../core/config/settingsLayer';
import { Disposables, type Disposable } from '../../shared/disposable';

const CONFIG_FILES = '.groundwork/config{,.local}.yaml';

/** The editor's part of the configuration. Default values of package.json are not asked for: the schema has them. */
export function editorSettings(folder: WorkspaceFolder): {
  readonly user: ReadLayer;
  readonly workspace: ReadLayer;
} {
  const settings = workspace.getConfiguration('groundwork', folder.uri);
  return {
    user: settingsLayer('person', (name) => settings.inspect(name)?.globalValue),
    workspace: settingsLayer('workspace', (name) => {
      const set = settings.inspect(name);
      return set?.workspaceFolderValue ?? set?.workspaceValue;
    }),
  };
}

/** Calls after a setting or a configuration file changed. */
export function watchConfig(folder: WorkspaceFolder, changed: () => void): Disposable {
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
}
