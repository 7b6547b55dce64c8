import { z } from 'zod';
import { AppError } from '../model/appError';
import { CHECK_KINDS, SEVERITIES } from '../model/run';
import { workspacePath } from '../model/workspacePath';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Said of settings that are checked and merged today, and used once what they are for is there. */
const LATER = 'Not used yet.';

/** A check of a text; `says` and `write` become the problem and its suggestion. */
const text = (isGood: (value: string) => boolean, says: string, write: string) =>
  z.string().refine(isGood, { params: { says, write } });

const model = text(
  (value) => /^(vscode|ollama|openai|anthropic|extension)\/\S+$/.test(value),
  'names no model',
  'Write provider and name, e.g. `ollama/qwen3`; providers are vscode, ollama, openai, anthropic, extension.',
);

const endpoint = text(
  isEndpoint,
  'is no address of a server',
  'Write e.g. `http://127.0.0.1:11434`, without a user or a password.',
);

const price = z.strictObject({
  input: z.number().min(0).max(10_000).describe('For a million tokens that are sent.'),
  output: z.number().min(0).max(10_000).describe('For a million tokens of answers.'),
});

const customCheck = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .describe('The executable (a name or an absolute path) and its arguments. No shell reads them.'),
  folder: text(isFolder, 'leaves the workspace', 'Write a folder relative to the workspace, e.g. `backend`.')
    .default('')
    .describe('Where it runs, relative to the workspace.'),
  severity: z.enum(SEVERITIES).default('major').describe('What it counts as when it fails.'),
  timeoutSeconds: z.int().min(1).max(3600).optional().describe('Instead of `verification.timeoutSeconds`.'),
});

/**
 * The configuration: sections with settings, each with a default. Files, settings of the editor and variables are checked
 * against it one by one, then merged; completion, the editor's settings and the documentation are made from it.
 */
