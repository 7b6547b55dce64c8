import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { fileChange } from '../../../test/fakes/reviewPorts';
import { silentLog } from '../../../test/fakes/silentLog';
import { AppError } from '../model/appError';
import type { ChangeSet, FileChange } from '../model/changeSet';
import type { CheckResult } from '../model/run';
import { workspacePath } from '../model/workspacePath';
import type { Clock } from '../ports/system';
import type { Verifier } from '../ports/verifier';
import { startReview } from '../review/fileReview';
import { Tracer } from '../observability/tracer';
import { ReviewSession } from '../review/reviewSession';
import { RunVerification } from './runVerification';

const MODEL = workspacePath('db/model.py');
const PAGE = workspacePath('app/page.tsx');
const PARTS = { parts: [] };
const MYPY: CheckResult = { check: 'mypy', kind: 'type', status: 'passed', detail: '', durationMs: 1 };

/** Verifies when it is told to, and remembers what it was asked. */
class GatedVerifier implements Verifier {
  readonly asked: ChangeSet[] = [];
  message: string | undefined;
  private gates: (() => void)[] = [];
  private readonly isOpen: boolean;

  constructor(gate: 'open' | 'closed') {
    this.isOpen = gate === 'open';
  }

  async verify(...[changes, , { signal, onEvent }]: Parameters<Verifier['verify']>) {
    this.asked.push(changes);
    if (!this.isOpen) {
      await new Promise<void>((resolve) => {
        this.gates.push(resolve);
        signal?.addEventListener('abort', () => resolve());
      });
    }
    signal?.throwIfAborted();
    onEvent({ kind: 'check', result: MYPY });
    const finding = { severity: 'major', category: 'type', path: MODEL, line: 1, column: 1 } as const;
    const findings =
      this.message === undefined ? [] : [{ ...finding, message: this.message, source: 'mypy', rule: null }];
    return { checks: [MYPY], findings };
  }

  open(): void {
    for (const gate of this.gates.splice(0)) gate();
  }
}

async function setUp(gate: 'open' | 'closed' = 'open') {
  const workspace = new MemoryWorkspace({ [MODEL]: 'one\ntwo\nthree\n' });
  const store = await openMemoryStore();
  const run = await store.createRun({ workflow: 'test', task: 'A test', request: {} });
  const files: readonly FileChange[] = [
    fileChange({ path: MODEL, base: 'one\ntwo\nthree\n', proposed: 'ONE\ntwo\nTHREE\n' }),
    fileChange({ path: PAGE, base: null, proposed: 'page\n' }),
  ];
  await store.saveReview(run.id, files.map(startReview));
  const review = new ReviewSession({ store, files: workspace, writer: workspace });
  const verifier = new GatedVerifier(gate);
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => new Date(),
    delay: (milliseconds, signal) => {
      pauses.push(milliseconds);
      return Promise.resolve().then(() => signal?.throwIfAborted());
    },
  };
  const random = { id: () => Math.random().toString(16).slice(2).padEnd(32, '0'), number: () => 0.5 };
  const tracer = new Tracer({ store, clock, random, log: silentLog, onSpans: () => undefined });
  const alerts = { look: () => Promise.resolve() };
  const make = () =>
    new RunVerification({ store, review, verifier, clock, log: silentLog, tracer, alerts }, () => undefined);
  const verification = make();
  const reviewed = (of = verification) => of.reviewed(run.id, () => Promise.resolve(PARTS));
  const asked = () =>
    verifier.asked.map(({ files: changes }) =>
      Object.fromEntries(changes.map(({ path, base, proposed }) => [path, [base, proposed]])),
    );
  const statuses = () => verification.current(run.id)?.map(({ check, status }) => `${check} ${status}`);
  return {
    id: run.id,
    workspace,
    store,
    review,
    verifier,
    verification,
    tracer,
    make,
    reviewed,
    asked,
    statuses,
    pauses,
  };
}

