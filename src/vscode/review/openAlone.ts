import { TabInputText, window, type Uri } from 'vscode';

/** Whether a file shows in an editor of its own. In our diffs the real file is the left side: marks there say nothing new. */
export function isOpenAlone(uri: Uri): boolean {
  const key = uri.toString();
  return window.tabGroups.all.some(({ activeTab }) => {
    const input = activeTab?.input;
    return input instanceof TabInputText && input.uri.toString() === key;
  });
}
