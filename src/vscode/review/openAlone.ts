import { TabInputText, TabInputTextDiff, window, type Uri } from 'vscode';

/**
 * Whether a file shows in an editor of its own and not beside its proposal. In our diffs the real file is the left side:
 * marks there say nothing new, and lenses belong to a document, so that both editors of it would show them.
 */
export function isOpenAlone(uri: Uri): boolean {
  const key = uri.toString();
  const inputs = window.tabGroups.all.map(({ activeTab }) => activeTab?.input);
  const isOriginal = inputs.some(
    (input) => input instanceof TabInputTextDiff && input.original.toString() === key,
  );
  return !isOriginal && inputs.some((input) => input instanceof TabInputText && input.uri.toString() === key);
}
