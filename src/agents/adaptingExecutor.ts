import { AppError, toAppError } from '../core/model/appError';
import type { AgentId } from '../core/model/ids';
import { UNADAPTED } from '../core/orchestrator/findingRules';
import { LeftOut, type Executor, type ExecutorContext, type ExecutorResult } from '../core/ports/executor';
import type { NewFinding } from '../core/ports/stateStore';

/** Of these the run has to know; whatever else a model fails with costs no more than its part. */
const ENDING = ['cancelled', 'storageFailed', 'storeFenced'];

/**
 * An agent that is code and model both (`executor: both`): the code makes a correct result, the model adapts its record where
 * `adapts` says so. When the model fails, what the code made stands, and a finding says so.
 */
export function adaptingExecutor(
  code: Executor,
  model: Executor,
  adapts: (agent: AgentId) => Promise<boolean>,
): Executor {
  const { agent } = code;
  return {
    agent,
    async execute(context) {
      const made = await code.execute(context);
      if (!(await adapts(agent))) return made;
      try {
        const { output, use } = await model.execute({ ...context, draft: made.output });
        const lost = lostOf(made.output, output);
        if (lost !== undefined) throw otherForm(agent, lost);
        return { ...made, output, ...(use === undefined ? {} : { use }) };
      } catch (failure) {
        return without(made, agent, context, failure);
      }
    },
  };
}

/** A record of the draft that is not there any more, or is of another kind: who comes after counts on each. */
function lostOf(draft: unknown, adapted: unknown): string | undefined {
  const before = recordsOf(draft);
  const after = recordsOf(adapted);
  return Object.keys(before).find((name) => kindOf(after[name]) !== kindOf(before[name]));
}

const recordsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

function otherForm(agent: AgentId, record: string): AppError {
  return new AppError(
    'invalidOutput',
    `the model gave back ${record} in another form.`,
    `Describe ${record} in the prompt of ${agent}, as a JSON schema under "## Outputs".`,
  );
}

function without(
  made: ExecutorResult,
  agent: AgentId,
  { signal }: ExecutorContext,
  failure: unknown,
): ExecutorResult {
  const error = toAppError(failure);
  if (signal?.aborted === true || ENDING.includes(error.code)) throw failure;
  const reason =
    failure instanceof LeftOut ? `its phase has no room for it: ${failure.message}` : error.message;
  const finding: NewFinding = {
    severity: 'minor',
    category: 'custom',
    message: `${agent} went on with what its code made, which no model adapted: ${reason}`,
    path: null,
    line: null,
    column: null,
    source: 'groundwork',
    rule: `${UNADAPTED}${agent}`,
  };
  return { ...made, findings: [...made.findings, finding] };
}
