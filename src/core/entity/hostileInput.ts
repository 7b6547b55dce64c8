import type { SpecProblem } from './specProblem';

const MAX_DEPTH = 12;
const MAX_NODES = 50_000;
const MAX_TEXT = 20_000;

/**
 * Refuses what no entity is made of before anything walks over it: keys that reach an object's prototype, cycles, depth,
 * size, getters, class instances.
 */
export function hostileProblem(input: unknown): SpecProblem | undefined {
  let nodes = 0;
  const walk = (value: unknown, path: readonly (string | number)[]): SpecProblem | undefined => {
    const refuse = (message: string, suggestion: string): SpecProblem => ({
      path,
      field: null,
      message,
      suggestion,
    });
    if (++nodes > MAX_NODES) return refuse('The entity is too large.', 'Split it into several entities.');
    if (typeof value === 'string' && value.length > MAX_TEXT)
      return refuse('A text is too long.', 'Shorten it.');
    if (typeof value === 'function' || typeof value === 'symbol')
      return refuse('This is no data.', 'Write plain data.');
    if (value === null || typeof value !== 'object') return undefined;
    if (path.length > MAX_DEPTH)
      return refuse('The entity is nested too deeply.', 'Look for something written in the wrong place.');
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
      return refuse('This is no plain object.', 'Write plain data.');
    }
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      if (Array.isArray(value) && key === 'length') continue;
      const next = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === '__proto__') {
        return {
          path: next,
          field: key,
          message: 'The name "__proto__" is an internal name of JavaScript.',
          suggestion: 'Write another name.',
        };
      }
      if (!('value' in descriptor)) return refuse('This is no plain data.', 'Write plain data.');
      const problem = walk(descriptor.value, next);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  try {
    return walk(input, []);
  } catch {
    return { path: [], field: null, message: 'The entity cannot be read.', suggestion: 'Write plain data.' };
  }
}
