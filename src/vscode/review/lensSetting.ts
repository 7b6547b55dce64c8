import { ConfigurationTarget, window, workspace, type Memento } from 'vscode';

const ASKED = 'groundwork.askedForDiffLenses';

/**
 * Lenses inside diffs are off by default, and the setting is the user's: asked once, at the first review. A default of
 * ours would change every diff they open.
 */
export async function offerDiffLenses(state: Memento): Promise<void> {
  const setting = workspace.getConfiguration('diffEditor');
  if (setting.get<boolean>('codeLens') === true || state.get<boolean>(ASKED) === true) return;
  await state.update(ASKED, true);
  const answer = await window.showInformationMessage(
    'Show Accept and Reject inside diffs? This turns on the setting "diffEditor.codeLens".',
    'Turn On',
    'Keep Off',
  );
  if (answer === 'Turn On') await setting.update('codeLens', true, ConfigurationTarget.Global);
}
