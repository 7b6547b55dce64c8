import type { AgentDefinition } from './agentDefinition';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
  readonly suggestion: string;
}

/** What decides when an agent works, on what, and how: whoever replaces one takes these over. */
const FIXED = [
  'team',
  'phase',
  'inputs',
  'optionalInputs',
  'outputs',
  'critical',
  'executor',
  'planned',
] as const;
const INHERITED = ['id', 'title', 'capabilities', ...FIXED] as const;

/** What the definition of an agent may leave out. Of one that is new, only what has one sensible value. */
export function inheritedFields(
  id: string,
  base: AgentDefinition | undefined,
): Readonly<Record<string, unknown>> {
  if (base === undefined) return { id, team: 'task', executor: 'model' };
  return Object.fromEntries(INHERITED.flatMap((key) => (base[key] === undefined ? [] : [[key, base[key]]])));
}

/**
 * Why an agent that does not ship may not work: one that replaces another changes what a model is told, never what the
 * agent may do; one that is new is carried out by a model, or by the code that comes with it.
 */
export function rightsProblems(
  definition: AgentDefinition,
  base: AgentDefinition | undefined,
  comes: 'prompt' | 'code',
): readonly FieldProblem[] {
  return base === undefined ? newcomerProblems(definition, comes) : overrideProblems(definition, base, comes);
}

function overrideProblems(
  definition: AgentDefinition,
  base: AgentDefinition,
  comes: 'prompt' | 'code',
): readonly FieldProblem[] {
  const other = 'Give the agent another id, or replace one whose executor is `model` or `both`.';
  if (comes === 'code') {
    return [{ field: 'id', message: `The code of ${base.id} cannot be replaced.`, suggestion: other }];
  }
  if (base.executor === 'blueprint') {
    const why = `${base.id} is carried out by code and reads no prompt: replacing it would change nothing.`;
    return [{ field: 'id', message: why, suggestion: other }];
  }
  return FIXED.filter((field) => JSON.stringify(definition[field]) !== JSON.stringify(base[field])).map(
    (field) => ({
      field,
      message: `\`${field}\` of ${base.id} decides what it may do and cannot be changed.`,
      suggestion: `Leave \`${field}\` out, or give the agent another id.`,
    }),
  );
}

function newcomerProblems(
  { executor, planned }: AgentDefinition,
  comes: 'prompt' | 'code',
): readonly FieldProblem[] {
  const wanted = comes === 'code' ? 'blueprint' : 'model';
  // Code may have a model beside it; a prompt alone has no code.
  const fits = executor === wanted || (comes === 'code' && executor === 'both');
  return [
    ...(fits ? [] : [mustBe('executor', executor, wanted)]),
    ...(planned === undefined
      ? []
      : [{ field: 'planned', message: '`planned` is for agents that ship.', suggestion: 'Leave it out.' }]),
  ];
}

export function mustBe(field: string, value: string, wanted: string): FieldProblem {
  return { field, message: `\`${field}\` is \`${value}\`.`, suggestion: `Write \`${field}: ${wanted}\`.` };
}
