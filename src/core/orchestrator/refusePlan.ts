import { AppError } from '../model/appError';

/** Throws AppError `invalidInput`: nothing of the plan has run. `suggestion` says what to change. */
export function refusePlan(reason: string, suggestion: string): never {
  throw new AppError('invalidInput', `The plan cannot run: ${reason}.`, suggestion);
}

/** What to do about phases that wait for each other. */
export const CIRCLE = 'Take the dependency out that closes the circle: no phase may come before itself.';
