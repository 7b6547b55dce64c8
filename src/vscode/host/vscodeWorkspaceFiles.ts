import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { ReviewUris } from '../review/reviewUris';
import { dirtyText } from './openBuffers';

/** What is on disk, with unsaved buffers on top. `disk` resolves links and confines paths. */
export function vscodeWorkspaceFiles(disk: WorkspaceFiles, uris: ReviewUris): WorkspaceFiles {
  return {
    root: disk.root,
    list: (options) => disk.list(options),
    async read(path, options) {
      const onDisk = await disk.read(path, options);
      return dirtyText(uris.real(path), onDisk) ?? onDisk;
    },
  };
}
