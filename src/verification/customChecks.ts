import type { Config } from '../core/config/configSchema';
import { read } from './readout';
import { WANTED, finding, type ToolCheck } from './toolCheck';
import { gist } from './toolPaths';

export type VerificationSettings = Config['verification'];

/** A check of the configuration, with the folder that it runs in. */
export interface CustomToolCheck {
  readonly check: ToolCheck;
  readonly folder: string;
  /** Instead of the time that all checks have. */
  readonly timeoutSeconds: number | undefined;
}

/** The project's own commands: all is well when they end with 0. One that fails without the change, too, is no finding. */
export function customChecks({ custom }: VerificationSettings): readonly CustomToolCheck[] {
  return Object.entries(custom).map(([name, { command, folder, severity, timeoutSeconds }]) => {
    const [tool = '', ...args] = command;
    return {
      folder,
      timeoutSeconds,
      check: {
        name,
        kind: 'custom',
        tool,
        // `.`: a script of the folder, `./check.sh`.
        toolFolders: ['.venv/bin', 'node_modules/.bin', '.'],
        fromPath: () => true,
        fit: () => WANTED,
        args: () => args,
        sameRuleIsSame: true,
        read(result) {
          if (result.exitCode === 0) return read([], 'ended with 0');
          const code = result.exitCode === null ? 'was ended' : `ended with ${String(result.exitCode)}`;
          const words = gist(result.stdout, result.stderr);
          const message = words === '' ? `${name} ${code}.` : `${name} ${code}: ${words}`;
          return read([finding({ severity, message, rule: name })], code);
        },
      },
    };
  });
}
