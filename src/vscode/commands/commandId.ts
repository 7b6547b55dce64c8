import type { CommandName } from './commandTable';

export const commandId = (name: CommandName): string => `groundwork.${name}`;
