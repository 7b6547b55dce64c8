/**
 * What other extensions can give Groundwork. `activate` returns it:
 *
 *     const groundwork = await vscode.extensions.getExtension('groundwork.groundwork')?.activate();
 *     if (groundwork?.version === 1) context.subscriptions.push(groundwork.registerVerifier(context.extension.id, { ... }));
 *
 * Each `register` takes the id of the extension that calls (`publisher.name`) and gives something to dispose. It throws an
 * Error that names the extension when what is given has not the form described here. Nothing is loaded before Groundwork
 * works: registering costs no time at start.
 *
 * What is called may throw, or answer with a rejected promise: Groundwork says so with the name of the extension and goes
 * on where it can. Calls have an end: after `signal` is aborted, or a minute without an answer (ten for models), nobody
 * waits any more. This file imports nothing, so that it can be copied beside an extension as it is.
 */
export interface GroundworkApi {
  /** Grows when something changes that an extension could depend on. */
  readonly version: 1;
  registerAgents(extension: string, agents: readonly AgentContribution[]): Registration;
  registerVerifier(extension: string, verifier: VerifierContribution): Registration;
  registerRetrievalProcessor(extension: string, processor: ProcessorContribution): Registration;
  registerModelProvider(extension: string, provider: ModelProviderContribution): Registration;
  registerWorkflow(extension: string, workflow: WorkflowContribution): Registration;
  /** The agents of the open folder, as `groundwork agents --json` lists them: to see that what was registered is there. */
  agents(): Promise<readonly ListedAgent[]>;
  /** The workflows of the open folder, as `groundwork workflows --json` lists them. */
  workflows(): Promise<readonly ListedWorkflow[]>;
  /** What retrieval reads of a file of the open folder, `docs/guide.md`. */
  documents(path: string): Promise<ReadDocument>;
}

export interface Registration {
  /** Takes back what was registered. What is under way with it comes to its end. */
  dispose(): void;
}

/** The front matter of an agent, its prompt, and code where it has some. docs/extending.md says what each field means. */
export interface AgentContribution {
  /** Lower case with dashes. That of an agent that ships replaces its prompt, and may change nothing else. */
  readonly id: string;
  readonly title?: string | undefined;
  readonly phase?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  /** Records that it needs, lower case with underscores: `user_request`. */
  readonly inputs?: readonly string[] | undefined;
  readonly optionalInputs?: readonly string[] | undefined;
  /** Records that it makes. */
  readonly outputs?: readonly string[] | undefined;
  /** A failed critical agent fails its phase. */
  readonly critical?: boolean | undefined;
  /** Markdown for a model, with a JSON schema of the outputs under `## Outputs`; of an agent with code for people. */
  readonly prompt: string;
  readonly references?: readonly ReferenceText[] | undefined;
  /**
   * Of an agent with code: `both` lets a model adapt what the code made, where `models.adapt` asks for it; without a model,
   * and where the model fails, what the code made stands. `blueprint` by default.
   */
  readonly executor?: 'blueprint' | 'both' | undefined;
  /** Carries the agent out; without it a model does. Gives its outputs, `{ release_notes: '...' }`: JSON. */
  readonly execute?: ((context: AgentContext) => AgentRecords | Promise<AgentRecords>) | undefined;
}

/** `reference/<name>` of an agent. */
export interface ReferenceText {
  readonly name: string;
  readonly text: string;
}

export type AgentRecords = Readonly<Record<string, unknown>>;

export interface AgentContext {
  /** Records that the request gives, `{ user_request: '...' }`. */
  readonly request: AgentRecords;
  /** What the agents before handed on, by agent. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** A file of the workspace with what the run proposed so far; undefined when there is none. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly progress: (step: string) => void;
  readonly signal: AbortSignal;
}

/** Looks at what a run proposes. What it finds in the files as they were before does not count. */
export interface VerifierContribution {
  readonly id: string;
  /** As the check is called in the panel; the id when it is not given. */
  readonly title?: string;
  readonly verify: (
    context: VerifierContext,
  ) => readonly VerifierFinding[] | Promise<readonly VerifierFinding[]>;
}

export interface VerifierContext {
  /** The files of the proposal that are there. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Any other file of the workspace. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly signal: AbortSignal;
}

export interface VerifierFinding {
  readonly severity: 'major' | 'medium' | 'minor';
  readonly message: string;
  readonly path?: string | undefined;
  /** From 1. */
  readonly line?: number | undefined;
  readonly rule?: string | undefined;
}

/** Cuts files of a kind into the pieces that retrieval finds. The first that can process a file does. */
export interface ProcessorContribution {
  readonly id: string;
  readonly canProcess: (path: string) => boolean;
  readonly process: (
    file: { readonly path: string; readonly text: string },
    options: { readonly signal: AbortSignal },
  ) => readonly Chunk[] | Promise<readonly Chunk[]>;
}

export interface Chunk {
  /** What it is found by before all else: the name of a function, a heading. */
  readonly title: string;
  readonly text: string;
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
}

/** Models that the configuration names `extension/<id of the provider>/<model>`. */
export interface ModelProviderContribution {
  readonly id: string;
  readonly chat: (request: ModelRequest) => ModelReply | Promise<ModelReply>;
}

export interface ModelRequest {
  /** The last part of the name. */
  readonly model: string;
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  /** May be called with each piece of the answer as it comes. */
  readonly onText: (piece: string) => void;
  readonly signal: AbortSignal;
}

export interface ModelReply {
  readonly text: string;
  /** In tokens, where the provider counts. */
  readonly usage?: { readonly input: number; readonly output: number };
}

/** The same as a file of `.groundwork/workflows`, as an object. docs/extending.md says what each field means. */
export interface WorkflowContribution {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly phases: readonly PhaseContribution[];
}

export interface PhaseContribution {
  readonly key: string;
  readonly title?: string;
  readonly description?: string;
  readonly agents: readonly string[];
  /** Keys of the phases that must be done before. */
  readonly after?: readonly string[];
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** By path, the record whose text the file is to hold. */
  readonly writes?: Readonly<Record<string, string>>;
  readonly critical?: boolean;
  readonly budgetLines?: number;
  readonly maxRetries?: number;
  readonly complexity?: 'low' | 'medium' | 'high';
  readonly risk?: 'low' | 'medium' | 'high';
  readonly criteria?: readonly string[];
}

export interface ListedAgent {
  readonly id: string;
  readonly title: string;
  readonly source: 'built-in' | 'workspace' | 'extension';
  readonly overrides: boolean;
  readonly available: boolean;
  readonly unavailable: string | null;
}

export interface ListedWorkflow {
  readonly id: string;
  readonly title: string;
  readonly source: 'built-in' | 'workspace' | 'extension';
  readonly available: boolean;
  readonly unavailable: string | null;
}

export interface ReadDocument {
  /** `plain text` when no registered one took the file. */
  readonly processor: string;
  readonly chunks: readonly Chunk[];
}
