import type { Parsers } from '../../codegen/inspect/parsers';
import { proposeTargets } from '../../codegen/propose/proposeTargets';
import { syntaxProblems } from '../../codegen/propose/syntaxProblem';
import type { Target } from '../../codegen/propose/target';
import { AppError } from '../../core/model/appError';
import { apiContractSchema, detectionOutputSchema, readDialogueOutput } from '../../core/model/generation';
import { agentId, type AgentId } from '../../core/model/ids';
import type { Executor, ExecutorContext, ExecutorResult, StepNote } from '../../core/ports/executor';
import { entityView, type EntityView } from './entityView';
import { inspectExisting } from './existingParts';
import { droppedFiles, formerPaths } from './formerPaths';
import { missingOptions } from './missingOptions';
import { readNextjsProject } from './project';
import { untranslated } from './untranslated';
import { pageSteps, routeSteps, type Step } from './targets';

const API_ROUTE = agentId('api-route');
const DATA_TABLE = agentId('nextjs-data-table');

/** The agents of the frontend: types and route handlers, then the page. */
export function createNextjsExecutors({ parsers }: { readonly parsers: Parsers }): readonly Executor[] {
  return [
    {
      agent: API_ROUTE,
      execute: (context) =>
        run(parsers, context, API_ROUTE, 'apiRoutes', (view) => ({
          steps: routeSteps(view),
          output: { types: view.paths.types, api: view.apiPath },
        })),
    },
    {
      agent: DATA_TABLE,
      execute: (context) =>
        run(parsers, context, DATA_TABLE, 'frontend', (view) => ({
          steps: pageSteps(view, parsers),
          output: { page: view.paths.page, address: view.apiPath.replace(/^\/api/, '') },
        })),
    },
  ];
}

interface Work {
  readonly steps: readonly Step[];
  readonly output: unknown;
}

async function run(
  parsers: Parsers,
  context: ExecutorContext,
  agent: AgentId,
  phase: string,
  plan: (view: EntityView) => Work,
): Promise<ExecutorResult> {
  const { base } = readDialogueOutput(context.inputs['entity-dialogue']);
  const view = viewOf(context);
  refuseUnsupported(view);
  const { steps, output } = plan(view);
  const targets: Target[] = [];
  const leftOut: StepNote[] = [];
  for (const step of steps) {
    context.signal?.throwIfAborted();
    if (step.kind === 'targets') targets.push(...step.targets());
    else leftOut.push({ step: step.step, kind: 'leftOut', detail: step.detail });
    context.progress(step.step);
  }
  const former = formerPaths(view, base, (last) => plan(last).steps);
  const proposal = await proposeTargets(targets, {
    files: context.files,
    base,
    formerPaths: former,
    phase,
    agent,
    syntaxProblem: syntaxProblems(parsers),
  });
  const mismatches = await inspectExisting(view, targets, { files: context.files, base, parsers });
  return {
    ...proposal,
    findings: [
      ...proposal.findings,
      ...mismatches,
      ...untranslated(view, base, proposal.files),
      ...missingOptions(view, proposal.files),
      ...(await droppedFiles(former, targets, context.files)),
    ],
    notes: [...proposal.notes, ...leftOut],
    output,
  };
}

/** What the host's lists cannot do has no workaround in generated code. */
function refuseUnsupported({ project, spec }: EntityView): void {
  const { softDelete } = spec.features;
  if (!softDelete && !project.lists.permanentDeletion) {
    throw new AppError(
      'unsupportedConvention',
      'The lists of this frontend expect every row to have `deleted_at`, so an entity without soft delete cannot be shown.',
      "Turn soft delete on, or make `deleted_at` optional in the frontend's row type.",
    );
  }
}

function viewOf(context: ExecutorContext): EntityView {
  const { spec } = readDialogueOutput(context.inputs['entity-dialogue']);
  const { frontend } = detectionOutputSchema.parse(context.inputs['project-detection']);
  const project = readNextjsProject(frontend);
  if (!project.success) {
    throw new AppError(
      'dependencyMissing',
      'Dependency required: no Next.js frontend was found in this workspace.',
      'Create one and retry, generate the backend only, or name its folder.',
    );
  }
  const contract = apiContractSchema.safeParse(context.inputs['fastapi-entity']);
  return entityView(project.data, spec, contract.success ? contract.data.basePath : undefined);
}
