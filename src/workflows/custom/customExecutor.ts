import type { AgentCatalog } from '../../agents/agentCatalog';
import { AppError } from '../../core/model/appError';
import type { FileChange } from '../../core/model/changeSet';
import type { AgentId } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import type { Executor, ExecutorContext } from '../../core/ports/executor';
import { isHeld, type PhaseDefinition } from './definition';
import { stepOf, stepsOf } from './planCustom';
import { readCustomRequest } from './request';

interface CustomExecutorPorts {
  /** Who there is when the agent begins. */
  readonly catalog: () => Promise<AgentCatalog>;
  /** Carries an agent out by its code or by a model. */
  readonly carryOut: (agent: AgentId, catalog: AgentCatalog) => Promise<Executor>;
}

/**
 * Carries one agent of a workflow that is data out. It makes records; the files that its phase declares, and no others, are
 * proposed from them.
 */
export function customExecutor(agent: AgentId, { catalog, carryOut }: CustomExecutorPorts): Executor {
  return {
    agent,
    async execute(context) {
      const phase = phaseOf(agent, context);
      const now = await catalog();
      const executor = await carryOut(agent, now);
      // The definition is of no use to who works: it would only take up lines of the prompt.
      const { user_request } = readCustomRequest(context.request);
      const result = await executor.execute({ ...context, request: { user_request } });
      const { outputs } = await now.core(agent);
      const files: FileChange[] = [];
      for (const [path, record] of Object.entries(phase.writes)) {
        if (!outputs.includes(record)) continue;
        const file = await fileOf(agent, phase, path, textOf(agent, record, result.output), context);
        if (file !== undefined) files.push(file);
        context.progress(stepOf(path));
      }
      if (Object.keys(phase.writes).length === 0) for (const step of stepsOf(phase)) context.progress(step);
      return { ...result, files };
    },
  };
}

function phaseOf(agent: AgentId, { request }: ExecutorContext): PhaseDefinition {
  const { definition } = readCustomRequest(request);
  for (const phase of definition.phases) if (!isHeld(phase) && phase.agents.includes(agent)) return phase;
  throw new AppError('internal', `${agent} has no part in the workflow.`, 'Start the run again.');
}

/** Undefined when the file holds the text already. */
async function fileOf(
  agent: AgentId,
  phase: PhaseDefinition,
  name: string,
  text: string,
  { files, signal }: ExecutorContext,
): Promise<FileChange | undefined> {
  const path = workspacePath(name);
  const base = (await files.read(path, signal === undefined ? {} : { signal })) ?? null;
  if (base === text) return undefined;
  return {
    path,
    base,
    proposed: text,
    layer: 'other',
    phase: phase.key,
    agent,
    title: stepOf(name),
    marks: [],
  };
}

/** A file ends with a line end. */
function textOf(agent: AgentId, record: string, output: unknown): string {
  const value: unknown =
    typeof output === 'object' && output !== null && Object.hasOwn(output, record)
      ? Reflect.get(output, record)
      : undefined;
  if (typeof value === 'string') return value.endsWith('\n') || value === '' ? value : `${value}\n`;
  throw new AppError(
    'invalidOutput',
    `${agent} made no text ${record}, which is to be a file.`,
    'Correct the outputs of the agent: a record that is written must be a string.',
  );
}
