import { window, type QuickPickItem } from 'vscode';
import { keyProblem, type KeyPlace, type KeyProvider } from '../../core/keys/providerKeys';
import type { SessionSource } from '../host/session';
import type { CommandHandlers } from './commandTable';

/** No argument takes a key: keybindings, tasks and logs of commands are files. */
export function keyCommands(
  sessions: SessionSource,
): Pick<CommandHandlers, 'setProviderKey' | 'removeProviderKey'> {
  return {
    async setProviderKey(argument) {
      const { keys } = (await sessions.get()).app;
      const place = await choose(await keys.places(), argument?.provider, 'Set Provider Key');
      if (place === undefined) return;
      const key = await window.showInputBox({
        title: `Set Provider Key: ${place.title}`,
        prompt: `Kept in the editor's secret storage, for ${place.server} alone. Never in settings, logs, runs or reports.`,
        password: true,
        ignoreFocusOut: true,
        validateInput: (text) => (text === '' ? undefined : keyProblem(text)),
      });
      if (key === undefined || keyProblem(key) !== undefined) return;
      await keys.set(place.provider, key.trim());
      void (place.isInEnvironment
        ? window.showWarningMessage(
            `The key for ${place.title} is kept. ${place.variable} is set in the environment, which comes first.`,
          )
        : window.showInformationMessage(
            `The key for ${place.title} is kept in the editor's secret storage.`,
          ));
    },
    async removeProviderKey(argument) {
      const { keys } = (await sessions.get()).app;
      const kept = (await keys.places()).filter(({ isKept }) => isKept);
      if (kept.length === 0) {
        void window.showInformationMessage('No key is kept for a provider in use.');
        return;
      }
      const place = await choose(kept, argument?.provider, 'Remove Provider Key');
      if (place === undefined) return;
      await keys.remove(place.provider);
      void window.showInformationMessage(`The key for ${place.title} is removed.`);
    },
  };
}

interface PlaceItem extends QuickPickItem {
  readonly place: KeyPlace;
}

async function choose(
  places: readonly KeyPlace[],
  provider: KeyProvider | undefined,
  title: string,
): Promise<KeyPlace | undefined> {
  if (provider !== undefined) return places.find((place) => place.provider === provider);
  const items = places.map((place): PlaceItem => ({
    label: place.title,
    description: `${place.server} · ${stateOf(place)}`,
    place,
  }));
  const picked = await window.showQuickPick(items, { title, placeHolder: 'Whose key?' });
  return picked?.place;
}

function stateOf({ isInEnvironment, isKept, variable }: KeyPlace): string {
  const kept = isKept ? 'a key is kept' : 'no key is kept';
  return isInEnvironment ? `${variable} is set and comes first, ${kept}` : kept;
}
