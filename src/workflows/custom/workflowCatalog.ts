import type { AgentCatalog, AgentSummary } from '../../agents/agentCatalog';
import type { ConfigProblem } from '../../core/config/configProblem';
import type { Contributed, UncheckedWorkflow } from '../../core/extensions/contributions';
import { untrusted } from '../../core/extensions/untrusted';
import { AppError, toAppError } from '../../core/model/appError';
import type { WorkflowsListing } from '../../core/model/teamListing';
import type { WorkflowListing } from '../../core/model/workflowListing';
import { workspacePath } from '../../core/model/workspacePath';
import type { ExpandedPlan } from '../../core/orchestrator/expandPlan';
import type { WorkspaceData } from '../../core/ports/workspaceData';
import { isHeld, type WorkflowDefinition } from './definition';
import { completeDefinition } from './planCustom';
import { readWorkflowFile, readWorkflowObject, type DefinitionReading } from './readDefinition';
import type { CustomRequest } from './request';

export const WORKFLOWS_FOLDER = '.groundwork/workflows';
const MOST_WORKFLOWS = 100;

interface WorkflowCatalogPorts {
  readonly data: WorkspaceData | null;
  readonly registered: () => readonly Contributed<UncheckedWorkflow>[];
  readonly catalog: () => Promise<AgentCatalog>;
  /** Why an agent cannot run in a workflow that is data; null when it can. */
  readonly unavailable: (agent: AgentSummary) => string | null;
  /** Throws AppError `invalidInput` for a plan that cannot run. */
  readonly planOf: (request: CustomRequest) => ExpandedPlan;
}

interface Found {
  readonly definition: WorkflowDefinition;
  readonly source: 'workspace' | 'extension';
  readonly from: string;
}

/** Workflows that are data: those of extensions, over them those of the workspace. Read again each time. */
export class WorkflowCatalog {
  private readonly ports: WorkflowCatalogPorts;

  constructor(ports: WorkflowCatalogPorts) {
    this.ports = ports;
  }

  async list(): Promise<WorkflowsListing> {
    const [{ found, problems }, catalog] = await Promise.all([this.read(), this.ports.catalog()]);
    const workflows = await Promise.all(
      found.map(async ({ definition, source, from }): Promise<WorkflowListing> => {
        const planned = await this.tryPlan(definition, found, catalog);
        return {
          id: definition.id,
          title: definition.title,
          description: definition.description,
          source,
          from,
          phases: planned.phases,
          available: planned.unavailable === null,
          unavailable: planned.unavailable,
        };
      }),
    );
    return { workflows, problems };
  }

  /** What a run of it is started with. Throws AppError `notFound`; `invalidInput` with the reason why it cannot run. */
  async request(id: string, userRequest: string): Promise<CustomRequest> {
    const { found, problems } = await this.read();
    const workflow = found.find(({ definition }) => definition.id === id);
    if (workflow === undefined) throw notFound(id, found, problems);
    const catalog = await this.ports.catalog();
    try {
      const request = await this.complete(workflow.definition, userRequest, found, catalog);
      this.ports.planOf(request);
      return request;
    } catch (failure) {
      const { code, message, suggestion } = toAppError(failure);
      throw new AppError(code, `${workflow.from}: ${message}`, suggestion, { cause: failure });
    }
  }

  /** With everything that it holds, so that nothing of it can change under a run. */
  private async complete(
    definition: WorkflowDefinition,
    userRequest: string,
    found: readonly Found[],
    catalog: AgentCatalog,
  ): Promise<CustomRequest> {
    const wanted = new Set([definition.id]);
    const complete = new Map<string, WorkflowDefinition>();
    // Iteration of a Set goes on with what is added.
    for (const id of wanted) {
      const known = id === definition.id ? definition : definitionOf(id, found);
      if (known === undefined) continue;
      complete.set(id, await completeDefinition(known, catalog, this.ports.unavailable));
      for (const phase of known.phases) if (isHeld(phase)) wanted.add(phase.workflow);
    }
    const agents = [...complete.values()].flatMap(({ phases }) =>
      phases.flatMap((phase) => (isHeld(phase) ? [] : phase.agents)),
    );
    const sources = agents.flatMap((agent) => {
      const { kind } = catalog.source(agent);
      return kind === 'built-in' ? [] : [[agent, kind] as const];
    });
    return {
      user_request: userRequest,
      definition: complete.get(definition.id) ?? definition,
      workflows: Object.fromEntries(complete),
      sources: Object.fromEntries(sources),
    };
  }

