import type { FileWrite } from '../../src/core/ports/workspaceFiles';
import { MemoryWorkspace } from '../fakes/memoryWorkspace';

/**
 * A workspace that announces its steps. As with the real writer each file changes in one step, and what was written is
 * durable when all of it has been.
 */
export class CrashingWorkspace extends MemoryWorkspace {
  durable: ReadonlyMap<string, string>;
  beforeStep: (step: string) => void = () => undefined;

  constructor(texts: ReadonlyMap<string, string>) {
    super(Object.fromEntries(texts));
    this.durable = new Map(this.texts);
  }

  override async apply(writes: readonly FileWrite[]): Promise<void> {
    for (const write of writes) {
      this.beforeStep(`${write.kind} ${write.path}`);
      await super.apply([write]);
    }
    this.beforeStep('make durable');
    this.durable = new Map(this.texts);
  }
}
