import { AppError } from '../model/appError';
import { formatConfigProblem, type ConfigProblem } from './configProblem';

/** All problems of a configuration as one error, a line each. */
export function brokenConfig(problems: readonly ConfigProblem[]): AppError {
  return new AppError(
    'invalidInput',
    `The configuration is broken:\n${problems.map(formatConfigProblem).join('\n')}`,
    'Nothing was done. Correct it, then try again.',
  );
}