  private async tryPlan(
    definition: WorkflowDefinition,
    found: readonly Found[],
    catalog: AgentCatalog,
  ): Promise<Pick<WorkflowListing, 'phases' | 'unavailable'>> {
    try {
      const { phases } = this.ports.planOf(await this.complete(definition, '', found, catalog));
      return { phases: phases.map(({ key, title, agents }) => ({ key, title, agents })), unavailable: null };
    } catch (failure) {
      const { message, suggestion } = toAppError(failure);
      const phases = definition.phases.map((phase) => ({
        key: phase.key,
        title: phase.title ?? phase.key,
        agents: isHeld(phase) ? [] : phase.agents,
      }));
      return { phases, unavailable: `${message} ${suggestion}` };
    }
  }

  private async read(): Promise<{ found: readonly Found[]; problems: readonly ConfigProblem[] }> {
    const found = new Map<string, Found>();
    const problems: ConfigProblem[] = [];
    const take = (reading: DefinitionReading, source: Found['source'], from: string): void => {
      if (reading.kind === 'refused') problems.push(...reading.problems);
      else found.set(reading.definition.id, { definition: reading.definition, source, from });
    };
    for (const { extension, value } of this.ports.registered()) {
      const source = `${extension}, workflow ${value.id}`;
      take(readWorkflowObject(source, value.id, value.definition), 'extension', extension);
    }
    for (const { file, id, reading } of await this.readFolder()) {
      if (reading.kind === 'workflow' || !found.has(id)) take(reading, 'workspace', file);
      else problems.push(...reading.problems);
    }
    return {
      found: [...found.values()].sort((one, other) => (one.definition.id < other.definition.id ? -1 : 1)),
      problems,
    };
  }

  private async readFolder(): Promise<readonly { file: string; id: string; reading: DefinitionReading }[]> {
    const { data } = this.ports;
    if (data === null) return [];
    const refused = (source: string, message: string, suggestion: string): DefinitionReading => ({
      kind: 'refused',
      problems: [{ source, position: null, message, suggestion }],
    });
    try {
      const entries = (await data.entries(workspacePath(WORKFLOWS_FOLDER))).filter(({ name }) =>
        /\.ya?ml$/.test(name),
      );
      if (!data.isTrusted) {
        if (entries.length === 0) return [];
        const reading = { kind: 'refused', problems: [untrusted(WORKFLOWS_FOLDER)] } as const;
        return [{ file: WORKFLOWS_FOLDER, id: '', reading }];
      }
      return await Promise.all(
        entries.slice(0, MOST_WORKFLOWS).map(async ({ name, kind }) => {
          const file = `${WORKFLOWS_FOLDER}/${name}`;
          const id = name.replace(/\.ya?ml$/, '');
          if (kind !== 'file') {
            return {
              file,
              id,
              reading: refused(file, 'It is no regular file.', 'Put the file itself here.'),
            };
          }
          if (!/^[a-z][a-z0-9-]{0,63}$/.test(id)) {
            const suggestion = 'Name the file in lower case, like `release-notes.yaml`.';
            return { file, id, reading: refused(file, 'This is no name of a workflow.', suggestion) };
          }
          return { file, id, reading: await this.readFile(data, file, id) };
        }),
      );
    } catch (failure) {
      const { message, suggestion } = toAppError(failure);
      return [{ file: WORKFLOWS_FOLDER, id: '', reading: refused(WORKFLOWS_FOLDER, message, suggestion) }];
    }
  }

  private async readFile(data: WorkspaceData, file: string, id: string): Promise<DefinitionReading> {
    try {
      return readWorkflowFile(file, id, (await data.read(workspacePath(file))) ?? '');
    } catch (failure) {
      const { message, suggestion } = toAppError(failure);
      return { kind: 'refused', problems: [{ source: file, position: null, message, suggestion }] };
    }
  }
}

const definitionOf = (id: string, found: readonly Found[]): WorkflowDefinition | undefined =>
  found.find(({ definition }) => definition.id === id)?.definition;

function notFound(id: string, found: readonly Found[], problems: readonly ConfigProblem[]): AppError {
  const own = problems.find(({ source }) => source.includes(`/${id}.y`) || source.includes(`workflow ${id}`));
  if (own !== undefined) {
    const place =
      own.position === null ? own.source : `${own.source}:${own.position.line}:${own.position.column}`;
    return new AppError('invalidInput', `${place}: ${own.message}`, own.suggestion);
  }
  const names = found.map(({ definition }) => definition.id).join(', ');
  return new AppError(
    'notFound',
    `There is no workflow ${JSON.stringify(id.slice(0, 64))}.`,
    names === '' ? 'Write one: docs/extending.md.' : `There are ${names}.`,
  );
}
