import type { FileChange } from '../../src/core/model/changeSet';
import { agentId } from '../../src/core/model/ids';
import type { PlannedPhase, Workflow } from '../../src/core/orchestrator/plan';
import type { Executor, ExecutorContext, ExecutorResult } from '../../src/core/ports/executor';

/** A phase of one agent, with the key of the phase for its id, unless it is said otherwise. */
export function testPhase(
  key: string,
  dependencies: readonly string[] = [],
  changes: Partial<PlannedPhase> = {},
): PlannedPhase {
  return {
    key,
    title: key,
    description: key,
    agents: [agentId(key)],
    dependencies,
    critical: true,
    maxRetries: 1,
    steps: [key],
    ...changes,
  };
}

export function testChange(
  path: FileChange['path'],
  base: string | null,
  proposed: string,
  title: string,
): FileChange {
  const agent = agentId('any');
  return { path, base, proposed, layer: 'model', phase: 'any', agent, title, marks: [] };
}

/** An agent that does what the test says; what it does not say is empty. */
export function testExecutor(
  agent: string,
  execute: (context: ExecutorContext) => Promise<Partial<ExecutorResult>> = () => Promise.resolve({}),
): Executor {
  return {
    agent: agentId(agent),
    execute: async (context) => ({
      files: [],
      output: null,
      fragments: {},
      notes: [],
      findings: [],
      ...(await execute(context)),
    }),
  };
}

export function testWorkflow(phases: readonly PlannedPhase[], executors: readonly Executor[]): Workflow {
  return {
    id: 'test',
    parse: (request) => request,
    describe: () => 'A test',
    plan: () => ({ phases }),
    executors,
    nextSteps: () => [],
    projectParts: () => ({ parts: [] }),
  };
}
