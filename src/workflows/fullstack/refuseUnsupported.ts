import { AppError } from '../../core/model/appError';
import type { ProjectProfile } from './stack';

/** Throws AppError `unsupportedConvention` for a project that is built in a way that generation does not know. */
export function refuseUnsupported(profile: ProjectProfile): ProjectProfile {
  const [reason] = profile.unsupported;
  if (reason === undefined) return profile;
  throw new AppError(
    'unsupportedConvention',
    reason,
    'Nothing was proposed. The README lists the conventions that are supported.',
  );
}
