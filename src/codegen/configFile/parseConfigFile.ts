import type { ReadLayer } from '../../core/config/configLayer';
import { keyWarnings } from '../../core/config/keyWarnings';
import { checkLayer } from '../../core/config/resolveConfig';
import type { ConfigProblem } from '../../core/config/configProblem';
import { readLocatedYaml, type YamlPlace } from '../inspect/locatedYaml';

const MAX_LENGTH = 100_000;

/** Reads a configuration file of the workspace; `source` is its path there. Never throws. */
export function parseConfigFile(source: string, text: string): ReadLayer {
  const at = ({ line, column, length }: YamlPlace) => ({ source, position: { line, column, length } });
  if (text.length > MAX_LENGTH) {
    const place = at({ line: 1, column: 1, length: 1 });
    const problem = { message: 'The file is larger than 100 kB.', suggestion: 'Keep to settings.' };
    return { kind: 'refused', problems: [{ ...place, ...problem }] };
  }
  const yaml = readLocatedYaml(text);
  if (yaml.kind === 'refused') {
    return {
      kind: 'refused',
      problems: yaml.problems.map((problem) => ({
        ...at(problem),
        message: problem.message,
        suggestion: problem.suggestion,
      })),
    };
  }
  return {
    kind: 'layer',
    layer: {
      owner: 'workspace',
      data: yaml.data,
      locate: (path, part) => at(yaml.locate(path, part)),
    },
  };
}

/** What is wrong with a configuration file by itself. */
export function configFileProblems(source: string, text: string): readonly ConfigProblem[] {
  const read = parseConfigFile(source, text);
  if (read.kind === 'refused') return read.problems;
  const checked = checkLayer(read.layer);
  return [...(checked.kind === 'refused' ? checked.problems : []), ...keyWarnings(read.layer)];
}
