import type { RunId } from '../model/ids';
import type { Finding, Run } from '../model/run';
import type { NewFinding, StateStore } from '../ports/stateStore';
import type { FileReview } from '../review/fileReview';
import type { ReviewService } from '../review/reviewService';
import { LACKING_RULE, lackingFindings } from './lackingFindings';

interface Ports {
  readonly store: Pick<StateStore, 'getReview' | 'getFindings' | 'addFindings' | 'resolveFindings'>;
  readonly review: Pick<ReviewService, 'files'>;
}

/** Keeps a finding for what was accepted without what it needs, until that is there. */
export class LackingDependencies {
  private readonly ports: Ports;
  /** Runs with such a finding: what a later run writes may resolve it. */
  private readonly open = new Set<RunId>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** After a decision in a run. Answers the other runs whose findings changed by it. */
  async decided(runId: RunId): Promise<readonly RunId[]> {
    await this.note(runId);
    const changed: RunId[] = [];
    for (const other of [...this.open]) if (other !== runId && (await this.note(other))) changed.push(other);
    return changed;
  }

  /** For a run as it is found at the start: a crash may have cut off what follows a decision. */
  async recover({ id, status }: Pick<Run, 'id' | 'status'>): Promise<void> {
    if (status === 'review' || (await this.ports.store.getFindings(id)).some(isOpen)) await this.note(id);
  }

  /** Whether a finding came or went. */
  private async note(runId: RunId): Promise<boolean> {
    const { store, review } = this.ports;
    const reviews = await store.getReview(runId);
    const wanted = reviews.some(isStarted)
      ? lackingFindings(
          reviews,
          new Map((await review.files(runId)).map(({ path, current }) => [path, current])),
        )
      : [];
    const known = (await store.getFindings(runId)).filter(isOpen);
    const gone = known.filter((finding) => !wanted.some((item) => isSame(item, finding)));
    const added = wanted.filter((finding) => !known.some((item) => isSame(item, finding)));
    if (gone.length > 0) await store.resolveFindings(gone.map(({ id }) => id));
    if (added.length > 0) await store.addFindings(runId, added);
    if (wanted.length > 0) this.open.add(runId);
    else this.open.delete(runId);
    return gone.length + added.length > 0;
  }
}

const isStarted = ({ decisions }: FileReview): boolean => decisions.some(({ kind }) => kind === 'accepted');

const isOpen = ({ rule, resolved }: Finding): boolean => rule === LACKING_RULE && !resolved;

const isSame = (one: NewFinding, other: NewFinding): boolean =>
  one.path === other.path && one.message === other.message && one.line === other.line;
