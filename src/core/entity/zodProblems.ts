import type { z } from 'zod';
import { nearest } from './didYouMean';
import { entityInputSchema } from './entityInput';
import type { SpecProblem } from './specProblem';

type Issue = z.core.$ZodIssue;

/** What zod found, in words for people. */
export function zodProblems(error: z.ZodError, input: unknown): readonly SpecProblem[] {
  return error.issues.flatMap((issue) => flatten(issue, [])).map((issue) => problemOf(issue, input));
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

function problemOf(issue: Issue, input: unknown): SpecProblem {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const field = fieldOf(path, input);
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
    if (issue.input === undefined && path.length > 0 && issue.message.includes('received undefined')) {
      return {
        path,
        field,
        message: `${where} is missing.`,
        suggestion: `Write ${article(issue.expected)}.`,
      };
    }
    const expected = issue.expected === 'int' ? 'whole number' : issue.expected;
    return { path, field, message: `${where} is no ${expected}.`, suggestion: `Write ${article(expected)}.` };
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
    suggestion: exampleFor(path),
  };
}

function fieldOf(path: readonly (string | number)[], input: unknown): string | null {
  const [first, second] = path;
  if ((first !== 'fields' && first !== 'relationships') || second === undefined) return null;
  if (typeof second === 'string') return second;
  const name = valueAt(valueAt(valueAt(input, first), second), 'name');
  return typeof name === 'string' ? name : null;
}

function valueAt(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === String(key))?.[1];
}

/** What to write where several shapes are allowed and none came near. */
function exampleFor(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (last === 'fields' || last === 'payload') return 'Write fields by name, e.g. `price: decimal(10,2)!`.';
  if (last === 'relationships') return 'Write relationships by name, e.g. `category: ref(Category)`.';
  if (last === 'type' || path.at(-2) === 'fields')
    return 'Write a type, e.g. `string(64)!`, or an object with `type`.';
  if (path.at(-2) === 'relationships') return 'Write e.g. `ref(Category)!`, or an object with `type`.';
  if (last === 'features') return 'Write e.g. `softDelete: false`, or a list such as `[-csvExport]`.';
  if (last === 'defaultSort') return 'Write e.g. `name` or `-created_at`.';
  if (last === 'default' || last === 'min' || last === 'max')
    return 'Write a plain value, e.g. `0` or `"draft"`.';
  return 'Write a text, e.g. `Unit price`.';
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
