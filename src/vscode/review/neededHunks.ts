import type { DependencyAnswer, NeededHunk, ReviewTarget } from '../../core/review/reviewService';

interface Question {
  readonly message: string;
  readonly detail: string;
  /** The first one is the one that Enter takes: it keeps what the person decided before. */
  readonly choices: readonly { readonly label: string; readonly dependencies: DependencyAnswer }[];
}

/** What a person is asked who accepts something that does not run without hunks that are not accepted. */
export function askAboutNeeded(missing: readonly NeededHunk[], target: ReviewTarget['kind']): Question {
  const rejected = missing.filter(({ decision }) => decision === 'rejected');
  const pending = missing.length - rejected.length;
  const include = { label: `Include ${pending === 1 ? 'It' : `Its ${pending} Dependencies`}` };
  return {
    message: `This needs ${counted(pending, rejected.length)} to run.`,
    detail: missing.map(lineOf).join('\n'),
    choices: [
      ...(pending > 0 ? [{ ...include, dependencies: 'include' as const }] : []),
      { label: target === 'hunk' ? 'Accept Only This' : 'Accept Without', dependencies: 'ignore' },
      ...(rejected.length > 0
        ? [{ label: 'Include What I Rejected', dependencies: 'includeRejected' as const }]
        : []),
    ],
  };
}

function counted(pending: number, rejected: number): string {
  const parts = [
    ...(pending === 0 ? [] : [`${pending} other pending ${hunks(pending)}`]),
    ...(rejected === 0 ? [] : [`${rejected} ${hunks(rejected)} that you rejected`]),
  ];
  return parts.join(' and ');
}

const hunks = (count: number): string => (count === 1 ? 'hunk' : 'hunks');

const lineOf = ({ path, title, decision }: NeededHunk): string =>
  `${title} (${path})${decision === 'rejected' ? ', rejected' : ''}`;
