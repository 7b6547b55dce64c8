import type { Verifier } from '../core/ports/verifier';
import type { WorkspaceFiles } from '../core/ports/workspaceFiles';
import { nodeOverlays } from '../platform/overlay/nodeOverlays';
import { nodeProcessRunner } from '../platform/processes/nodeProcessRunner';
import { createVerifier } from '../verification/verifier';

/** The proof of a workspace: its own tools in a scratch copy below the storage folder. */
export function workspaceVerifier(files: WorkspaceFiles, storageFolder: string): Verifier {
  return createVerifier({
    overlays: nodeOverlays(files, storageFolder),
    processes: nodeProcessRunner,
  });
}
