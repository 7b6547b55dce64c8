import { AppError } from '../core/model/appError';
import type { Executor } from '../core/ports/executor';
import type { AgentDefinition } from './agentDefinition';

/**
 * Joins agent folders and their code. Throws AppError `internal` for an executor without a folder or a blueprint agent
 * without an executor: such a gap is a mistake of ours and is found at start.
 */
export function joinAgents(definitions: readonly AgentDefinition[], executors: readonly Executor[]): void {
  const coded = new Set<string>(executors.map((executor) => executor.agent));
  const defined = new Set<string>(definitions.map((definition) => definition.id));
  const withoutFolder = [...coded].filter((agent) => !defined.has(agent));
  const withoutCode = definitions
    .filter(({ id, executor, planned }) => executor !== 'model' && planned === undefined && !coded.has(id))
    .map(({ id }) => id);
  const declared = definitions.filter(({ id, planned }) => planned !== undefined && coded.has(id));
  const gaps = [
    ...withoutFolder.map((agent) => `${agent} has no folder under agents/`),
    ...withoutCode.map((agent) => `${agent} has no executor`),
    ...declared.map(({ id }) => `${id} has an executor and is declared as planned`),
  ];
  if (gaps.length === 0) return;
  throw new AppError('internal', `Agents do not fit: ${gaps.join('; ')}.`, 'Reinstall Groundwork.');
}
