import type { ConfigProblem } from '../config/configProblem';

/** Said of definitions in a workspace that nobody trusts. */
export function untrusted(folder: string): ConfigProblem {
  return {
    source: folder,
    position: null,
    message: 'What is defined here does not count: nobody has trusted this folder.',
    suggestion: 'Look at it, then add --trust once.',
  };
}
