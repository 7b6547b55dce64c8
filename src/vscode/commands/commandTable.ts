import { z } from 'zod';
import { KEY_PROVIDERS } from '../../core/keys/providerKeys';
import { DEPENDENCY_ANSWERS } from '../../core/review/reviewService';

/**
 * Every command, once: package.json, the handlers' types and the tests come from this table. Each takes an argument
 * object, so that keybindings, tasks and tests drive it without a dialogue.
 */

const runArgument = z.object({ runId: z.string().optional() }).optional();
const fileArgument = z.object({ runId: z.string().optional(), path: z.string().optional() }).optional();
const hunkArgument = z
  .object({
    runId: z.string().optional(),
    path: z.string().optional(),
    hunk: z.string().optional(),
    /** What to do when other hunks are needed too; a person is asked when it is not given. */
    dependencies: z.enum(DEPENDENCY_ANSWERS).optional(),
  })
  .optional();
const acceptArgument = z
  .object({
    runId: z.string().optional(),
    path: z.string().optional(),
    dependencies: z.enum(DEPENDENCY_ANSWERS).optional(),
    /** Accept although the proof is not done. */
    beforeProof: z.boolean().optional(),
  })
  .optional();
const confirmableArgument = z
  .object({ runId: z.string().optional(), confirmed: z.boolean().optional() })
  .optional();
const phaseArgument = z.object({ runId: z.string(), phaseKey: z.string() });

const generateArgument = z
  .object({
    /** `product name:string(64)! ...`; without it, and without a spec, the dialogue asks. */
    shorthand: z.string().optional(),
    /** An entity specification as in `.groundwork/entities/<name>.yaml`. */
    spec: z.unknown().optional(),
    /** Folders of the projects, relative to the workspace; the only one of its kind when not given. */
    backend: z.string().nullable().optional(),
    frontend: z.string().nullable().optional(),
  })
  .optional();

const addFieldArgument = z
  .object({ entity: z.string().optional(), fields: z.string().optional() })
  .optional();

const keyArgument = z.object({ provider: z.enum(KEY_PROVIDERS).optional() }).optional();

export interface CommandDefinition {
  readonly title: string;
  /** A codicon. */
  readonly icon: string | null;
  /** `when` of the command palette; null always, `false` never. */
  readonly palette: string | null;
  readonly argument: z.ZodType;
}

const PENDING = 'groundwork.hasPending';

function define<const T extends Readonly<Record<string, CommandDefinition>>>(table: T): T {
  return table;
}

export const COMMANDS = define({
  generateFullstack: {
    title: 'Generate Fullstack Entity...',
    icon: 'sparkle',
    palette: null,
    argument: generateArgument,
  },
  generateFromSentence: {
    title: 'Generate Entity from a Sentence...',
    icon: 'comment',
    palette: null,
    argument: z.object({ sentence: z.string().optional() }).optional(),
  },
  runWorkflow: {
    title: 'Run Workflow...',
    icon: 'play',
    palette: null,
    argument: z.object({ workflow: z.string().optional(), request: z.string().optional() }).optional(),
  },
  addField: { title: 'Add Field...', icon: 'add', palette: null, argument: addFieldArgument },
  resumeRun: { title: 'Resume Run', icon: 'debug-continue', palette: null, argument: runArgument },
  cancelRun: {
    title: 'Cancel Run',
    icon: 'debug-stop',
    palette: 'groundwork.running',
    argument: runArgument,
  },
  rollbackRun: { title: 'Roll Back Run', icon: 'discard', palette: null, argument: confirmableArgument },
  checkRun: { title: 'Run Checks Again', icon: 'beaker', palette: null, argument: runArgument },
  showReport: { title: 'Show Report', icon: 'notebook', palette: null, argument: runArgument },
  setProviderKey: { title: 'Set Provider Key...', icon: 'key', palette: null, argument: keyArgument },
  removeProviderKey: { title: 'Remove Provider Key...', icon: null, palette: null, argument: keyArgument },
  checkHealth: { title: 'Check Health', icon: 'pulse', palette: null, argument: z.undefined() },
  chooseFolder: {
    title: 'Choose Folder...',
    icon: 'root-folder',
    palette: 'workspaceFolderCount > 1',
    argument: z.undefined(),
  },
  showPanel: { title: 'Show Progress', icon: 'checklist', palette: null, argument: runArgument },
  retryPhase: { title: 'Fix and Retry', icon: 'refresh', palette: 'false', argument: phaseArgument },
  skipPhase: {
    title: 'Skip This Part',
    icon: 'debug-step-over',
    palette: 'false',
    argument: phaseArgument,
  },
  answerDecision: {
    title: 'Answer a Decision',
    icon: 'question',
    palette: 'groundwork.hasDecision',
    argument: z
      .object({
        runId: z.string().optional(),
        interventionId: z.string().optional(),
        option: z.string().optional(),
      })
      .optional(),
  },
  openReview: { title: 'Review Run', icon: 'diff-multiple', palette: PENDING, argument: runArgument },
  openFileDiff: { title: 'Review File', icon: 'diff', palette: PENDING, argument: hunkArgument },
  nextHunk: { title: 'Next Pending Hunk', icon: 'arrow-down', palette: PENDING, argument: runArgument },
  previousHunk: { title: 'Previous Pending Hunk', icon: 'arrow-up', palette: PENDING, argument: runArgument },
  acceptHunk: { title: 'Accept Hunk', icon: 'check', palette: PENDING, argument: hunkArgument },
  rejectHunk: { title: 'Reject Hunk', icon: 'close', palette: PENDING, argument: hunkArgument },
  acceptFile: { title: 'Accept File', icon: 'check', palette: PENDING, argument: acceptArgument },
  rejectFile: { title: 'Reject File', icon: 'close', palette: PENDING, argument: fileArgument },
  acceptRun: { title: 'Accept All', icon: 'check-all', palette: PENDING, argument: acceptArgument },
  rejectRun: { title: 'Reject All', icon: 'close-all', palette: PENDING, argument: confirmableArgument },
});

export type CommandName = keyof typeof COMMANDS;
export type CommandArgument<K extends CommandName> = z.infer<(typeof COMMANDS)[K]['argument']>;
export type CommandHandlers = {
  readonly [K in CommandName]: (argument: CommandArgument<K>) => Promise<void>;
};

export const COMMAND_NAMES = Object.keys(COMMANDS).filter((name): name is CommandName => name in COMMANDS);
