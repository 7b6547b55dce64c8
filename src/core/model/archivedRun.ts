import type { Run } from './run';

/** A run that was forgotten: its report is kept, its texts are gone. */
export type ArchivedRun = Pick<Run, 'id' | 'workflow' | 'task' | 'status' | 'createdAt'>;
