import { AppError } from '../model/appError';
import { agentId } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import type { Executor } from '../ports/executor';
import type { Clock } from '../ports/system';
import { callExtension } from './callExtension';
import { recordsSchema } from './contributionSchemas';
import type { Contributed } from './contributions';
import type { AgentContribution } from './groundworkApi';

const TIMEOUT_MS = 600_000;

/** An agent that another extension carries out. It gives records and nothing else: files come from what its workflow declares. */
export function contributedExecutor(
  { extension, value }: Contributed<AgentContribution>,
  execute: NonNullable<AgentContribution['execute']>,
  clock: Clock,
): Executor {
  return {
    agent: agentId(value.id),
    async execute(context) {
      const { request, inputs, files, signal } = context;
      const own = { extension, what: `its agent ${value.id}`, timeoutMs: TIMEOUT_MS, clock };
      const output = await callExtension(
        { ...own, schema: recordsSchema, ...(signal === undefined ? {} : { signal }) },
        (ended) =>
          execute({
            request: isRecord(request) ? request : {},
            inputs,
            read: (path) => files.read(workspacePath(path), { signal: ended }),
            progress: (step) => {
              if (!ended.aborted) context.progress(wordsOf(step));
            },
            signal: ended,
          }),
      );
      const missing = (value.outputs ?? []).find((name) => !Object.hasOwn(output, name));
      if (missing !== undefined) {
        throw new AppError(
          'invalidOutput',
          `The extension ${extension} cannot be used: its agent ${value.id} made no ${missing}.`,
          `Tell its authors, or switch ${extension} off.`,
        );
      }
      return { files: [], output, notes: [], fragments: {}, findings: [] };
    },
  };
}

/** It comes from code that nobody has checked the types of. */
const wordsOf = (step: unknown): string => (typeof step === 'string' ? step.slice(0, 200) : '');

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
