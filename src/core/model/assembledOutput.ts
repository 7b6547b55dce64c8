/** Parts of what a run hands over (seed 000), besides what it says of itself. */
export const OUTPUT_PARTS = ['backend', 'frontend', 'security', 'documentation', 'deployment'] as const;
export type OutputPart = (typeof OUTPUT_PARTS)[number];

export interface AssembledFile {
  readonly path: string;
  readonly action: 'create' | 'edit';
  readonly status: string;
}

export interface AssembledPart<File extends AssembledFile = AssembledFile> {
  readonly files: readonly File[];
  /** Those whose phases completed. */
  readonly agents: readonly string[];
}

/** What a run made, sorted into the parts that a person hands on to others. */
export type AssembledOutput<File extends AssembledFile = AssembledFile> = Readonly<
  Record<OutputPart, AssembledPart<File>>
> & {
  /** Specification, merge base and settings of the tools, and who worked for all parts. */
  readonly metadata: AssembledPart<File> & {
    readonly run: string;
    readonly workflow: string;
    readonly phasesCompleted: number;
    readonly phases: number;
  };
};

interface Assembled<File extends AssembledFile> {
  readonly id: string;
  readonly workflow: string;
  readonly files: readonly File[];
  readonly phases: readonly { readonly status: string; readonly agents: readonly string[] }[];
}

/** Sorts what a run made by what it is for. A file is in exactly one part. */
export function assembleOutput<File extends AssembledFile>(run: Assembled<File>): AssembledOutput<File> {
  const completed = run.phases.filter(({ status }) => status === 'completed');
  // People are shown where an agent comes from behind its id: `notes (workspace)`.
  const agents = [...new Set(completed.flatMap((phase) => phase.agents))];
  const part = (wanted: OutputPart | 'metadata'): AssembledPart<File> => ({
    files: run.files.filter(({ path }) => partOfFile(path) === wanted),
    agents: agents.filter((agent) => (AGENTS[agent.split(' ')[0] ?? ''] ?? 'metadata') === wanted),
  });
  return {
    backend: part('backend'),
    frontend: part('frontend'),
    security: part('security'),
    documentation: part('documentation'),
    deployment: part('deployment'),
    metadata: {
      ...part('metadata'),
      run: run.id,
      workflow: run.workflow,
      phasesCompleted: completed.length,
      phases: run.phases.length,
    },
  };
}

/** The first that fits: a page about signing in is of the security part, its guide is documentation. */
const FILES: readonly (readonly [RegExp, OutputPart | 'metadata'])[] = [
  [/^\.groundwork\//, 'metadata'],
  [/(^|\/)docs\/|\.(md|mdx|rst)$|(^|\/)(readme|changelog|licen[cs]e)(\.|$)/i, 'documentation'],
  [
    /(^|\/)([\w.-]*dockerfile[\w.-]*|(docker-)?compose[\w.-]*\.ya?ml|procfile|nginx[\w.-]*)$|(^|\/)(\.github\/workflows|deploy|k8s|helm|nginx)\//i,
    'deployment',
  ],
  [/(^|[/_.-])(auth|permissions?|guards?|security|audit|encryption|rbac|sessions?)(?=[/_.-])/i, 'security'],
  [/\.(py|pyi|sql|ini|mako)$|(^|\/)(pyproject\.toml|requirements[\w.-]*\.txt)$/i, 'backend'],
  [/\.([cm]?[jt]sx?|css|scss|html)$|(^|\/)(messages|locales)\/|(^|\/)package(-lock)?\.json$/i, 'frontend'],
];

function partOfFile(path: string): OutputPart | 'metadata' {
  return FILES.find(([pattern]) => pattern.test(path))?.[1] ?? 'metadata';
}

const of = (part: OutputPart, ...agents: readonly string[]): readonly (readonly [string, OutputPart])[] =>
  agents.map((agent) => [agent, part]);

/** Agents that ship; others, and those that work for all parts, are of the whole. */
const AGENTS: Readonly<Record<string, OutputPart>> = Object.fromEntries([
  ...of(
    'backend',
    'fastapi-entity',
    'entity-tests',
    'project-fastapi',
    'schema-analyzer',
    'relationship-mapper',
  ),
  ...of('backend', 'query-optimizer', 'migration-writer', 'api-generator', 'validation-engineer'),
  ...of('backend', 'bulk-operations-builder', 'import-export-builder', 'performance-optimizer'),
  ...of(
    'frontend',
    'api-route',
    'nextjs-data-table',
    'project-nextjs',
    'frontend-module',
    'ui-component-builder',
  ),
  ...of('frontend', 'table-builder', 'form-generator', 'search-filter-builder', 'dashboard-designer'),
  ...of('frontend', 'navigation-builder', 'theme-designer'),
  ...of('security', 'auth-builder', 'access-control-manager', 'audit-logger', 'encryption-specialist'),
  ...of('documentation', 'documentation-writer', 'user-guidance'),
  ...of('deployment', 'deployment-engineer', 'docker-infrastructure'),
]);
