import { parseArgs } from 'node:util';
import { AppError } from '../core/model/appError';
import { RUN_STATUSES, type RunStatus } from '../core/model/run';
import type { DependencyAnswer } from '../core/review/reviewService';
import { messageOf } from '../shared/messageOf';

export interface CommonOptions {
  readonly workspace: string;
  readonly json: boolean;
  readonly trust: boolean;
}

export type ProposeMode = 'review' | 'apply' | 'dryRun';

export interface ProposeOptions {
  readonly mode: ProposeMode;
  readonly verify: boolean;
  /** Folders of the halves; null to find the only one. */
  readonly backend: string | null;
  readonly frontend: string | null;
  /** The half to generate when the other one is missing or not wanted. */
  readonly only: 'backend' | 'frontend' | null;
}

export type CliCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'generateFullstack';
      readonly name: string;
      readonly fields: string | null;
      readonly specFile: string | null;
      readonly propose: ProposeOptions;
      readonly common: CommonOptions;
    }
  | {
      readonly kind: 'addField';
      readonly entity: string;
      readonly fields: string;
      readonly propose: ProposeOptions;
      readonly common: CommonOptions;
    }
  | { readonly kind: 'draft'; readonly sentence: string; readonly common: CommonOptions }
  | {
      readonly kind: 'runs';
      /** Those of which only the report is left. */
      readonly archived: boolean;
      /** Null for all. */
      readonly status: RunStatus | null;
      readonly common: CommonOptions;
    }
  | { readonly kind: 'agents' | 'workflows'; readonly common: CommonOptions }
  | {
      readonly kind: 'run';
      readonly workflow: string;
      readonly request: string;
      readonly propose: ProposeOptions;
      readonly common: CommonOptions;
    }
  | { readonly kind: 'show' | 'resume' | 'rollback'; readonly run: string; readonly common: CommonOptions }
  | {
      readonly kind: 'accept';
      readonly run: string;
      readonly paths: readonly string[];
      readonly dependencies: 'ask' | DependencyAnswer;
      readonly common: CommonOptions;
    }
  | {
      readonly kind: 'reject';
      readonly run: string;
      readonly paths: readonly string[];
      readonly common: CommonOptions;
    }
  | {
      readonly kind: 'answer';
      readonly run: string;
      readonly question: string;
      readonly option: string;
      readonly common: CommonOptions;
    }
  | {
      readonly kind: 'report';
      readonly run: string;
      readonly format: 'markdown' | 'json';
      readonly common: CommonOptions;
    }
  | {
      readonly kind: 'doctor';
      /** Whether servers of models that are not on this machine are asked, too. */
      readonly models: boolean;
      readonly common: CommonOptions;
    };

export const USAGE = `groundwork - full-stack database work, proposed as changes you accept or reject

  groundwork generate fullstack <name> [--fields '<shorthand>' | --spec FILE] [options]
  groundwork add-field <entity> '<shorthand>' [options]
  groundwork draft '<sentence>'      an entity file from a sentence, by the model that is set up
  groundwork runs [--status STATUS] [--archived]   those that are kept, or of which only the report is left
  groundwork show RUN
  groundwork accept RUN [PATH...]
  groundwork reject RUN [PATH...]
  groundwork answer RUN QUESTION OPTION
  groundwork resume RUN
  groundwork rollback RUN
  groundwork report RUN [--format markdown|json]
  groundwork agents                  who can take part, those of .groundwork/agents too
  groundwork workflows               what can be run, .groundwork/workflows too
  groundwork run WORKFLOW ['<request>']
  groundwork doctor                  what runs depend on: store, tools, models, limits (--models: ask remote servers too)

Options
  --workspace DIR  the folder to work on (default: the current folder)
  --only HALF      backend or frontend: leave the other half out
  --backend DIR    the backend's folder, where there are several (--frontend DIR alike)
  --yes            accept everything when the proof passed
  --dry-run        print what would change, keep nothing
  --with-needed    accept also what the named files need, rejected or not (--without-needed: leave it out)
  --no-verify      do not run the project's tools
  --trust          allow the project's tools to run, once for this folder
  --json           one JSON object a line; the last one is the result

Shorthand: name:string(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)
Exit codes: 0 done, 1 failed, 2 bad input, 3 waiting for review or a decision
`;

