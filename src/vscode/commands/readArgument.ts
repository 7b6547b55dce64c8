import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { commandId } from './commandId';
import { COMMANDS, type CommandArgument, type CommandName } from './commandTable';

/** The table as types see it, so that a command's schema and its handler agree. */
const ARGUMENTS: { readonly [K in CommandName]: { readonly argument: z.ZodType<CommandArgument<K>> } } =
  COMMANDS;

/** Throws AppError `invalidInput`. */
export function readArgument<K extends CommandName>(name: K, argument: unknown): CommandArgument<K> {
  const parsed = ARGUMENTS[name].argument.safeParse(argument ?? undefined);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalidInput',
    `The argument of "${commandId(name)}" is wrong: ${z.prettifyError(parsed.error)}`,
    'Correct the keybinding or task that runs it.',
  );
}
