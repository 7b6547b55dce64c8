import type { ExecutorContext } from '../../src/core/ports/executor';
import { noSpan } from './noSpan';

/** What executors that ask nobody and no model need not care about. */
export const quietContext: Omit<ExecutorContext, 'request' | 'inputs' | 'files' | 'progress' | 'ask'> = {
  fragments: {},
  attempt: 1,
  previousFailure: null,
  phase: { key: 'test', agents: [], budgetLines: null, uses: [], given: null },
  handedOn: [],
  level: 'full',
  answers: { find: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
  sending: () => undefined,
  streamed: () => undefined,
  span: noSpan,
};
