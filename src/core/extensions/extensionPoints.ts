import type { WorkspaceData } from '../ports/workspaceData';
import { Contributions } from './contributions';

/** Where agents, workflows and code come from that do not ship with the product. */
export interface ExtensionPoints {
  /** What the workspace defines; null where there is none. */
  readonly data: WorkspaceData | null;
  /** What other extensions registered; always empty on the command line. */
  readonly contributions: Contributions;
}

export const noExtensionPoints = (): ExtensionPoints => ({ data: null, contributions: new Contributions() });
