import { phaseId, type PhaseId, type RunId } from '../../core/model/ids';
import type { Phase } from '../../core/model/run';
import type { NewPhase } from '../../core/ports/stateStore';
import type { Operation } from './journalRecord';
import { insert, type StoreContext } from './storeContext';

/** Phases of a run that are still to come; `first` is the position of the first of them. */
export function newPhases(
  { random }: Pick<StoreContext, 'random'>,
  runId: RunId,
  phases: readonly NewPhase[],
  first: number,
): readonly Phase[] {
  return phases.map((phase, index) => newPhase(phaseId(random.id()), runId, phase, first + index));
}

export function insertPhases(phases: readonly Phase[], createdAt: string): readonly Operation[] {
  return phases.map((phase) => insertPhase(phase, createdAt));
}

function newPhase(id: PhaseId, runId: RunId, phase: NewPhase, position: number): Phase {
  return {
    id,
    runId,
    key: phase.key,
    title: phase.title,
    description: phase.description,
    agents: phase.agents,
    dependencies: phase.dependencies,
    critical: phase.critical,
    status: 'pending',
    position,
    retries: 0,
    maxRetries: phase.maxRetries,
    startedAt: null,
    completedAt: null,
    output: null,
    error: null,
  };
}

function insertPhase(phase: Phase, createdAt: string): Operation {
  return insert('phases', {
    id: phase.id,
    run_id: phase.runId,
    key: phase.key,
    name: phase.title,
    description: phase.description,
    agents: JSON.stringify(phase.agents),
    dependencies: JSON.stringify(phase.dependencies),
    critical: phase.critical,
    status: phase.status,
    position: phase.position,
    retries: phase.retries,
    max_retries: phase.maxRetries,
    created_at: createdAt,
  });
}
