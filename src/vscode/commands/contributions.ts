import { CHORD, KEY_BINDINGS, MENUS } from './bindings';
import { commandId } from './commandId';
import { COMMANDS, COMMAND_NAMES } from './commandTable';
import { RESTRICTED_SETTINGS, SETTINGS } from './settingContributions';
import { VIEWS, WALKTHROUGHS } from './viewContributions';

/** The `contributes` section of package.json. Pure data: `npm run manifest` writes it, a test compares it. */
export function contributions(): Readonly<Record<string, unknown>> {
  return {
    commands: COMMAND_NAMES.map((name) => {
      const { title, icon } = COMMANDS[name];
      return {
        command: commandId(name),
        title,
        category: 'Groundwork',
        icon: `$(${icon})`,
      };
    }),
    menus: {
      ...Object.fromEntries(
        Object.entries(MENUS).map(([menu, items]) => [
          menu,
          items.map(({ command, when, group }) => ({ command: commandId(command), when, group })),
        ]),
      ),
      commandPalette: COMMAND_NAMES.filter((name) => COMMANDS[name].palette !== null).map((name) => ({
        command: commandId(name),
        when: COMMANDS[name].palette,
      })),
    },
    keybindings: KEY_BINDINGS.map(({ command, key }) => ({
      command: commandId(command),
      key: `${CHORD.key} ${key}`,
      mac: `${CHORD.mac} ${key}`,
      when: 'groundwork.hasPending',
    })),
    ...VIEWS,
    ...SETTINGS,
    walkthroughs: WALKTHROUGHS,
  };
}

/**
 * Beside the events that VS Code derives from commands and views: diffs and lenses of an earlier window must come back. The
 * app itself is built only where something ran before, or when something needs it.
 */
export const ACTIVATION_EVENTS: readonly string[] = ['onStartupFinished'];

/** What works before a person trusts the folder: looking, not running. */
export const CAPABILITIES = {
  untrustedWorkspaces: {
    supported: 'limited',
    description:
      'Runs read and check the code of the workspace with its own tools, so they wait for your trust.',
    restrictedConfigurations: RESTRICTED_SETTINGS,
  },
  virtualWorkspaces: {
    supported: false,
    description: 'Groundwork checks what it generates with the tools of a folder on disk.',
  },
};
