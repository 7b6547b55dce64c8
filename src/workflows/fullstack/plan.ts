import { agentId } from '../../core/model/ids';
import type { Plan, PlannedPhase } from '../../core/orchestrator/plan';
import type { FullstackRequest } from './request';

export const AGENTS = {
  detection: agentId('project-detection'),
  dialogue: agentId('entity-dialogue'),
  backend: agentId('fastapi-entity'),
  backendTests: agentId('entity-tests'),
  apiRoutes: agentId('api-route'),
  frontend: agentId('nextjs-data-table'),
  nextSteps: agentId('next-steps'),
} as const;

const BACKEND_STEPS = [
  'Model created',
  'Schemas created',
  'CRUD helpers created',
  'Router created',
  'Router registered',
  'Migration created',
];

const ROUTE_STEPS = [
  'Types created',
  'GET and POST routes',
  'GET, PUT and DELETE routes',
  'Restore route',
  'Options route',
  'Export route',
  'Bulk delete route',
];

const FRONTEND_STEPS = [
  'Context created',
  'Table component',
  'Columns defined',
  'Filters defined',
  'Form component',
  'Add sheet',
  'Edit sheet',
  'Page created',
  'Navigation entry',
  'Messages in English',
  'Messages in Arabic',
];

/** The six steps of a fullstack generation; a half that the request leaves out has no phase. */
export function planFullstack(request: FullstackRequest): Plan {
  const backend = phase({
    key: 'backend',
    title: 'Generate backend',
    description: 'Model, schemas, CRUD helpers, router, its registration, the migration and tests.',
    agents: [AGENTS.backend, AGENTS.backendTests],
    dependencies: ['dialogue'],
    steps: [...BACKEND_STEPS, 'Backend tests created'],
  });
  const apiRoutes = phase({
    key: 'apiRoutes',
    title: 'Generate API routes',
    description: 'Types of the wire and the proxy route handlers.',
    agents: [AGENTS.apiRoutes],
    dependencies: [request.parts === 'frontend' ? 'dialogue' : 'backend'],
    steps: ROUTE_STEPS,
  });
  const frontend = phase({
    key: 'frontend',
    title: 'Generate frontend',
    description: 'Context, table, columns, filters, sheets, page, navigation and messages.',
    agents: [AGENTS.frontend],
    dependencies: ['apiRoutes'],
    steps: FRONTEND_STEPS,
  });
  const middle = {
    fullstack: [backend, apiRoutes, frontend],
    backend: [backend],
    frontend: [apiRoutes, frontend],
  }[request.parts];
  return {
    phases: [
      phase({
        key: 'detection',
        title: 'Detect the project',
        description: 'Finds backend and frontend, their conventions and what exists of the entity.',
        agents: [AGENTS.detection],
        dependencies: [],
        steps: ['Backend detected', 'Frontend detected'],
      }),
      phase({
        key: 'dialogue',
        title: 'Settle the entity',
        description: 'Fills the specification in from the request and the conventions of the project.',
        agents: [AGENTS.dialogue],
        dependencies: ['detection'],
        steps: ['Specification settled'],
      }),
      ...middle,
      phase({
        key: 'nextSteps',
        title: 'Prepare next steps',
        description: 'Keeps the specification and the merge base with the code, and lists what to run.',
        agents: [AGENTS.nextSteps],
        dependencies: middle.map((part) => part.key),
        steps: ['Specification kept', 'Merge base kept'],
        closing: true,
      }),
    ],
  };
}

function phase(parts: Omit<PlannedPhase, 'critical'>): PlannedPhase {
  return { ...parts, critical: true };
}
