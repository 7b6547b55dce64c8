import type { RunView } from '../../src/core/model/runView';

type PhaseView = RunView['phases'][number];

/** The six steps of a fullstack generation with the files that the fake app proposes. */
export const SCRIPT: readonly {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly agent: string;
  readonly steps: readonly { readonly title: string; readonly path: string | null }[];
}[] = [
  {
    key: 'detection',
    title: 'Detect the project',
    description: 'Finds backend and frontend, their conventions and what exists of the entity.',
    agent: 'project-detection',
    steps: [
      { title: 'Backend detected', path: null },
      { title: 'Frontend detected', path: null },
    ],
  },
  {
    key: 'dialogue',
    title: 'Settle the entity',
    description: 'Fills the specification in from the request and the conventions of the project.',
    agent: 'entity-dialogue',
    steps: [{ title: 'Specification settled', path: null }],
  },
  {
    key: 'backend',
    title: 'Generate backend',
    description: 'Model, schemas, CRUD helpers, router, its registration, the migration and tests.',
    agent: 'fastapi-entity',
    steps: [
      { title: 'Model created', path: 'backend/db/model.py' },
      { title: 'Schemas created', path: 'backend/api/schemas/product_schema.py' },
      { title: 'Router registered', path: 'backend/core/app_setup/routers_group/setting_routers.py' },
    ],
  },
  {
    key: 'apiRoutes',
    title: 'Generate API routes',
    description: 'Types of the wire and the proxy route handlers.',
    agent: 'api-route',
    steps: [
      { title: 'Types created', path: 'frontend/lib/types/api/product.ts' },
      { title: 'GET and POST routes', path: 'frontend/app/api/setting/products/route.ts' },
    ],
  },
  {
    key: 'frontend',
    title: 'Generate frontend',
    description: 'Context, table, columns, filters, sheets, page, navigation and messages.',
    agent: 'nextjs-data-table',
    steps: [
      { title: 'Page created', path: 'frontend/app/(pages)/setting/products/page.tsx' },
      { title: 'Add sheet', path: null },
      { title: 'Edit sheet', path: null },
    ],
  },
  {
    key: 'nextSteps',
    title: 'Prepare next steps',
    description: 'Keeps the specification and the merge base with the code, and lists what to run.',
    agent: 'next-steps',
    steps: [{ title: 'Specification kept', path: '.groundwork/entities/product.yaml' }],
  },
];

/** The phases as they look when `done` steps of the whole script are ticked off. */
export function phasesAt(done: number, startedAt: string): PhaseView[] {
  let left = done;
  return SCRIPT.map((phase) => {
    const ticked = Math.min(left, phase.steps.length);
    const isCurrent = left < phase.steps.length && left >= 0;
    left = ticked === phase.steps.length ? left - ticked : -1;
    const status = ticked === phase.steps.length ? 'completed' : isCurrent ? 'inProgress' : 'pending';
    return {
      id: phase.key,
      key: phase.key,
      title: phase.title,
      groups: [],
      description: phase.description,
      agents: [phase.agent],
      status,
      startedAt: status === 'pending' ? null : startedAt,
      durationMs: status === 'pending' ? null : 1_200 + 340 * ticked,
      attempts: status === 'pending' ? 0 : 1,
      steps: phase.steps.map((step, index) => ({
        title: step.title,
        path: step.path,
        status: index < ticked ? 'done' : index === ticked && isCurrent ? 'running' : 'pending',
        detail: null,
      })),
      error: null,
      gaps: [],
      models: null,
    };
  });
}

export const TOTAL_STEPS = SCRIPT.reduce((sum, phase) => sum + phase.steps.length, 0);
