import type { z } from 'zod';

export interface DefinitionIssue {
  readonly path: readonly (string | number)[];
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly suggestion: string;
}

/** What belongs into each field, of the workflow and of a phase. */
const WRITE: Readonly<Record<string, string>> = {
  id: '`id: release-notes`, the name of the file',
  title: '`title: Release notes`',
  description: 'a sentence or two',
  phases: '`phases:` and below it at least one `- key: ...`',
  key: '`key: outline`, a word of its own for each phase',
  agents: '`agents: [release-notes]`: ids as `groundwork agents` lists them',
  workflow: '`workflow: release-notes`: an id as `groundwork workflows` lists it',
  request: '`request:` and a sentence, or the fields that the command of that workflow takes',
  after: '`after: [outline]`: keys of phases',
  inputs: '`inputs: [user_request]`: names of records',
  outputs: '`outputs: [release_notes]`: names of records',
  writes:
    '`writes: { docs/NOTES.md: release_notes }`: a path inside the workspace, not below .git or .groundwork, and a record',
  critical: '`critical: false` for a phase that the run can do without',
  budgetLines: '`budgetLines: 500`, from 50 to 1500',
  maxRetries: '`maxRetries: 1`, from 0 to 10',
  complexity: '`complexity` as low, medium or high',
  risk: '`risk` as low, medium or high',
  criteria: '`criteria: [Every change is named.]`',
};
const OF_WORKFLOW = ['id', 'title', 'description', 'phases'];
const OF_HELD = ['key', 'title', 'description', 'workflow', 'request', 'after', 'critical'];
const OF_PHASE = Object.keys(WRITE).filter((name) => !['id', 'phases', 'workflow', 'request'].includes(name));

/** Whoever names a workflow means one: of a phase that is neither, what is wrong with it as that. */
export function unfoldIssue(issue: z.core.$ZodIssue, written: unknown): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const [asPhase = [], asHolder = []] = issue.errors;
  const meant = isHolder(valueAt(written, path)) ? asHolder : asPhase;
  return meant.length === 0 ? [issue] : meant.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
}

/** A problem of a workflow in words, with what to write. */
export function definitionIssue(issue: z.core.$ZodIssue, written: unknown): DefinitionIssue {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const there = path.length === 0 ? OF_WORKFLOW : isHolder(valueAt(written, path)) ? OF_HELD : OF_PHASE;
    return {
      path: [...path, key],
      part: 'key',
      message: `There is no field \`${key.slice(0, 60)}\`.`,
      suggestion: `Leave it out; there are ${there.join(', ')}.`,
    };
  }
  const field = path.findLast((step) => typeof step === 'string' && Object.hasOwn(WRITE, step));
  const isMissing = valueAt(written, path) === undefined;
  const name = field === undefined ? 'It' : `\`${String(field)}\``;
  return {
    path,
    part: 'value',
    message: isMissing ? `${name} is missing.` : `${name} cannot be used.`,
    suggestion: `Write ${WRITE[String(field)] ?? '`title: ...` and `phases: ...`'}.`,
  };
}

const isHolder = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'workflow' in value;

function valueAt(written: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? Reflect.get(value, step)
        : undefined,
    written,
  );
}