const ALL = { [MODEL]: ['one\ntwo\nthree\n', 'ONE\ntwo\nTHREE\n'], [PAGE]: [null, 'page\n'] };

describe('RunVerification', () => {
  it('proves everything that is proposed, and keeps the evidence', async () => {
    const { id, store, verification, asked } = await setUp();
    await verification.start(id, PARTS);
    await verification.settled(id);
    assert.deepEqual(asked(), [ALL]);
    assert.deepEqual(await store.getChecks(id), [MYPY]);
    assert.equal(verification.current(id), undefined);
  });

  it('says that nothing was checked when the proof breaks off, until one runs to its end', async () => {
    const { id, store, verification, verifier } = await setUp();
    const verify = verifier.verify.bind(verifier);
    verifier.verify = () =>
      Promise.reject(new AppError('storageFailed', 'The disk is full.', 'Free disk space.'));
    await verification.start(id, PARTS);
    await verification.settled(id);
    const [broken] = await store.getChecks(id);
    assert.equal(broken?.status, 'notChecked');
    assert.match(broken.detail, /The disk is full\. Free disk space\./);
    verifier.verify = verify;
    await verification.start(id, PARTS);
    await verification.settled(id);
    assert.deepEqual(await store.getChecks(id), [MYPY]);
  });

  it('shows a running check from the first moment on, and until the end', async () => {
    const { id, verification, verifier, statuses } = await setUp('closed');
    await verification.start(id, PARTS);
    assert.deepEqual(statuses(), ['Proof running']);
    verifier.open();
    await new Promise(setImmediate);
    verifier.open();
    await verification.settled(id);
    assert.equal(statuses(), undefined);
  });

  it('proves what is left after a rejection, typing kept, once the person pauses', async () => {
    const { id, workspace, review, verification, reviewed, asked, pauses, store } = await setUp();
    await verification.start(id, PARTS);
    await verification.settled(id);
    await review.reject(id, { kind: 'files', paths: [PAGE] });
    workspace.texts.set(MODEL, 'one\ntwo\ntyped\nthree\n');
    await reviewed();
    assert.deepEqual(
      verification.current(id)?.map(({ check, status }) => `${check} ${status}`),
      ['mypy running'],
    );
    await verification.settled(id);
    assert.deepEqual(asked()[1], {
      [MODEL]: ['one\ntwo\ntyped\nthree\n', 'ONE\ntwo\ntyped\nTHREE\n'],
    });
    assert.deepEqual(pauses, [0, 1_500]);
    assert.deepEqual(await store.getChecks(id), [MYPY]);
  });

  it('compares what was accepted with the text before the run, not with the accepted text', async () => {
    const { id, review, verification, reviewed, asked, workspace } = await setUp();
    await review.accept(id, { kind: 'files', paths: [MODEL] }, { dependencies: 'ask' });
    workspace.texts.set(MODEL, `${workspace.texts.get(MODEL) ?? ''}typed\n`);
    await review.reject(id, { kind: 'files', paths: [PAGE] });
    await reviewed();
    await verification.settled(id);
    assert.deepEqual(asked(), [{ [MODEL]: ['one\ntwo\nthree\ntyped\n', 'ONE\ntwo\nTHREE\ntyped\n'] }]);
  });

  it('does not prove the same twice: accepting changes nothing, in a new session either', async () => {
    const { id, review, verification, reviewed, verifier, make } = await setUp();
    await verification.start(id, PARTS);
    await verification.settled(id);
    await review.accept(id, { kind: 'files', paths: [MODEL] }, { dependencies: 'ask' });
    await reviewed();
    await review.accept(id, { kind: 'run' }, { dependencies: 'ask' });
    await reviewed();
    const later = make();
    await reviewed(later);
    await Promise.all([verification.settled(id), later.settled(id)]);
    assert.equal(verifier.asked.length, 1);
  });

  it('proves once for a burst of decisions', async () => {
    const { id, review, verification, reviewed, verifier } = await setUp('closed');
    await verification.start(id, PARTS);
    const [file] = await review.files(id);
    for (const hunk of file?.hunks ?? []) {
      await review.reject(id, { kind: 'hunk', path: MODEL, hunk: hunk.id });
      await reviewed();
    }
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    verifier.open();
    await verification.settled(id);
    const last = verifier.asked.at(-1)?.files.map((change) => change.path);
    assert.deepEqual(last, [PAGE]);
  });

  it('has no findings left when everything was rejected, and checks nothing', async () => {
    const { id, review, verification, reviewed, verifier, store } = await setUp();
    verifier.message = 'Wrong type';
    await verification.start(id, PARTS);
    await verification.settled(id);
    assert.equal((await store.getFindings(id)).filter((finding) => !finding.resolved).length, 1);
    await review.reject(id, { kind: 'run' });
    await reviewed();
    await verification.settled(id);
    assert.equal((await store.getFindings(id)).filter((finding) => !finding.resolved).length, 0);
    assert.equal(verifier.asked.length, 1);
  });

  it('keeps the last evidence when it is cancelled, and says that it is not all', async () => {
    const { id, verification, store } = await setUp('closed');
    await store.saveCheck(id, MYPY);
    await verification.start(id, PARTS);
    await new Promise(setImmediate);
    await verification.cancel(id);
    const [mypy, proof] = await store.getChecks(id);
    assert.deepEqual(mypy, MYPY);
    assert.equal(proof?.status, 'notChecked');
    assert.match(proof.detail, /cancelled/);
    assert.equal(verification.current(id), undefined);
  });

  it('is known to be unfinished until its end, by the next process too', async () => {
    const { id, store, verification, verifier, make } = await setUp('closed');
    const next = make();
    assert.equal(await next.interrupted(id), false, 'nothing was proved yet');
    await verification.start(id, PARTS);
    await new Promise((resolve) => setTimeout(resolve));
    assert.ok(await next.isUnfinished(id));
    assert.ok(await next.interrupted(id));
    const [proof] = await store.getChecks(id);
    assert.equal(proof?.status, 'notChecked');
    assert.match(proof.detail, /ended before it did/);
    assert.equal(await next.interrupted(id), false, 'it is said once');
    assert.ok(await next.brokeOff(id));
    verifier.open();
    await verification.settled(id);
    assert.equal(await next.isUnfinished(id), false);
    assert.deepEqual(await store.getChecks(id), [MYPY]);
  });

  it('leaves a proof for the next process as a crash would, and proves it again after a decision there', async () => {
    const { id, store, review, verification, verifier, make, reviewed, asked } = await setUp('closed');
    const begun = async (count: number): Promise<void> => {
      while (verifier.asked.length < count) await new Promise((resolve) => setTimeout(resolve));
    };
    await verification.start(id, PARTS);
    await begun(1);
    await verification.leave();
    assert.deepEqual(
      (await store.getChecks(id)).map(({ check, status }) => `${check} ${status}`),
      ['Proof running'],
    );
    const next = make();
    assert.ok(await next.interrupted(id));
    // Accepting changes nothing of what a proof would say, but there was none.
    await review.accept(id, { kind: 'run' }, { dependencies: 'ask' });
    await reviewed(next);
    await begun(2);
    verifier.open();
    await next.settled(id);
    assert.deepEqual(asked(), [ALL, ALL]);
    assert.deepEqual(await store.getChecks(id), [MYPY]);
  });

  it('checks nothing, and claims nothing, without a verifier', async () => {
    const { id, review, store, tracer } = await setUp();
    const clock: Clock = { now: () => new Date(), delay: () => Promise.resolve() };
    const none = new RunVerification(
      {
        store,
        review,
        verifier: null,
        clock,
        log: silentLog,
        tracer,
        alerts: { look: () => Promise.resolve() },
      },
      () => undefined,
    );
    await none.start(id, PARTS);
    await none.reviewed(id, () => Promise.resolve(PARTS));
    assert.equal(none.current(id), undefined);
    assert.deepEqual(await store.getChecks(id), []);
  });
});