export const configSchema = z.strictObject({
  execution: z
    .strictObject({
      concurrency: z
        .int()
        .min(1)
        .max(16)
        .default(2)
        .describe('How many phases of a run may work at the same time.'),
      maxRetries: z
        .int()
        .min(0)
        .max(10)
        .default(1)
        .describe('How often a phase is tried again after a failure that may pass.'),
      onCriticalFailure: z
        .enum(['continue', 'abort'])
        .default('continue')
        .describe(
          'After a critical phase failed: `continue` with the phases that do not need it, or `abort`: start no other.',
        ),
    })
    .prefault({})
    .describe('How runs are carried out.'),
  findings: z
    .strictObject({
      maxMajor: z
        .int()
        .min(0)
        .max(10_000)
        .default(0)
        .describe('With more major findings than this, a run is not accepted by `--yes`.'),
      maxMedium: z
        .int()
        .min(0)
        .max(10_000)
        .default(0)
        .describe('With more medium findings than this, a run carries a warning.'),
      acceptFailedChecks: z
        .boolean()
        .default(false)
        .describe('Let `--yes` accept a run within these limits although a check failed.'),
    })
    .prefault({})
    .describe('How many findings a run may have.'),
  verification: z
    .strictObject({
      checks: z
        .array(z.enum(CHECK_KINDS))
        .default([...CHECK_KINDS])
        .describe('The kinds of checks that run; the others are shown as not checked.'),
      timeoutSeconds: z
        .int()
        .min(1)
        .max(3600)
        .default(300)
        .describe('How long one check may take, in seconds.'),
      custom: z
        .record(
          text(
            (name) => /^[A-Za-z][A-Za-z0-9 ._-]{0,39}$/.test(name),
            'is no name of a check',
            'Write letters, digits, spaces, dots and hyphens, e.g. `api-contract`.',
          ),
          customCheck,
        )
        .default({})
        .describe('Checks of your own, by name: a command that ends with 0 when all is well.'),
    })
    .prefault({})
    .describe('What proves a change.'),
  rag: z
    .strictObject({
      results: z
        .int()
        .min(1)
        .max(50)
        .default(8)
        .describe(`Pieces of the workspace an agent is given. ${LATER}`),
    })
    .prefault({})
    .describe('What agents are told of the workspace.'),
  git: z
    .strictObject({
      requireCleanTree: z
        .enum(['off', 'warn', 'refuse'])
        .default('off')
        .describe(
          'When there are uncommitted changes before a run: `warn` on the run, or `refuse` to start.',
        ),
      commitAcceptedRuns: z
        .boolean()
        .default(false)
        .describe(
          'Commit what was accepted of a run on a branch of its own. Index, checkout and HEAD stay as they are.',
        ),
    })
    .prefault({})
    .describe('What is done with git, in folders that you trust.'),
  artifacts: z
    .strictObject({
      keptRuns: z
        .int()
        .min(1)
        .max(1000)
        .default(50)
        .describe('Runs that are kept; older ones stay only while something is left to do in them.'),
      archivedRuns: z
        .int()
        .min(0)
        .max(10_000)
        .default(500)
        .describe('Reports of older runs that are kept when the runs themselves are forgotten; 0 for none.'),
    })
    .prefault({})
    .describe('What is kept of runs that are over.'),
  alerts: z
    .strictObject({
      phaseMinutes: z
        .number()
        .min(0)
        .max(10_000)
        .default(10)
        .describe('A phase that takes longer is told about, in minutes.'),
      tokens: z
        .int()
        .min(0)
        .default(200_000)
        .describe('A run whose models were sent and answered more tokens than this is told about.'),
      costDollars: z
        .number()
        .min(0)
        .default(1)
        .describe('A run whose models cost more is told about, in US dollars. Needs `models.prices`.'),
      findings: z
        .int()
        .min(0)
        .default(20)
        .describe('A run with more open findings is told about, whatever their severity.'),
      storeMegabytes: z
        .int()
        .min(1)
        .default(200)
        .describe('A store of runs that is larger is told about, in megabytes.'),
    })
    .prefault({})
    .describe(
      'When a run says, once, that something grew beyond what you expect. 0 tells of anything at all.',
    ),
  logging: z
    .strictObject({
      level: z
        .enum(LOG_LEVELS)
        .optional()
        .describe(
          'The least important entries that are written. Without it the output channel decides, the command line writes errors, and the log files hold what is at least `info`.',
        ),
      otlpEndpoint: endpoint
        .optional()
        .describe(
          'A collector of traces that speaks OTLP over HTTP, e.g. `http://127.0.0.1:4318`. Nothing is sent without it.',
        ),
    })
    .prefault({})
    .describe('The output channel, standard error of the command line, log files and traces.'),
  models: z
    .strictObject({
      default: model
        .optional()
        .describe(
          'The model of agents that need one, e.g. `ollama/qwen3`. In the editor the first it offers by default.',
        ),
      agents: z
        .record(
          text(
            (id) => /^[a-z][a-z0-9-]*$/.test(id),
            'is no agent',
            'Write the id of an agent, e.g. `planner`.',
          ),
          model,
        )
        .default({})
        .describe('Other models for some agents, by agent.'),
      adapt: z
        .enum(['named', 'all', 'none'])
        .default('named')
        .describe(
          'Of the agents that are code and model both, whose code the model adapts: `named` in `models.agents`, `all` or `none`.',
        ),
      parallelCalls: z
        .int()
        .min(1)
        .max(16)
        .default(2)
        .describe('How many calls of models may be under way at the same time.'),
      silenceSeconds: z
        .int()
        .min(1)
        .max(3600)
        .default(120)
        .describe('How long a model may say nothing before its answer is given up, in seconds.'),
      maxAnswerTokens: z
        .int()
        .min(256)
        .max(200_000)
        .default(16_000)
        .describe('How long an answer of a model may be, in tokens; what goes on for longer is refused.'),
      prices: z
        .record(model, price)
        .default({})
        .describe(
          'What models cost, by model, in US dollars for a million tokens. Without it no cost is shown.',
        ),
      ollamaEndpoint: endpoint.optional().describe('Where Ollama listens, when it is not this machine.'),
      openaiEndpoint: endpoint
        .optional()
        .describe("Where a server that speaks OpenAI's protocol listens, when it is not OpenAI's."),
      anthropicEndpoint: endpoint
        .optional()
        .describe("Where a server that speaks Anthropic's protocol listens, when it is not Anthropic's."),
    })
    .prefault({})
    .describe('The language models. Keys of providers never belong here.'),
});

export type Config = z.output<typeof configSchema>;
export type CustomCheck = z.output<typeof customCheck>;

/** What holds when nobody says anything. */
export const DEFAULT_CONFIG: Config = configSchema.parse({});

function isFolder(value: string): boolean {
  if (value === '') return true;
  try {
    workspacePath(value);
    return true;
  } catch (failure) {
    if (failure instanceof AppError) return false;
    throw failure;
  }
}

function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
