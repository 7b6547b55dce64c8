import { adaptingExecutor } from '../../agents/adaptingExecutor';
import type { AgentCatalog, AgentSummary } from '../../agents/agentCatalog';
import { Team } from '../../agents/team';
import { contributedExecutor } from '../../core/extensions/contributedExecutor';
import type { ExtensionPoints } from '../../core/extensions/extensionPoints';
import type { AgentId } from '../../core/model/ids';
import { expandPlan, type ExpandedPlan } from '../../core/orchestrator/expandPlan';
import type { Workflow } from '../../core/orchestrator/plan';
import { validatePlan } from '../../core/orchestrator/validatePlan';
import type { Executor } from '../../core/ports/executor';
import type { Clock } from '../../core/ports/system';
import { customExecutor } from './customExecutor';
import { customWorkflow } from './customWorkflow';
import type { CustomRequest } from './request';
import { WorkflowCatalog } from './workflowCatalog';

interface CustomWorkflowsPorts {
  readonly extensionPoints: ExtensionPoints;
  /** The agents that ship. */
  readonly catalog: AgentCatalog;
  /** Ids of those that code of another workflow carries out. */
  readonly coded: ReadonlySet<string>;
  /** Workflows that ship and that those of data may hold. */
  readonly shipped: readonly Workflow[];
  /** The parts of the project that files belong to. */
  readonly projectParts: Workflow['projectParts'];
  readonly byModel: (agent: AgentId, catalog: AgentCatalog) => Executor;
  /** Whether the model of an agent adapts what its code made. */
  readonly adapts: (agent: AgentId) => Promise<boolean>;
  readonly clock: Clock;
}

export interface CustomWorkflows {
  readonly team: Team;
  readonly catalog: WorkflowCatalog;
  /** Runs all of them. */
  readonly workflow: Workflow;
  /** Why no workflow can use an agent; null when one can. */
  readonly unavailable: (agent: AgentSummary) => string | null;
}

/** Agents and workflows that are data, or code of other extensions, joined with what ships. */
export function openCustomWorkflows(ports: CustomWorkflowsPorts): CustomWorkflows {
  const { contributions, data } = ports.extensionPoints;
  const team = new Team(ports.catalog, data, contributions.agents);
  const now = async (): Promise<AgentCatalog> => (await team.now()).catalog;

  const unavailable = ({ id, source, executor, planned }: AgentSummary): string | null => {
    if (ports.coded.has(id)) return null;
    if (planned !== undefined) return `it comes with ${planned}`;
    return executor === 'model' || source.kind === 'extension' ? null : 'it has no executor yet';
  };
  const unavailableHere = (agent: AgentSummary): string | null =>
    ports.coded.has(agent.id) ? 'it is code of another workflow and works there only' : unavailable(agent);

  const carryOut = async (agent: AgentId, catalog: AgentCatalog): Promise<Executor> => {
    const source = catalog.source(agent);
    const entry = contributions.agents().find(({ value }) => value.id === agent);
    const execute = entry?.value.execute;
    const model = ports.byModel(agent, catalog);
    if (source.kind !== 'extension' || entry === undefined || execute === undefined) return model;
    const code = contributedExecutor(entry, execute, ports.clock);
    const { executor } = await catalog.core(agent);
    return executor === 'both' ? adaptingExecutor(code, model, ports.adapts) : code;
  };
  const workflow = customWorkflow({
    ...ports,
    executorOf: (agent) => customExecutor(agent, { catalog: now, carryOut }),
  });
  const planOf = (request: CustomRequest): ExpandedPlan => {
    const plan = expandPlan(
      workflow,
      request,
      (id) => ports.shipped.find((one) => one.id === id) ?? workflow,
    );
    validatePlan(plan);
    return plan;
  };
  return {
    team,
    unavailable,
    catalog: new WorkflowCatalog({
      data,
      registered: contributions.workflows,
      catalog: now,
      unavailable: unavailableHere,
      planOf,
    }),
    workflow,
  };
}
