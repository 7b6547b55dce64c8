import { adaptingExecutor } from './agents/adaptingExecutor';
import { AgentCatalog } from './agents/agentCatalog';
import { catalogTeam } from './agents/catalogTeam';
import { joinAgents } from './agents/joinAgents';
import { listAgents } from './agents/listAgents';
import { modelExecutor } from './agents/modelExecutor';
import { contributedModels } from './core/extensions/contributedModels';
import { contributedProcessors } from './core/extensions/contributedProcessors';
import type { ExtensionPoints } from './core/extensions/extensionPoints';
import { Parsers } from './codegen/inspect/parsers';
import type { ConfigProblem } from './core/config/configProblem';
import type { Config } from './core/config/configSchema';
import { AppError } from './core/model/appError';
import type { TeamListing, WorkflowsListing } from './core/model/teamListing';
import type { AgentId } from './core/model/ids';
import { workspacePath } from './core/model/workspacePath';
import type { DialogueService } from './core/orchestrator/dialogueService';
import type { DraftService } from './core/orchestrator/draftService';
import type { Workflow } from './core/orchestrator/plan';
import type { Span } from './core/model/span';
import { Tracer } from './core/observability/tracer';
import { redactedPorts } from './core/redaction/redactedPorts';
import type { Secrets } from './core/redaction/secrets';
import { RunEngine } from './core/orchestrator/runEngine';
import type { RunService } from './core/orchestrator/runService';
import type { Git } from './core/ports/git';
import type { Models } from './core/ports/chatModel';
import type { StateStore } from './core/ports/stateStore';
import type { Assets, Clock, Hasher, Log, Random } from './core/ports/system';
import type { Verifier } from './core/ports/verifier';
import type { WorkspaceFiles, WorkspaceWriter } from './core/ports/workspaceFiles';
import { readDocument, type DocumentReading } from './rag/readDocument';
import { ReviewSession } from './core/review/reviewSession';
import type { ReviewService } from './core/review/reviewService';
import { createFastapiExecutors } from './stacks/fastapi/executors';
import { fastapiStack } from './stacks/fastapi/fastapiStack';
import { createNextjsExecutors } from './stacks/nextjs/executors';
import { nextjsStack } from './stacks/nextjs/nextjsStack';
import { withContributedChecks } from './verification/contributedChecks';
import { openCustomWorkflows } from './workflows/custom/customWorkflows';
import type { CustomRequest } from './workflows/custom/request';
import { Semaphore } from './shared/semaphore';
import { draftWorkflow } from './workflows/fullstack/draftWorkflow';
import { EntityDrafter } from './workflows/fullstack/entityDrafter';
import { FullstackDialogue } from './workflows/fullstack/fullstackDialogue';
import { fullstackWorkflow } from './workflows/fullstack/fullstackWorkflow';
import { partsOfFiles } from './workflows/fullstack/partsOfFiles';

export interface AppPorts {
  readonly files: WorkspaceFiles;
  readonly writer: WorkspaceWriter;
  readonly store: StateStore;
  /** Null where no tool of the workspace may run. */
  readonly verifier: Verifier | null;
  /** Null where nothing of the workspace may run. */
  readonly git: Git | null;
  readonly models: Models;
  readonly extensionPoints: ExtensionPoints;
  /** What is in force now. */
  readonly config: () => Config;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: Hasher;
  readonly log: Log;
  /** Told of what runs did; must not throw. */
  readonly onSpans: (spans: readonly Span[]) => void;
  /** Kept out of what is stored, logged and shown; may go on learning. */
  readonly secrets: Secrets;
}

export interface App {
  readonly runs: RunService;
  readonly review: ReviewService;
  readonly dialogue: DialogueService;
  readonly drafts: DraftService;
  /** The team, for people. */
  agents(): Promise<TeamListing>;
  workflows(): Promise<WorkflowsListing>;
  /** What a run of the workflow `custom` is started with. Throws AppError `notFound`; `invalidInput` with the reason. */
  workflowRequest(id: string, userRequest: string): Promise<CustomRequest>;
  /** What retrieval reads of a file. Throws AppError `notFound`. */
  document(path: string): Promise<DocumentReading>;
  /** What keeps definitions of the workspace and of extensions from counting. */
  definitionProblems(): Promise<readonly ConfigProblem[]>;
  /** Ends what a crash cut off; for whoever holds the store, before anything else. */
  recover(): Promise<void>;
}

/** What an app is made of and several can share: it knows no workspace. */
export type Generators = Awaited<ReturnType<typeof loadGenerators>>;

