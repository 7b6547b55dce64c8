import { AppError } from './appError';

/** A model that said nothing for as long as the configuration lets one think. */
export function silentModel(name: string, silenceMs: number, cause: unknown): AppError {
  return new AppError(
    'timeout',
    `${name} said nothing for ${String(Math.round(silenceMs / 1_000))} seconds.`,
    'Try again, choose a faster model, or raise models.silenceSeconds.',
    { cause },
  );
}
