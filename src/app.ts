import { AgentCatalog } from './agents/agentCatalog';
import { joinAgents } from './agents/joinAgents';
import { listAgents } from './agents/listAgents';
import { Parsers } from './codegen/inspect/parsers';
import type { Config } from './core/config/configSchema';
import type { AgentListing } from './core/model/agentListing';
import type { DialogueService } from './core/orchestrator/dialogueService';
import type { DraftService } from './core/orchestrator/draftService';
import type { Workflow } from './core/orchestrator/plan';
import { Tracer } from './core/observability/tracer';
import { RunEngine } from './core/orchestrator/runEngine';
import type { RunService } from './core/orchestrator/runService';
import type { Git } from './core/ports/git';
import type { Models } from './core/ports/chatModel';
import type { StateStore } from './core/ports/stateStore';
import type { Assets, Clock, Log, Random } from './core/ports/system';
import type { Verifier } from './core/ports/verifier';
import type { WorkspaceFiles, WorkspaceWriter } from './core/ports/workspaceFiles';
import { ReviewSession } from './core/review/reviewSession';
import type { ReviewService } from './core/review/reviewService';
import { createFastapiExecutors } from './stacks/fastapi/executors';
import { fastapiStack } from './stacks/fastapi/fastapiStack';
import { createNextjsExecutors } from './stacks/nextjs/executors';
import { nextjsStack } from './stacks/nextjs/nextjsStack';
import { EntityDrafter } from './workflows/fullstack/entityDrafter';
import { FullstackDialogue } from './workflows/fullstack/fullstackDialogue';
import { fullstackWorkflow } from './workflows/fullstack/fullstackWorkflow';

export interface AppPorts {
  readonly files: WorkspaceFiles;
  readonly writer: WorkspaceWriter;
  readonly store: StateStore;
  /** Null where no tool of the workspace may run. */
  readonly verifier: Verifier | null;
  /** Null where nothing of the workspace may run. */
  readonly git: Git | null;
  readonly models: Models;
  /** What is in force now. */
  readonly config: () => Config;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface App {
  readonly runs: RunService;
  readonly review: ReviewService;
  readonly dialogue: DialogueService;
  readonly drafts: DraftService;
  /** The team, for people. */
  agents(): Promise<readonly AgentListing[]>;
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
  joinAgents(
    await catalog.definitions(),
    workflows.flatMap((workflow) => workflow.executors),
  );
  return { stacks, workflows, catalog };
}

/** The product without an editor: the extension, the command line and the tests are roots over it. */
export async function createApp(ports: AppPorts, generators?: Generators): Promise<App> {
  const { stacks, workflows, catalog } = generators ?? (await loadGenerators(ports.assets));
  const review = new ReviewSession(ports);
  const tracer = new Tracer({ ...ports, onSpans: () => undefined });
  const runs = new RunEngine({ ...ports, review, workflows, tracer });
  return {
    runs,
    review,
    dialogue: new FullstackDialogue(ports.files, stacks),
    drafts: new EntityDrafter(catalog, ports.models),
    agents: () => listAgents(catalog, codedAgents(workflows)),
    recover: () => runs.recover(),
  };
}

function codedAgents(workflows: readonly Workflow[]): ReadonlySet<string> {
  return new Set(workflows.flatMap(({ executors }) => executors.map(({ agent }) => agent)));
}
