import { entityInputSchema, type EntityInput } from '../../core/entity/entityInput';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import type { EntitySpec } from '../../core/model/entitySpec';
import { readLocatedYaml } from '../inspect/locatedYaml';

/** A problem at a place of the file. Line and column are 1-based; `length` in UTF-16 units, at least 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly path: readonly (string | number)[];
  readonly field: string | null;
  readonly message: string;
  readonly suggestion: string;
}

export type ParsedEntityFile =
  | { readonly kind: 'valid'; readonly input: EntityInput; readonly spec: EntitySpec }
  | { readonly kind: 'invalid'; readonly problems: readonly FileProblem[] };

const MAX_LENGTH = 1_000_000;
const TOO_LARGE = {
  message: 'The file is larger than 1 MB.',
  suggestion: 'Split it into several entities.',
};

/** Reads `.groundwork/entities/<name>.yaml`. Never throws: anchors, tags, duplicate keys and broken YAML are problems. */
export function parseEntityFile(text: string): ParsedEntityFile {
  if (text.length > MAX_LENGTH) return refused([{ line: 1, column: 1, length: 1, ...TOO_LARGE }]);
  const yaml = readLocatedYaml(text);
  if (yaml.kind === 'refused') return refused(yaml.problems);
  const result = normalizeEntity(yaml.data);
  if (result.kind === 'valid') {
    return { kind: 'valid', input: entityInputSchema.parse(yaml.data), spec: result.spec };
  }
  const problems = result.problems.map((problem) => ({ ...yaml.locate(problem.path, 'value'), ...problem }));
  return { kind: 'invalid', problems };
}

function refused(problems: readonly Omit<FileProblem, 'path' | 'field'>[]): ParsedEntityFile {
  return { kind: 'invalid', problems: problems.map((problem) => ({ ...problem, path: [], field: null })) };
}
