import type { PlannedPhase, PlanNode, SubPlan, Workflow } from './plan';
import { CIRCLE, refusePlan } from './refusePlan';

/** A workflow with its request: that of the run, or one that a plan holds. */
export interface PlanScope {
  /** Before the keys of its phases: `` for the run's own, `entity/` for a sub-plan. */
  readonly path: string;
  /** Of the sub-plans around it, outermost first. */
  readonly titles: readonly string[];
  readonly workflow: Workflow;
  readonly request: unknown;
  /** Records that its request gives; null when that is all of it. */
  readonly given: readonly string[] | null;
}

/** A phase with its place among those of all workflows of the run: `key` and `dependencies` have their scopes before them. */
export interface ExpandedPhase extends PlannedPhase {
  readonly scope: PlanScope;
  /** Phases before it without which it is left out: those that are critical inside a sub-plan that is not. */
  readonly needs: readonly string[];
}

/** A plan without sub-plans: their phases are there in place of them. */
export interface ExpandedPlan {
  readonly phases: readonly ExpandedPhase[];
  /** Those of sub-plans before what holds them: that of the run is the last. */
  readonly scopes: readonly PlanScope[];
  /** See Plan. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Workflows within each other, and phases in all: more is a mistake, and would take a while to find out. */
const MOST_LEVELS = 8;
const MOST_PHASES = 500;

interface Level {
  readonly path: string;
  readonly titles: readonly string[];
  /** What the workflows around it are called. */
  readonly around: readonly string[];
  readonly critical: boolean;
  /** What its first phases wait for. */
  readonly before: readonly string[];
}

interface Expanded extends ExpandedPlan {
  /** Keys of its last phases: those that no other phase of it waits for. */
  readonly last: readonly string[];
}

/**
 * Puts the phases of the workflows that a plan holds in place of them. The first phases of a sub-plan wait for what it
 * waits for, and what waits for it waits for its last phases; none of them waits for more. Throws AppError `invalidInput`
 * for workflows that hold themselves, and for keys that name two things.
 */
export function expandPlan(
  workflow: Workflow,
  request: unknown,
  workflowOf: (id: string) => Workflow,
): ExpandedPlan {
  const level: Level = { path: '', titles: [], around: [], critical: true, before: [] };
  const { phases, scopes, sources } = expandLevel(workflow, request, level, workflowOf);
  return { phases, scopes, sources };
}

function expandLevel(
  workflow: Workflow,
  request: unknown,
  level: Level,
  workflowOf: (id: string) => Workflow,
): Expanded {
  const name = workflow.nameOf?.(request) ?? workflow.id;
  checkLevel(level, name);
  const plan = workflow.plan(request);
  checkKeys(plan.phases, level.path, name);
  const { path, titles } = level;
  const scope: PlanScope = { path, titles, workflow, request, given: plan.given ?? null };
  const nodes = new Map(plan.phases.map((node) => [node.key, node]));
  const waitedFor = new Set(plan.phases.flatMap(({ dependencies }) => dependencies));
  const held = new Map<string, Expanded | 'open'>();

  const expandHeld = (node: SubPlan): Expanded => {
    const known = held.get(node.key);
    if (known === 'open') refusePlan(`the phases wait for each other: ${path}${node.key}`, CIRCLE);
    if (known !== undefined) return known;
    held.set(node.key, 'open');
    const inside: Level = {
      path: `${path}${node.key}/`,
      titles: [...titles, node.title],
      around: [...level.around, name],
      critical: level.critical && node.critical,
      before: before(node),
    };
    const expanded = expandLevel(workflowOf(node.workflow), node.request, inside, workflowOf);
    held.set(node.key, expanded);
    return expanded;
  };
  const endsOf = (key: string): readonly string[] => {
    const node = nodes.get(key);
    return node !== undefined && isSubPlan(node) ? expandHeld(node).last : [`${path}${key}`];
  };
  const before = ({ dependencies }: PlanNode): readonly string[] =>
    dependencies.length === 0 ? level.before : [...new Set(dependencies.flatMap(endsOf))];
  const expandPhase = (phase: PlannedPhase): ExpandedPhase => ({
    ...phase,
    key: `${path}${phase.key}`,
    dependencies: before(phase),
    critical: phase.critical && level.critical,
    needs: level.critical
      ? []
      : phase.dependencies.filter((key) => nodes.get(key)?.critical === true).flatMap(endsOf),
    scope,
  });

  const parts = plan.phases.map((node) =>
    isSubPlan(node) ? expandHeld(node) : { phases: [expandPhase(node)], scopes: [], sources: {} },
  );
  const phases = parts.flatMap((part) => part.phases);
  if (phases.length > MOST_PHASES) {
    const many = `with what it holds, ${name} has more than ${String(MOST_PHASES)} phases`;
    refusePlan(many, 'Split the work into several runs.');
  }
  return {
    phases,
    scopes: [...parts.flatMap((part) => part.scopes), scope],
    sources: Object.fromEntries([...parts, plan].flatMap(({ sources = {} }) => Object.entries(sources))),
    last: plan.phases.filter(({ key }) => !waitedFor.has(key)).flatMap(({ key }) => endsOf(key)),
  };
}

function checkLevel({ path, around }: Level, name: string): void {
  const place = path.slice(0, -1);
  if (around.includes(name)) {
    refusePlan(
      `the workflows hold each other: ${[...around, name].join(' -> ')}`,
      `Take the phase ${place} out, or let it hold another workflow than ${name}.`,
    );
  }
  if (around.length >= MOST_LEVELS) {
    const deep = `${place} is a workflow inside ${String(around.length)} others`;
    refusePlan(deep, `At most ${String(MOST_LEVELS)} may be inside each other: hold it further out.`);
  }
}

export const isSubPlan = (node: PlanNode): node is SubPlan => 'workflow' in node;

function checkKeys(nodes: readonly PlanNode[], path: string, workflow: string): void {
  const where = path === '' ? `the workflow ${workflow}` : `${path.slice(0, -1)} (the workflow ${workflow})`;
  if (nodes.length === 0) refusePlan(`${where} has no phase`, 'Give it at least one phase.');
  const seen = new Set<string>();
  for (const { key } of nodes) {
    if (key === '' || key.includes('/')) {
      refusePlan(
        `${where} has a phase with the key ${JSON.stringify(key)}`,
        'Write a word without a slash: slashes stand between a sub-plan and its phases.',
      );
    }
    if (seen.has(key))
      refusePlan(`two phases of ${where} have the same key ${key}`, 'Give each a key of its own.');
    seen.add(key);
  }
}
