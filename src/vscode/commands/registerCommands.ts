import { Uri, commands, window } from 'vscode';
import { z } from 'zod';
import { AppError, toAppError } from '../../core/model/appError';
import { Disposables, type Disposable } from '../../shared/disposable';
import {
  COMMANDS,
  COMMAND_NAMES,
  commandId,
  type CommandArgument,
  type CommandHandlers,
  type CommandName,
} from './commandTable';

/** Turns what a menu passes into an argument object: `editor/title` and explorer items pass the URI. */
export type ReadUri = (uri: Uri) => unknown;

/** Registers every command. Failures are shown here, once, with what to do next. */
export function registerCommands(
  handlers: CommandHandlers,
  readUri: ReadUri,
  failures: { report(failure: unknown): void; showLog(): void },
): Disposable {
  const owned = new Disposables();
  for (const name of COMMAND_NAMES) {
    owned.add(
      commands.registerCommand(commandId(name), async (argument: unknown) => {
        try {
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

/** The table as types see it, so that a command's schema and its handler agree. */
const ARGUMENTS: { readonly [K in CommandName]: { readonly argument: z.ZodType<CommandArgument<K>> } } =
  COMMANDS;

async function invoke<K extends CommandName>(
  name: K,
  handler: CommandHandlers[K],
  argument: unknown,
): Promise<void> {
  const parsed = ARGUMENTS[name].argument.safeParse(argument ?? undefined);
  if (!parsed.success) {
    throw new AppError(
      'invalidInput',
      `The argument of "${commandId(name)}" is wrong: ${z.prettifyError(parsed.error)}`,
      'Correct the keybinding or task that runs it.',
    );
  }
  await handler(parsed.data);
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
