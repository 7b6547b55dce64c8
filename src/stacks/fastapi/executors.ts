import type { Parsers } from '../../codegen/inspect/parsers';
import { proposeTargets } from '../../codegen/propose/proposeTargets';
import { syntaxProblems } from '../../codegen/propose/syntaxProblem';
import { AppError } from '../../core/model/appError';
import {
  detectionOutputSchema,
  readDialogueOutput,
  type ApiContract,
  type DialogueOutput,
} from '../../core/model/generation';
import { agentId } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import type { Executor, ExecutorContext } from '../../core/ports/executor';
import { backendTargets } from './backendTargets';
import { detectMigrations } from './detectMigrations';
import { entityView, type EntityView } from './entityView';
import { formerPaths } from './formerPaths';
import { inspectExisting } from './inspectExisting';
import { settleGuards, settleHead } from './decisions';
import { testTarget, whyNoTests } from './testTarget';
import { MIGRATION_STEP, migrationTarget } from './migrationTargets';
import { definitionSymbols } from './modelTargets';
import { lostData } from './lostData';
import { namedRequired } from './namedRequired';
import { modelPath } from './ownFileTargets';
import { readFastapiProject, type FastapiProject } from './project';

const ENTITY = agentId('fastapi-entity');
const TESTS = agentId('entity-tests');
const TESTS_STEP = 'Backend tests created';
const DETECTION = 'project-detection';
const DIALOGUE = 'entity-dialogue';
const PHASE = 'backend';

/** The agents of the backend: the entity's code with its migration, and its tests. */
export function createFastapiExecutors({ parsers }: { readonly parsers: Parsers }): readonly Executor[] {
  return [entityExecutor(parsers), testsExecutor(parsers)];
}

function entityExecutor(parsers: Parsers): Executor {
  return {
    agent: ENTITY,
    async execute(context) {
      const { project, spec, base } = await inputsOf(context);
      const guards = await settleGuards(project, spec, context);
      const view = entityView(project, spec, guards, base?.spec.table);
      const source = await context.files.read(modelPath(view));
      const targets = backendTargets(view, parsers, { source, base });
      const mismatches = await inspectExisting(view, context.files, parsers, base);
      const created = await createdTables(view, context);
      const head = await settleHead(project, context);
      const migration = migrationTarget(view, base, created, head);
      for (const step of new Set(targets.map((target) => target.step))) context.progress(step);
      context.progress(MIGRATION_STEP);
      const proposal = await proposeTargets(migration === undefined ? targets : [...targets, migration], {
        files: context.files,
        base,
        formerPaths: formerPaths(view, base),
        phase: PHASE,
        agent: ENTITY,
        syntaxProblem: syntaxProblems(parsers),
      });
      const output: ApiContract = { basePath: `${view.group.prefix}/${spec.route}` };
      const lost = migration === undefined ? [] : lostData(view, base, migration.path);
      const notes =
        migration === undefined
          ? [{ step: MIGRATION_STEP, kind: 'present', detail: 'the tables are migrated already' } as const]
          : [];
      return {
        ...proposal,
        notes: [...proposal.notes, ...notes],
        findings: [...proposal.findings, ...mismatches, ...lost],
        output,
      };
    },
  };
}

function testsExecutor(parsers: Parsers): Executor {
  return {
    agent: TESTS,
    async execute(context) {
      const { project, spec, base } = await inputsOf(context);
      const reason = whyNoTests(project, spec);
      context.progress(TESTS_STEP);
      if (reason !== undefined) {
        const note = { step: TESTS_STEP, kind: 'leftOut', detail: reason } as const;
        return { files: [], output: {}, notes: [note], fragments: {}, findings: [] };
      }
      const view = entityView(project, spec, undefined, base?.spec.table);
      const proposal = await proposeTargets(namedRequired([testTarget(view)], definitionSymbols(view)), {
        files: context.files,
        base,
        formerPaths: formerPaths(view, base),
        phase: PHASE,
        agent: TESTS,
        syntaxProblem: syntaxProblems(parsers),
      });
      return { ...proposal, output: {} };
    },
  };
}

interface Inputs extends DialogueOutput {
  readonly project: FastapiProject;
}

/** What the phases before handed over; the revisions are read again, since another run may have added one. */
export async function inputsOf(context: ExecutorContext): Promise<Inputs> {
  const detection = detectionOutputSchema.parse(context.inputs[DETECTION]);
  const dialogue = readDialogueOutput(context.inputs[DIALOGUE]);
  const project = readFastapiProject(detection.backend);
  const [reason] = project.unsupported;
  if (reason !== undefined) {
    throw new AppError('unsupportedConvention', reason, 'Nothing was proposed.');
  }
  const paths = await context.files.list(context);
  const migrations = await detectMigrations(project.folder, paths, context.files);
  return { ...dialogue, project: { ...project, migrations: migrations ?? project.migrations } };
}

/** Tables that the revisions create. */
async function createdTables(view: EntityView, context: ExecutorContext): Promise<ReadonlySet<string>> {
  const tables = new Set<string>();
  for (const { path } of view.project.migrations?.revisions ?? []) {
    const text = (await context.files.read(joinPath(path))) ?? '';
    for (const match of text.matchAll(/create_table\(\s*["']([^"']+)["']/g)) tables.add(match[1] ?? '');
  }
  return tables;
}