export async function loadGenerators(assets: Assets) {
  const [parsers, catalog] = await Promise.all([Parsers.create(assets), AgentCatalog.open(assets)]);
  const stacks = { backend: fastapiStack(parsers), frontend: nextjsStack(parsers) };
  const workflows = [
    fullstackWorkflow(stacks, [
      ...createFastapiExecutors({ parsers }),
      ...createNextjsExecutors({ parsers }),
    ]),
  ];
  const definitions = await catalog.definitions();
  joinAgents(
    definitions,
    workflows.flatMap((workflow) => workflow.executors),
  );
  const adaptable = new Set(definitions.flatMap(({ id, executor }) => (executor === 'both' ? [id] : [])));
  return { stacks, workflows, catalog, adaptable };
}

/** The product without an editor: the extension, the command line and the tests are roots over it. */
export async function createApp(given: AppPorts, generators?: Generators): Promise<App> {
  const { stacks, catalog, ...shared } = generators ?? (await loadGenerators(given.assets));
  const ports = redactedPorts(withContributions(given), given.secrets);
  const office = {
    ...ports,
    catalog: async () => (await team.now()).catalog,
    calls: new Semaphore(() => ports.config().models.parallelCalls),
    prices: () => ports.config().models.prices,
  };
  const adapts = async (agent: AgentId): Promise<boolean> => {
    const { adapt, agents } = ports.config().models;
    const isAsked = adapt === 'all' || (adapt === 'named' && agents[agent] !== undefined);
    return isAsked && (await ports.models.chat(agent)) !== null;
  };
  const shipped = shared.workflows.map((workflow) => ({
    ...workflow,
    executors: workflow.executors.map((code) =>
      shared.adaptable.has(code.agent)
        ? adaptingExecutor(code, modelExecutor(code.agent, office), adapts)
        : code,
    ),
  }));
  const workflows = [...shipped, draftWorkflow(office)];
  const custom = openCustomWorkflows({
    ...ports,
    catalog,
    coded: codedAgents(shared.workflows),
    shipped,
    projectParts: (_outputs, paths) => partsOfFiles(stacks, ports.files, paths),
    byModel: (agent) => modelExecutor(agent, office),
    adapts,
  });
  const { team } = custom;
  const review = new ReviewSession(ports);
  const tracer = new Tracer(ports);
  const runs = new RunEngine({
    ...ports,
    review,
    workflows: [...workflows, custom.workflow],
    team: { members: async () => catalogTeam(await (await office.catalog()).definitions()) },
    tracer,
  });
  return {
    runs,
    review,
    dialogue: new FullstackDialogue(ports.files, stacks),
    drafts: new EntityDrafter(runs, ports.models),
    async agents() {
      const now = await team.now();
      return { agents: await listAgents(now.catalog, custom.unavailable), problems: now.problems };
    },
    async workflows() {
      const { workflows: others, problems } = await custom.catalog.list();
      return { workflows: [...workflows.map(shippedWorkflow), ...others], problems };
    },
    async definitionProblems() {
      const [{ problems }, listed] = await Promise.all([team.now(), custom.catalog.list()]);
      return [...problems, ...listed.problems];
    },
    async workflowRequest(id, userRequest) {
      if (workflows.some((workflow) => workflow.id === id)) throw hasOwnCommand(id);
      return custom.catalog.request(id, userRequest);
    },
    document: (path) => documentOf(path, ports),
    recover: () => runs.recover(),
  };
}

/** Models and checks of other extensions beside those of the product. */
function withContributions(ports: AppPorts): AppPorts {
  const { contributions } = ports.extensionPoints;
  return {
    ...ports,
    models: contributedModels(ports.models, { ...ports, providers: contributions.models }),
    verifier:
      ports.verifier === null
        ? null
        : withContributedChecks(ports.verifier, { ...ports, verifiers: contributions.verifiers }),
  };
}

async function documentOf(
  name: string,
  { files, extensionPoints, clock, log }: AppPorts,
): Promise<DocumentReading> {
  const path = workspacePath(name);
  const text = await files.read(path);
  if (text === undefined)
    throw new AppError('notFound', `There is no file ${name}.`, 'Name a file of the folder.');
  const processors = contributedProcessors(extensionPoints.contributions.processors(), clock);
  return readDocument({ path, text }, processors, { log });
}

/** Workflows with dialogues and commands of their own. */
function shippedWorkflow({ id, executors }: Workflow): WorkflowsListing['workflows'][number] {
  return {
    id,
    title: id,
    description: `Started with "groundwork generate ${id}".`,
    source: 'built-in',
    from: null,
    phases: [{ key: id, title: id, agents: executors.map(({ agent }) => agent) }],
    available: true,
    unavailable: null,
  };
}

function hasOwnCommand(id: string): AppError {
  return new AppError(
    'invalidInput',
    `The workflow ${id} needs more than a sentence and has a command of its own.`,
    `Write "groundwork generate ${id}".`,
  );
}

function codedAgents(workflows: readonly Workflow[]): ReadonlySet<string> {
  return new Set(workflows.flatMap(({ executors }) => executors.map(({ agent }) => agent)));
}
