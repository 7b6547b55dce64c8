import { AppError } from './appError';

/**
 * What a person is told when accepted text could not be written: what is wrong, by the system's error code, and what to do
 * next. `changed` are files that could not be put back.
 */
export function writeFailed(path: string, failure: unknown, changed: readonly string[] = []): AppError {
  const { what, cure } = reasonOf(failure);
  const state =
    changed.length === 0
      ? 'Nothing was changed, and the review is as it was.'
      : `These files are changed already: ${changed.join(', ')}. Rolling the run back restores them.`;
  return new AppError(
    'storageFailed',
    `${path} was not written: ${what}.`,
    `${cure}, then accept again. ${state}`,
    {
      cause: failure,
    },
  );
}

interface Reason {
  readonly what: string;
  readonly cure: string;
}

const FULL: Reason = { what: 'no space is left on the disk', cure: 'Free some space' };
const FORBIDDEN: Reason = {
  what: 'its permissions, or those of its folder, forbid it',
  cure: 'Correct the permissions',
};

const REASONS: ReadonlyMap<unknown, Reason> = new Map([
  ['ENOSPC', FULL],
  ['EDQUOT', { what: 'the quota of disk space is used up', cure: 'Free some space' }],
  ['EFBIG', { what: 'the limit for the size of files is reached', cure: 'Raise the limit' }],
  ['EROFS', { what: 'its disk is read-only', cure: 'Make the disk writable' }],
  ['EACCES', FORBIDDEN],
  ['EPERM', FORBIDDEN],
  ['EBUSY', { what: 'another program holds it', cure: 'Close that program' }],
  [
    'ENAMETOOLONG',
    { what: 'its name is too long for the disk', cure: 'Reject this file or choose a shorter name' },
  ],
]);

function reasonOf(failure: unknown): Reason {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  return (
    REASONS.get(code) ?? {
      what:
        failure instanceof Error ? failure.message.replace(/\.$/, '') : 'the editor did not apply the change',
      cure: 'Check free space and permissions',
    }
  );
}
