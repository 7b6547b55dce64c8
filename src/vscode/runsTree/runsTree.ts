import {
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
  type TreeDataProvider,
} from 'vscode';
import { Disposables, type Disposable } from '../../shared/disposable';
import { commandId } from '../commands/commandId';
import type { Session, SessionSource } from '../host/session';
import {
  childrenOf,
  lookOfFile,
  lookOfGroup,
  lookOfPhase,
  lookOfRun,
  parentOf,
  type NodeLook,
  type TreeNode,
} from './treeNodes';

/** The view of runs, their phases and files. Starts the app when it is first shown in a trusted folder. */
export function runsTree(sessions: SessionSource, report: (failure: unknown) => void): Disposable {
  const owned = new Disposables();
  const changed = owned.add(new EventEmitter<undefined>());
  const watch = (session: Session): void => {
    // Where several folders are open it says whose runs these are.
    if ((workspace.workspaceFolders?.length ?? 0) > 1) view.description = session.folder.name;
    owned.add(session.pending.onDidChange(() => changed.fire(undefined)));
    changed.fire(undefined);
  };
  owned.add(sessions.onDidStart(watch));

  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    // An answer that has nothing yet would stand until something else happens.
    getChildren: async (node) => {
      const session = sessions.peek() ?? (await sessions.underWay());
      return [...childrenOf(session?.pending.runs ?? [], node)];
    },
    getTreeItem: (node) => treeItem(node, sessions.peek()),
    getParent: parentOf,
  };
  const view = owned.add(
    window.createTreeView('groundwork.runs', { treeDataProvider: provider, showCollapseAll: true }),
  );
  owned.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) startQuietly(sessions, report);
    }),
  );
  if (view.visible) startQuietly(sessions, report);
  owned.add(
    workspace.onDidGrantWorkspaceTrust(() => {
      if (view.visible) startQuietly(sessions, report);
    }),
  );
  return owned;
}

/** Looking at the view asks for nothing: without a folder or trust its welcome text says what to do. */
function startQuietly(sessions: SessionSource, report: (failure: unknown) => void): void {
  if (!workspace.isTrusted || workspace.workspaceFolders === undefined) return;
  sessions.getQuietly().catch(report);
}

function treeItem(node: TreeNode, session: Session | undefined): TreeItem {
  const look = session === undefined ? undefined : lookOf(node, session);
  if (look === undefined) return new TreeItem('');
  const item = new TreeItem(look.label, collapsible(look.expanded));
  item.id = look.id;
  item.description = look.description;
  item.tooltip = look.tooltip;
  item.contextValue = look.context;
  item.accessibilityInformation = { label: look.accessibleLabel };
  item.iconPath = new ThemeIcon(look.icon, look.color === null ? undefined : new ThemeColor(look.color));
  if (node.kind === 'file') {
    item.command = { title: 'Review File', command: commandId('openFileDiff'), arguments: [node] };
  }
  return item;
}

function lookOf(node: TreeNode, { pending }: Session): NodeLook | undefined {
  const view = pending.runs.find((candidate) => candidate.id === node.runId);
  if (view === undefined) return undefined;
  if (node.kind === 'run') return lookOfRun(view, pending.hunksOf(view.id));
  if (node.kind === 'group') return lookOfGroup(view, node.group);
  if (node.kind === 'phase') {
    const phase = view.phases.find((candidate) => candidate.key === node.phaseKey);
    return phase === undefined ? undefined : lookOfPhase(view, phase);
  }
  const file = view.files.find((candidate) => candidate.path === node.path);
  return file === undefined ? undefined : lookOfFile(view, file);
}

function collapsible(expanded: boolean | null): TreeItemCollapsibleState {
  if (expanded === null) return TreeItemCollapsibleState.None;
  return expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
