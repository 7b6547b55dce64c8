import { AppError } from '../model/appError';
import {
  agentsForm,
  extensionIdForm,
  modelProviderForm,
  processorForm,
  verifierForm,
  type Form,
} from './contributionForms';
import type {
  AgentContribution,
  ModelProviderContribution,
  ProcessorContribution,
  Registration,
  VerifierContribution,
} from './groundworkApi';

/** Something that an extension gave, with the id of the extension. */
export interface Contributed<T> {
  readonly extension: string;
  readonly value: T;
}

/** Checked where workflows are read, in the words of their files. */
export interface UncheckedWorkflow {
  readonly id: string;
  readonly definition: unknown;
}

/** What other extensions have registered, for as long as the editor runs. Knows nobody who uses it. */
export class Contributions {
  private readonly shelves = {
    agents: new Shelf<AgentContribution>('agent'),
    verifiers: new Shelf<VerifierContribution>('verifier'),
    processors: new Shelf<ProcessorContribution>('retrieval processor'),
    models: new Shelf<ModelProviderContribution>('model provider'),
    workflows: new Shelf<UncheckedWorkflow>('workflow'),
  };

  readonly agents = (): readonly Contributed<AgentContribution>[] => this.shelves.agents.all();
  readonly verifiers = (): readonly Contributed<VerifierContribution>[] => this.shelves.verifiers.all();
  readonly processors = (): readonly Contributed<ProcessorContribution>[] => this.shelves.processors.all();
  readonly models = (): readonly Contributed<ModelProviderContribution>[] => this.shelves.models.all();
  readonly workflows = (): readonly Contributed<UncheckedWorkflow>[] => this.shelves.workflows.all();

  /** Each of these throws AppError `invalidInput` naming the extension, and registers nothing then. */
  addAgents(extension: string, agents: readonly AgentContribution[]): Registration {
    const owner = ownerOf(extension);
    return this.shelves.agents.add(owner, check(owner, 'agents', agentsForm, agents).map(copyOf));
  }

  addVerifier(extension: string, verifier: VerifierContribution): Registration {
    const owner = ownerOf(extension);
    const { id, title } = check(owner, 'a verifier', verifierForm, verifier);
    return this.shelves.verifiers.add(owner, [
      { id, ...(title === undefined ? {} : { title }), verify: (context) => verifier.verify(context) },
    ]);
  }

  addProcessor(extension: string, processor: ProcessorContribution): Registration {
    const owner = ownerOf(extension);
    const { id } = check(owner, 'a retrieval processor', processorForm, processor);
    return this.shelves.processors.add(owner, [
      {
        id,
        canProcess: (path) => processor.canProcess(path),
        process: (file, options) => processor.process(file, options),
      },
    ]);
  }

  addModelProvider(extension: string, provider: ModelProviderContribution): Registration {
    const owner = ownerOf(extension);
    const { id } = check(owner, 'a model provider', modelProviderForm, provider);
    return this.shelves.models.add(owner, [{ id, chat: (request) => provider.chat(request) }]);
  }

  addWorkflow(extension: string, workflow: unknown): Registration {
    const owner = ownerOf(extension);
    // A copy as JSON: what an extension changes later is no longer ours.
    const definition: unknown = asJson(owner, workflow);
    const id =
      typeof definition === 'object' && definition !== null && 'id' in definition ? definition.id : undefined;
    if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(id)) {
      throw refused(owner, 'a workflow', 'id: must be lower case with dashes, like release-notes');
    }
    return this.shelves.workflows.add(owner, [{ id, definition }]);
  }
}

class Shelf<T extends { readonly id: string }> {
  private readonly what: string;
  private readonly items = new Map<string, Contributed<T>>();

  constructor(what: string) {
    this.what = what;
  }

  all(): readonly Contributed<T>[] {
    return [...this.items.values()];
  }

  /** All or none. */
  add(extension: string, values: readonly T[]): Registration {
    const seen = new Set<string>();
    for (const { id } of values) {
      const other = this.items.get(id)?.extension ?? (seen.has(id) ? extension : undefined);
      if (other !== undefined) {
        throw refused(extension, `the ${this.what} ${id}`, `${other} has registered one of this id already`);
      }
      seen.add(id);
    }
    const own = values.map((value) => ({ extension, value }));
    for (const item of own) this.items.set(item.value.id, item);
    return {
      dispose: () => {
        for (const item of own) {
          // Somebody else may have taken the id since, after a first dispose.
          if (this.items.get(item.value.id) === item) this.items.delete(item.value.id);
        }
      },
    };
  }
}

function ownerOf(extension: unknown): string {
  if (typeof extension === 'string' && extensionIdForm(extension) === undefined) return extension;
  throw refused(
    String(extension).slice(0, 100),
    'anything',
    'the first argument must be the id of the extension',
  );
}

function check<T>(extension: string, what: string, form: Form, value: T): T {
  let wrong: string | undefined;
  try {
    wrong = form(value);
  } catch (failure) {
    wrong = failure instanceof Error ? failure.message : 'it cannot be read';
  }
  if (wrong === undefined) return value;
  throw refused(extension, what, wrong.replace(/^: /, ''));
}

/** What an extension changes later is no longer ours. Its code is called on what was given, an instance of a class maybe. */
function copyOf(agent: AgentContribution): AgentContribution {
  const { execute, ...data } = agent;
  return {
    ...structuredClone(data),
    ...(execute === undefined ? {} : { execute: (context) => agent.execute?.(context) ?? {} }),
  };
}

function asJson(extension: string, value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (failure) {
    throw refused(extension, 'a workflow', failure instanceof Error ? failure.message : 'it is no JSON');
  }
}

function refused(extension: string, what: string, reason: string): AppError {
  return new AppError(
    'invalidInput',
    `${extension} cannot register ${what} with Groundwork: ${reason}.`,
    'Look at docs/extending.md.',
  );
}