/** Throws AppError `invalidInput` for anything that is not a command. */
export function parseCommand(argv: readonly string[], currentFolder: string): CliCommand {
  const { values, positionals } = readArguments(argv);
  if (values.help || positionals.length === 0) return { kind: 'help' };
  const common: CommonOptions = {
    workspace: values.workspace ?? currentFolder,
    json: values.json,
    trust: values.trust,
  };
  const propose: ProposeOptions = {
    mode: values['dry-run'] ? 'dryRun' : values.yes ? 'apply' : 'review',
    verify: !values['no-verify'],
    backend: values.backend ?? null,
    frontend: values.frontend ?? null,
    only: parseHalf(values.only),
  };
  const [verb, ...rest] = positionals;
  switch (verb) {
    case 'help':
      return { kind: 'help' };
    case 'version':
      return { kind: 'version' };
    case 'generate':
      return parseGenerate(rest, values.fields ?? null, values.spec ?? null, propose, common);
    case 'add-field': {
      const [entity, ...fields] = rest;
      if (entity === undefined || fields.length === 0) throw usage("add-field <entity> '<shorthand>'");
      return { kind: 'addField', entity, fields: fields.join(' '), propose, common };
    }
    case 'draft': {
      if (rest.length === 0) throw usage("draft '<sentence>'");
      return { kind: 'draft', sentence: rest.join(' '), common };
    }
    case 'runs':
      expectCount(rest, 0, 'runs [--status STATUS] [--archived]');
      return { kind: verb, archived: values.archived, status: parseStatus(values.status), common };
    case 'agents':
    case 'workflows':
      expectCount(rest, 0, verb);
      return { kind: verb, common };
    case 'run': {
      const [workflow, ...request] = rest;
      if (workflow === undefined) throw usage("run WORKFLOW ['<request>']");
      return { kind: 'run', workflow, request: request.join(' '), propose, common };
    }
    case 'show':
    case 'resume':
    case 'rollback': {
      const [run] = expectCount(rest, 1, `${verb} RUN`);
      return { kind: verb, run: run ?? '', common };
    }
    case 'doctor':
      expectCount(rest, 0, 'doctor [--models]');
      return { kind: verb, models: values.models, common };
    case 'report': {
      const [run = ''] = expectCount(rest, 1, 'report RUN');
      return { kind: verb, run, format: parseFormat(values.format), common };
    }
    case 'accept':
    case 'reject': {
      const [run, ...paths] = rest;
      if (run === undefined) throw usage(`${verb} RUN [PATH...]`);
      if (verb === 'reject') return { kind: verb, run, paths, common };
      const dependencies = parseNeeded(values['with-needed'], values['without-needed']);
      return { kind: verb, run, paths, dependencies, common };
    }
    case 'answer': {
      const [run = '', question = '', option = ''] = expectCount(rest, 3, 'answer RUN QUESTION OPTION');
      return { kind: 'answer', run, question, option, common };
    }
    default:
      throw new AppError('invalidInput', `There is no command ${String(verb)}.`, 'See "groundwork help".');
  }
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        fields: { type: 'string' },
        spec: { type: 'string' },
        workspace: { type: 'string' },
        backend: { type: 'string' },
        frontend: { type: 'string' },
        only: { type: 'string' },
        format: { type: 'string' },
        models: { type: 'boolean', default: false },
        archived: { type: 'boolean', default: false },
        status: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        'no-verify': { type: 'boolean', default: false },
        'with-needed': { type: 'boolean', default: false },
        'without-needed': { type: 'boolean', default: false },
        trust: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (failure) {
    const message = messageOf(failure);
    throw new AppError('invalidInput', message, 'See "groundwork help".', { cause: failure });
  }
}

function parseHalf(value: string | undefined): ProposeOptions['only'] {
  if (value === undefined) return null;
  if (value === 'backend' || value === 'frontend') return value;
  throw new AppError(
    'invalidInput',
    `--only ${value} is not known.`,
    'Write --only backend or --only frontend.',
  );
}

function parseStatus(value: string | undefined): RunStatus | null {
  if (value === undefined) return null;
  const status = RUN_STATUSES.find((known) => known === value);
  if (status !== undefined) return status;
  const choice = `Write one of ${RUN_STATUSES.join(', ')}.`;
  throw new AppError('invalidInput', `--status ${value} is not known.`, choice);
}

function parseFormat(value = 'markdown'): 'markdown' | 'json' {
  if (value === 'markdown' || value === 'json') return value;
  throw new AppError(
    'invalidInput',
    `--format ${value} is not known.`,
    'Write --format markdown or --format json.',
  );
}

function parseNeeded(include: boolean, ignore: boolean): 'ask' | DependencyAnswer {
  if (include && ignore) {
    throw new AppError(
      'invalidInput',
      '--with-needed and --without-needed exclude each other.',
      'Give one of them.',
    );
  }
  return include ? 'includeRejected' : ignore ? 'ignore' : 'ask';
}

function parseGenerate(
  rest: readonly string[],
  fields: string | null,
  specFile: string | null,
  propose: ProposeOptions,
  common: CommonOptions,
): CliCommand {
  const [what, name] = expectCount(rest, 2, 'generate fullstack <name>');
  if (what !== 'fullstack') {
    throw new AppError(
      'invalidInput',
      `"generate ${String(what)}" is not known.`,
      'Write "generate fullstack <name>".',
    );
  }
  if (fields !== null && specFile !== null) {
    throw new AppError('invalidInput', '--fields and --spec exclude each other.', 'Give one of them.');
  }
  return { kind: 'generateFullstack', name: name ?? '', fields, specFile, propose, common };
}

function expectCount(rest: readonly string[], count: number, form: string): readonly string[] {
  if (rest.length !== count) throw usage(form);
  return rest;
}

function usage(form: string): AppError {
  return new AppError('invalidInput', 'The arguments do not fit.', `Write "groundwork ${form}".`);
}
