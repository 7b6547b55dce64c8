import { z } from 'zod';
import { nearest } from './didYouMean';
import { entityInputSchema } from './entityInput';
import type { SpecProblem } from './specProblem';

type Issue = z.core.$ZodIssue;

/** What zod found, in words for people. */
export function zodProblems(error: z.ZodError): readonly SpecProblem[] {
  return error.issues.flatMap((issue) => flatten(issue, [])).map(problemOf);
}

/** Replaces a failed union by the branch that came nearest: the one whose issues lie deepest. */
function flatten(issue: Issue, prefix: readonly PropertyKey[]): readonly Issue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((inner) => flatten(inner, path)));
    const depth = (branch: readonly Issue[]): number =>
      Math.min(...branch.map((inner) => inner.path.length + weight(inner)));
    const best = branches.reduce((a, b) => (depth(b) > depth(a) ? b : a));
    const sameLevel = best.every(
      (inner) => inner.code === 'invalid_type' && inner.path.length === path.length,
    );
    if (!sameLevel) return best;
  }
  return [{ ...issue, path }];
}

/** An unknown key means that the branch otherwise fits. */
const weight = (issue: Issue): number =>
  issue.code === 'unrecognized_keys' ? 1 : issue.code === 'invalid_type' ? 0 : 0.5;

const KEYS = [
  ...Object.keys(entityInputSchema.shape),
  ...[
    'type',
    'required',
    'unique',
    'index',
    'default',
    'length',
    'minLength',
    'pattern',
    'min',
    'max',
    'display',
  ],
  ...[
    'valueLabels',
    'description',
    'target',
    'kind',
    'onDelete',
    'inverse',
    'payload',
    'values',
    'precision',
    'scale',
  ],
  ...[
    'softDelete',
    'audit',
    'search',
    'filters',
    'pagination',
    'bulkActions',
    'csvExport',
    'tests',
    'form',
    'filter',
  ],
  ...['singular', 'maxSize', 'en', 'ar'],
];

function problemOf(issue: Issue): SpecProblem {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const field = fieldOf(path);
  const where = path.length === 0 ? 'The entity' : `\`${path.slice(-2).join('.').slice(0, 80)}\``;
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const near = nearest(key, KEYS);
    const suggestion = near === undefined || near === key ? 'Leave it out.' : `Did you mean \`${near}\`?`;
    return {
      path: [...path, key],
      field,
      message: `There is no option \`${key.slice(0, 40)}\` here.`,
      suggestion,
    };
  }
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined && path.length > 0 && /received undefined/.test(issue.message)) {
      return { path, field, message: `${where} is missing.`, suggestion: `Write a ${issue.expected}.` };
    }
    const expected = issue.expected === 'int' ? 'whole number' : issue.expected;
    return { path, field, message: `${where} is no ${expected}.`, suggestion: `Write a ${expected}.` };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return { path, field, message: `${where} has an unknown value.`, suggestion: `Write one of ${values}.` };
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    return {
      path,
      field,
      message: `${where} is no known type.`,
      suggestion: 'Write e.g. `string`, `int`, `decimal`, `date`.',
    };
  }
  return {
    path,
    field,
    message: `${where} is not what is expected here.`,
    suggestion: 'Look at an example with the command "Groundwork: Add field", or leave it out.',
  };
}

function fieldOf(path: readonly (string | number)[]): string | null {
  const [first, second] = path;
  return (first === 'fields' || first === 'relationships') && second !== undefined ? String(second) : null;
}
