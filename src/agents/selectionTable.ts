/**
 * Which agents a request for a database admin takes (seeds 000 and 001). Where the seeds disagree, this table decides:
 * it is published in ARCHITECTURE.md, and a test keeps the two equal.
 */
export const ADMIN_PHASES = ['requirements', 'schema', 'backend', 'frontend', 'security'] as const;
export type AdminPhase = (typeof ADMIN_PHASES)[number];

export const COMPLEXITIES = ['basic', 'complex', 'multiTenant'] as const;
export const DATABASE_SHAPES = ['simple', 'relational', 'nosql'] as const;
export const FEATURES = [
  'validation',
  'migrations',
  'bulk',
  'importExport',
  'search',
  'dashboard',
  'navigation',
  'theme',
  'audit',
  'encryption',
  'performance',
  'documentation',
  'deployment',
] as const;

export type Complexity = (typeof COMPLEXITIES)[number];
export type DatabaseShape = (typeof DATABASE_SHAPES)[number];
export type Feature = (typeof FEATURES)[number];

/** What of a request decides. */
export interface RequestTraits {
  readonly complexity: Complexity;
  readonly database: DatabaseShape;
  readonly security: 'standard' | 'enterprise';
  readonly features: ReadonlySet<Feature>;
}

export interface SelectionRule {
  readonly agent: string;
  readonly phase: AdminPhase;
  /** For people; also the reason that is recorded. */
  readonly when: string;
  holds(traits: RequestTraits): boolean;
}

const always = { when: 'every request', holds: () => true };
const has = (...features: readonly Feature[]) => ({
  when: `asked for: ${features.join(' or ')}`,
  holds: (traits: RequestTraits) => features.some((feature) => traits.features.has(feature)),
});
const either = (when: string, holds: (traits: RequestTraits) => boolean) => ({ when, holds });

/** In the order in which the agents of a phase run. */
export const SELECTION_TABLE: readonly SelectionRule[] = [
  { agent: 'requirements-interpreter', phase: 'requirements', ...always },
  {
    agent: 'constraint-validator',
    phase: 'requirements',
    ...either('complex requests', ({ complexity }) => complexity === 'complex'),
  },
  {
    agent: 'data-profiler',
    phase: 'requirements',
    ...either(
      'several tenants, or a database without a schema',
      ({ complexity, database }) => complexity === 'multiTenant' || database === 'nosql',
    ),
  },
  { agent: 'schema-analyzer', phase: 'schema', ...always },
  {
    agent: 'relationship-mapper',
    phase: 'schema',
    ...either('relational databases', ({ database }) => database === 'relational'),
  },
  { agent: 'migration-writer', phase: 'schema', ...has('migrations') },
  { agent: 'api-generator', phase: 'backend', ...always },
  { agent: 'auth-builder', phase: 'backend', ...always },
  {
    agent: 'query-optimizer',
    phase: 'backend',
    ...either('relational databases', ({ database }) => database === 'relational'),
  },
  {
    agent: 'validation-engineer',
    phase: 'backend',
    ...either(
      'more than basic requests, or asked for: validation',
      ({ complexity, features }) => complexity !== 'basic' || features.has('validation'),
    ),
  },
  { agent: 'bulk-operations-builder', phase: 'backend', ...has('bulk') },
  { agent: 'import-export-builder', phase: 'backend', ...has('importExport') },
  { agent: 'ui-component-builder', phase: 'frontend', ...always },
  { agent: 'table-builder', phase: 'frontend', ...always },
  { agent: 'form-generator', phase: 'frontend', ...always },
  { agent: 'search-filter-builder', phase: 'frontend', ...has('search') },
  { agent: 'dashboard-designer', phase: 'frontend', ...has('dashboard') },
  { agent: 'navigation-builder', phase: 'frontend', ...has('navigation') },
  { agent: 'theme-designer', phase: 'frontend', ...has('theme') },
  { agent: 'access-control-manager', phase: 'security', ...always },
  {
    agent: 'audit-logger',
    phase: 'security',
    ...either(
      'enterprise security, several tenants, or asked for: audit',
      ({ security, complexity, features }) =>
        security === 'enterprise' || complexity === 'multiTenant' || features.has('audit'),
    ),
  },
  {
    agent: 'encryption-specialist',
    phase: 'security',
    ...either(
      'enterprise security, or asked for: encryption',
      ({ security, features }) => security === 'enterprise' || features.has('encryption'),
    ),
  },
  {
    agent: 'performance-optimizer',
    phase: 'security',
    ...either(
      'complex requests, or asked for: performance',
      ({ complexity, features }) => complexity === 'complex' || features.has('performance'),
    ),
  },
  { agent: 'documentation-writer', phase: 'security', ...has('documentation') },
  { agent: 'deployment-engineer', phase: 'security', ...has('deployment') },
];
