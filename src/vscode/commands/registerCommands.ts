import { Uri, commands, window } from 'vscode';
import { AppError, toAppError } from '../../core/model/appError';
import { Disposables, type Disposable } from '../../shared/disposable';
import { commandId } from './commandId';
import type { CommandHandlers, CommandName } from './commandTable';

/** Turns what a menu passes into an argument object: `editor/title` and explorer items pass the URI. */
export type ReadUri = (uri: Uri) => unknown;

/** Registers every command. Failures are shown here, once, with what to do next. */
export function registerCommands(
  handlers: CommandHandlers,
  readUri: ReadUri,
  failures: { report(failure: unknown): void; showLog(): void },
): Disposable {
  const owned = new Disposables();
  for (const name of namesOf(handlers)) {
    owned.add(
      commands.registerCommand(commandId(name), async (...given: readonly unknown[]) => {
        try {
          const [argument] = given;
          if (isOfGoneItem(name, given)) throw itemIsGone();
          await invoke(name, handlers[name], argument instanceof Uri ? readUri(argument) : argument);
        } catch (thrown) {
          failures.report(thrown);
          await showFailure(thrown, () => {
            failures.showLog();
          });
        }
      }),
    );
  }
  return owned;
}

/** Those that change what a row of the tree stands for; by keyboard they take what is current. */
const OF_ITEMS: ReadonlySet<CommandName> = new Set(['acceptFile', 'rejectFile']);

/** A row that the tree has just replaced is passed as undefined, before a selection: what is current is not meant by that. */
const isOfGoneItem = (name: CommandName, given: readonly unknown[]): boolean =>
  OF_ITEMS.has(name) && given.length > 1 && (given[0] === undefined || given[0] === null);

const itemIsGone = (): AppError =>
  new AppError('conflict', 'The tree has just changed, so nothing was done.', 'Choose it again.');

const namesOf = (handlers: CommandHandlers): readonly CommandName[] =>
  Object.keys(handlers).filter((name): name is CommandName => name in handlers);

/** What a command takes is looked up when it runs: an editor that starts needs the names alone. */
async function invoke<K extends CommandName>(
  name: K,
  handler: CommandHandlers[K],
  argument: unknown,
): Promise<void> {
  const { readArgument } = await import('./readArgument');
  await handler(readArgument(name, argument));
}

async function showFailure(thrown: unknown, showLog: () => void): Promise<void> {
  const { code, message, suggestion } = toAppError(thrown);
  if (code === 'cancelled') return;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  const text = `${sentence} ${suggestion}`;
  if (code === 'untrusted') {
    const manage = await window.showWarningMessage(text, 'Manage Workspace Trust');
    if (manage !== undefined) await commands.executeCommand('workbench.trust.manage');
    return;
  }
  const answer = await window.showErrorMessage(text, 'Show Log');
  if (answer === 'Show Log') showLog();
}
