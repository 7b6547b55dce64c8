import { languages, workspace, type ExtensionContext } from 'vscode';
import { Disposables, type Disposable } from '../shared/disposable';
import { toAppError } from '../core/model/appError';
import { folderCommands } from './commands/folderCommands';
import { generateCommands } from './commands/generateCommands';
import { keyCommands } from './commands/keyCommands';
import { registerCommands } from './commands/registerCommands';
import { reviewCommands } from './commands/reviewCommands';
import { runCommands } from './commands/runCommands';
import { workflowCommands } from './commands/workflowCommands';
import { configDiagnostics, type CheckConfig } from './config/configDiagnostics';
import { HealthDocument, type CheckHealth } from './health/healthDocument';
import { alertMessages } from './host/alertMessages';
import { tellDefinitionProblems } from './host/definitionProblems';
import { FolderChoice } from './host/folderChoice';
import { SessionSource, type CreateApp, type Session } from './host/session';
import type { GroundworkApp } from './groundworkApp';
import { PanelView } from './panel/panelView';
import { ReportDocuments } from './report/reportDocuments';
import { contextKeys } from './review/contextKeys';
import { findingDiagnostics } from './review/findingDiagnostics';
import { gutterMarks } from './review/gutterMarks';
import { HunkLensProvider } from './review/lensProvider';
import { ProposedDocuments } from './review/proposedDocuments';
import { SCHEME } from './review/proposedUri';
import { restoredText } from './review/restoredText';
import { statusBar } from './review/statusBar';
import { runsTree } from './runsTree/runsTree';
import type { Log } from '../core/ports/system';

/** Workspace state: something ran here before, so a reload has something to show. */
const HAS_RUNS = 'groundwork.hasRuns';

export interface FeaturePorts {
  readonly log: Log;
  readonly showLog: () => void;
  readonly checkConfig: CheckConfig;
  readonly checkHealth: CheckHealth;
}

export interface Features extends Disposable {
  /** The app of the open folder, started when it is not there yet. */
  app(): Promise<GroundworkApp>;
}

/** Registers every feature of the editor. One that fails does not stop the others. */
export function registerFeatures(
  context: ExtensionContext,
  { log, showLog, checkConfig, checkHealth }: FeaturePorts,
  create: CreateApp,
): Features {
  const owned = new Disposables();
  const report = (failure: unknown): void => {
    const { code, message, suggestion } = toAppError(failure);
    log.error(message, { code, suggestion, stack: failure instanceof Error ? (failure.stack ?? '') : '' });
  };
  const add = (make: () => Disposable): void => {
    try {
      owned.add(make());
    } catch (failure) {
      report(failure);
    }
  };
  const state = context.workspaceState;
  const folders = new FolderChoice(state);
  const sessions = owned.add(new SessionSource(create, folders, report));

  const health = owned.add(new HealthDocument(checkHealth, folders));
  add(() =>
    registerCommands(
      {
        ...generateCommands(sessions, state),
        ...runCommands(sessions),
        ...workflowCommands(sessions),
        ...keyCommands(sessions),
        ...folderCommands(sessions, folders),
        ...health.commands,
        ...reviewCommands(sessions, context.globalState),
      },
      (uri) => {
        const session = sessions.peek();
        const ref = session?.uris.parse(uri);
        if (ref !== undefined) return { runId: ref.runId, path: ref.path };
        const path = session?.uris.pathOf(uri);
        return path === undefined ? undefined : { path };
      },
      { report, showLog },
    ),
  );
  add(() => configDiagnostics(checkConfig, report));
  add(() => runsTree(sessions, report));
  add(() => new PanelView(sessions, context.extensionUri, report));
  add(() => new ProposedDocuments(sessions));
  add(() => new ReportDocuments(sessions));
  add(() => sessions.onDidStart((session) => sessionFeatures(session, context, log, add, report)));
  // Diffs and lenses of an earlier window come back; a workspace in which nothing ran loads nothing.
  if (state.get<boolean>(HAS_RUNS) === true && workspace.isTrusted) sessions.getQuietly().catch(report);
  return { dispose: () => owned.dispose(), app: async () => (await sessions.getQuietly()).app };
}

function sessionFeatures(
  session: Session,
  context: ExtensionContext,
  log: Log,
  add: (make: () => Disposable) => void,
  report: (failure: unknown) => void,
): void {
  const { pending, uris } = session;
  tellDefinitionProblems(session.app, log).catch(report);
  add(() => contextKeys(pending, uris));
  add(() => statusBar(pending));
  add(() => alertMessages(pending));
  add(() => restoredText({ ...session, review: session.app.review }, report));
  add(() => findingDiagnostics(pending, uris));
  add(() => gutterMarks(pending, uris, context.extensionUri));
  add(() => {
    const lenses = new HunkLensProvider(pending, uris);
    const both = languages.registerCodeLensProvider(
      [{ scheme: SCHEME }, { scheme: uris.root.scheme }],
      lenses,
    );
    return {
      dispose: () => {
        both.dispose();
        lenses.dispose();
      },
    };
  });
  const remember = (): void => {
    const hasRuns = pending.runs.length > 0;
    if (context.workspaceState.get<boolean>(HAS_RUNS) !== hasRuns) {
      void context.workspaceState.update(HAS_RUNS, hasRuns);
    }
  };
  add(() => pending.onDidChange(remember));
  remember();
}
