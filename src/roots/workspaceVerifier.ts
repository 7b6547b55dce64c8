import type { Config } from '../core/config/configSchema';
import type { Verifier } from '../core/ports/verifier';
import type { WorkspaceFiles } from '../core/ports/workspaceFiles';
import { nodeOverlays } from '../platform/overlay/nodeOverlays';
import { tasksInThisThread, type OverlayTasks } from '../platform/overlay/overlayTasks';
import type { ChildRecords } from '../platform/processes/childRecords';
import { nodeProcessRunner } from '../platform/processes/nodeProcessRunner';
import { createVerifier } from '../verification/verifier';

/** The proof of a workspace: its own tools in a scratch copy below the storage folder. */
export function workspaceVerifier(
  files: WorkspaceFiles,
  storageFolder: string,
  config: () => Config,
  children: ChildRecords,
  tasks: OverlayTasks = tasksInThisThread,
): Verifier {
  return createVerifier({
    overlays: nodeOverlays(files, storageFolder, tasks),
    processes: nodeProcessRunner(children),
    settings: () => config().verification,
  });
}
