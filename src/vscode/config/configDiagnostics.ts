import {
  Diagnostic,
  DiagnosticSeverity,
  Range,
  RelativePattern,
  Uri,
  languages,
  workspace,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import type { ConfigProblem } from '../../core/config/configProblem';
import { Disposables, type Disposable } from '../../shared/disposable';
import { readDisk } from '../host/openBuffers';

/** What is wrong with the text of a configuration file, or of an agent or a workflow of the workspace. */
export type CheckConfig = (source: string, text: string) => Promise<readonly ConfigProblem[]>;

/** Below a folder of the workspace, as a glob. */
export const CONFIG_FILES = '.groundwork/config{,.local}.yaml';
const PATHS = ['.groundwork/config.yaml', '.groundwork/config.local.yaml'];
const DEFINITIONS = '.groundwork/{agents/*/core.md,workflows/*.yaml,workflows/*.yml}';
/** The folders that these are in. */
const FOLDERS = '.groundwork{,/agents,/agents/*,/workflows}';
const CHECKED =
  /(?:^|\/)(\.groundwork\/(?:config(?:\.local)?\.yaml|agents\/[^/]+\/core\.md|workflows\/[^/]+\.ya?ml))$/;

/**
 * Problems of these files, as they are typed; those of the disk while no editor has them open. Agents and workflows are
 * looked at when they are opened or change: a session says which do not count.
 */
export function configDiagnostics(check: CheckConfig, report: (failure: unknown) => void): Disposable {
  const owned = new Disposables();
  const collection = owned.add(languages.createDiagnosticCollection('groundwork-config'));
  /** The newest look at each file: an older one that ends later says nothing. */
  const looks = new Map<string, object>();

  const look = (uri: Uri): void => {
    const path = CHECKED.exec(uri.path)?.[1];
    if (path === undefined || workspace.getWorkspaceFolder(uri) === undefined) return;
    const own = {};
    looks.set(uri.toString(), own);
    const work = async (): Promise<void> => {
      const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
      const text = open?.getText() ?? (await readDisk(uri));
      const problems = text === undefined ? [] : await check(path, text);
      if (looks.get(uri.toString()) === own) collection.set(uri, problems.map(diagnosticOf));
    };
    work().catch(report);
  };
  const lookAtDocument = ({ uri }: TextDocument): void => look(uri);
  const lookBelow = (folder: WorkspaceFolder): void => {
    for (const path of PATHS) look(Uri.joinPath(folder.uri, path));
  };

  owned.add(workspace.onDidOpenTextDocument(lookAtDocument));
  owned.add(workspace.onDidChangeTextDocument(({ document }) => lookAtDocument(document)));
  owned.add(workspace.onDidCloseTextDocument(lookAtDocument));
  for (const glob of [CONFIG_FILES, DEFINITIONS]) {
    const files = owned.add(workspace.createFileSystemWatcher(`**/${glob}`));
    owned.add(files.onDidCreate(look));
    owned.add(files.onDidChange(look));
    owned.add(files.onDidDelete(look));
  }
  // A watcher may report a new folder without what was written into it at once.
  const folders = owned.add(workspace.createFileSystemWatcher(`**/${FOLDERS}`, false, true, true));
  owned.add(
    folders.onDidCreate((folder) => {
      workspace
        .findFiles(new RelativePattern(folder, '**/*.{md,yaml,yml}'))
        .then((files) => files.forEach(look), report);
    }),
  );
  owned.add(workspace.onDidChangeWorkspaceFolders(({ added }) => added.forEach(lookBelow)));
  workspace.workspaceFolders?.forEach(lookBelow);
  return owned;
}

function diagnosticOf({ position, message, suggestion, severity }: ConfigProblem): Diagnostic {
  const line = (position?.line ?? 1) - 1;
  const column = (position?.column ?? 1) - 1;
  const diagnostic = new Diagnostic(
    new Range(line, column, line, column + (position?.length ?? 1)),
    `${message} ${suggestion}`,
    severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
  );
  diagnostic.source = 'groundwork';
  return diagnostic;
}
