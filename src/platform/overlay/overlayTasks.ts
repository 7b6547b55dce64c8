import { z } from 'zod';
import type { Cancellable } from '../../core/ports/workspaceFiles';
import { copyFile, foldersOf, pruneCopy } from './copyWorkspace';
import { linkDependencies } from './dependencyLinks';

/** Work on the copy that takes long for a large workspace. `names` are paths of the workspace's files. */
export const overlayTaskSchema = z.object({
  /** `layOut` removes what is gone, links dependencies and answers the Python environments; `copy` brings files up to date. */
  kind: z.enum(['layOut', 'copy']),
  from: z.string(),
  to: z.string(),
  databaseUrl: z.string(),
  names: z.array(z.string()).readonly(),
});
export type OverlayTask = z.infer<typeof overlayTaskSchema>;

/** Where such work is done. Throws AppError `cancelled`; what was done until then stays. */
export interface OverlayTasks {
  run(task: OverlayTask, options: Cancellable): Promise<readonly string[]>;
}

export function runOverlayTask(task: OverlayTask): readonly string[] {
  switch (task.kind) {
    case 'layOut': {
      const folders = foldersOf(task.names);
      pruneCopy(task.to, new Set(task.names), folders);
      return linkDependencies({ from: task.from, to: task.to, folders });
    }
    case 'copy':
      for (const name of task.names) copyFile(name, task);
      return [];
  }
}

/** For small workspaces and tests: nothing else of the process runs meanwhile. */
export const tasksInThisThread: OverlayTasks = {
  run: (task) => Promise.resolve().then(() => runOverlayTask(task)),
};
