import type { RunView } from '../../src/core/model/runView';

/** A run that asked no model. */
export const noModels: RunView['models'] = {
  agents: 0,
  calls: 0,
  known: 0,
  lines: 0,
  inputTokens: 0,
  outputTokens: 0,
  cost: 0,
  estimated: false,
  givenUp: [],
};

/** A run of which nothing happened yet, but for what is said. */
export function runView(change: Partial<RunView> = {}): RunView {
  return {
    id: '1',
    workflow: 'fullstack',
    task: 'Fullstack generation: Product',
    status: 'executing',
    createdAt: '',
    completedAt: null,
    error: null,
    percent: 90,
    remaining: [],
    phases: [],
    files: [],
    checks: [],
    findings: [],
    verdict: { kind: 'within', message: null },
    alerts: [],
    commit: null,
    interventions: [],
    nextSteps: [],
    models: noModels,
    ...change,
  };
}
