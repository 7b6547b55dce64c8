import { strict as assert } from 'assert';
import fc from 'fast-check';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { MemoryReviewStore, RUN, fileChange } from '../../../test/fakes/reviewPorts';
import { taggedFile, textOf, type, typingMove } from '../../../test/fakes/taggedFile';
import type { TaggedFile, TypedText, TypingMove } from '../../../test/fakes/taggedFile';
import { workspacePath } from '../model/workspacePath';
import { placeHunks } from './hunkDecisions';
import { computeHunks } from './hunks';
import { ReviewSession } from './reviewSession';
import { planRollback } from './rollback';

const numRuns = process.env['SOAK'] ? 10_000 : 1_000;
const PATH = workspacePath('a.py');

function open(file: TaggedFile) {
  const change = fileChange({
    path: PATH,
    base: textOf(file, () => false),
    proposed: textOf(file, () => true),
  });
  const store = new MemoryReviewStore();
  store.start(RUN, change.base === change.proposed ? [] : [change]);
  const workspace = new MemoryWorkspace({ [PATH]: change.base ?? '' });
  const session = new ReviewSession({ store, files: workspace, writer: workspace });
  const hunks = computeHunks(change).map(({ id }) => id);
  const read = (): string | undefined => workspace.texts.get(PATH);
  const accept = (index: number) =>
    session.accept(RUN, { kind: 'hunk', path: PATH, hunk: hunks[index] ?? '' }, { dependencies: 'ask' });
  return { change, store, workspace, session, hunks, read, accept };
}

const withHunks = taggedFile.filter((file) => file.hunks > 0);
type Step =
  { readonly kind: 'accept'; readonly hunk: number } | { readonly kind: 'type'; readonly move: TypingMove };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('accept' as const), hunk: fc.nat(20) }),
  fc.record({ kind: fc.constant('type' as const), move: typingMove }),
);

describe('review session, any order', function () {
  this.timeout(600_000);
  it('finds the hunks that the file was built from', () => {
    fc.assert(
      fc.property(taggedFile, (file) => {
        assert.equal(open(file).hunks.length, file.hunks);
      }),
      { numRuns },
    );
  });

  it('accepts any subset in any order, typing in between, to the computed text', async () => {
    await fc.assert(
      fc.asyncProperty(withHunks, fc.array(step, { maxLength: 14 }), async (file, steps) => {
        const { workspace, session, read, accept } = open(file);
        const accepted = new Set<number>();
        let typed: TypedText = new Map();
        for (const move of steps) {
          if (move.kind === 'accept') {
            const index = move.hunk % file.hunks;
            assert.equal((await accept(index)).kind, 'accepted');
            accepted.add(index);
          } else {
            typed = type(file, typed, move.move);
            workspace.texts.set(
              PATH,
              textOf(file, (hunk) => accepted.has(hunk), typed),
            );
          }
          assert.equal(
            read(),
            textOf(file, (hunk) => accepted.has(hunk), typed),
          );
          const view = await session.file(RUN, PATH);
          assert.ok(view);
          assert.equal(
            view.pending,
            textOf(file, () => true, typed),
          );
          assert.equal(
            view.hunks.some((hunk) => hunk.conflict),
            false,
          );
        }
      }),
      { numRuns },
    );
  });

  it('shows each pending hunk where it is in both texts', async () => {
    await fc.assert(
      fc.asyncProperty(withHunks, fc.array(typingMove, { maxLength: 5 }), async (file, moves) => {
        const { workspace, session, change } = open(file);
        const typed = moves.reduce<TypedText>((all, move) => type(file, all, move), new Map());
        workspace.texts.set(
          PATH,
          textOf(file, () => false, typed),
        );
        const view = await session.file(RUN, PATH);
        const lines = (text: string): string[] => text.split(/(?<=\n)/);
        for (const hunk of computeHunks(change)) {
          const place = view?.hunks.find(({ id }) => id === hunk.id);
          assert.deepEqual(
            lines(view?.pending ?? '').slice(place?.pendingStart, place?.pendingEnd),
            hunk.added,
          );
          assert.deepEqual(
            lines(view?.current ?? '').slice(place?.currentStart, place?.currentEnd),
            hunk.removed,
          );
        }
      }),
      { numRuns },
    );
  });

  it('rejects all without touching base or file, and accepts all to the proposal', async () => {
    await fc.assert(
      fc.asyncProperty(withHunks, fc.boolean(), async (file, reject) => {
        const { change, store, workspace, session, read } = open(file);
        if (reject) await session.reject(RUN, { kind: 'run' });
        else await session.accept(RUN, { kind: 'run' }, { dependencies: 'ask' });
        const [review] = await store.getReview(RUN);
        assert.equal(read(), reject ? change.base : change.proposed);
        assert.equal(review?.base, read());
        assert.equal(review?.proposed, read());
        assert.equal(workspace.applied, reject ? 0 : 1);
        assert.equal((await session.file(RUN, PATH))?.status, reject ? 'rejected' : 'accepted');
      }),
      { numRuns },
    );
  });

  it('follows undo and redo of the editor', async () => {
    const moves = fc.array(fc.oneof(step, fc.record({ kind: fc.constantFrom('undo', 'redo') })), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(withHunks, moves, async (file, steps) => {
        const { store, workspace, session, read, accept } = open(file);
        let history: { accepted: Set<number>; typed: TypedText }[] = [
          { accepted: new Set(), typed: new Map() },
        ];
        let at = 0;
        const push = (state: (typeof history)[number]): void => {
          history = [...history.slice(0, at + 1), state];
          at += 1;
        };
        for (const move of steps) {
          const state = history[at];
          assert.ok(state);
          if (move.kind === 'accept' && 'hunk' in move) {
            const index = move.hunk % file.hunks;
            await accept(index);
            if (!state.accepted.has(index)) push({ ...state, accepted: new Set(state.accepted).add(index) });
          } else if (move.kind === 'type' && 'move' in move) {
            const typed = type(file, state.typed, move.move);
            if (typed !== state.typed) push({ ...state, typed });
          } else {
            at = move.kind === 'undo' ? Math.max(0, at - 1) : Math.min(history.length - 1, at + 1);
          }
          const expected = history[at];
          assert.ok(expected);
          const text = textOf(file, (hunk) => expected.accepted.has(hunk), expected.typed);
          workspace.texts.set(PATH, text);
          await session.textRestored(PATH, text);
          assert.equal(read(), text);
          const [review] = await store.getReview(RUN);
          assert.ok(review);
          const decided = placeHunks(review).flatMap(({ decision }, index) =>
            decision === 'accepted' ? [index] : [],
          );
          assert.deepEqual(
            decided,
            [...expected.accepted].sort((a, b) => a - b),
          );
          assert.equal(
            review.base,
            textOf(file, (hunk) => expected.accepted.has(hunk)),
          );
        }
      }),
      { numRuns },
    );
  });

  it('rolls any accepts back to the first bytes, keeping what was typed', async () => {
    await fc.assert(
      fc.asyncProperty(withHunks, fc.array(step, { maxLength: 14 }), async (file, steps) => {
        const { store, workspace, read, accept } = open(file);
        const accepted = new Set<number>();
        let typed: TypedText = new Map();
        for (const move of steps) {
          if (move.kind === 'accept') {
            await accept(move.hunk % file.hunks);
            accepted.add(move.hunk % file.hunks);
          } else {
            typed = type(file, typed, move.move);
            workspace.texts.set(
              PATH,
              textOf(file, (hunk) => accepted.has(hunk), typed),
            );
          }
        }
        const plan = await planRollback(
          await store.getWrites(RUN),
          (path) => workspace.read(path),
          (hash) => store.readBlob(hash),
        );
        if (plan.kept.length > 0) {
          // A line that stood beside a hunk is gone: what was typed there has no place of its own any more.
          assert.ok([...typed.values()].some(({ line }) => line === null));
          assert.deepEqual(plan.writes, []);
          return;
        }
        await workspace.apply(plan.writes);
        assert.equal(
          read(),
          textOf(file, () => false, typed),
        );
      }),
      { numRuns },
    );
  });

  it('gives the proposal in any order of accepts, also where lines repeat and when the file holds it already', async () => {
    const line = fc.constantFrom('a\n', 'b\n', '}\n', '\n', 'a\r\n');
    const lines = fc.array(line, { maxLength: 12 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(lines, lines, fc.boolean(), fc.nat(), async (base, proposed, pulled, pick) => {
        fc.pre(base !== proposed);
        const change = fileChange({ path: PATH, base, proposed });
        const store = new MemoryReviewStore();
        store.start(RUN, [change]);
        const workspace = new MemoryWorkspace({ [PATH]: pulled ? proposed : base });
        const session = new ReviewSession({ store, files: workspace, writer: workspace });
        for (let turn = 0; ; turn += 1) {
          const view = await session.file(RUN, PATH);
          assert.ok(view);
          assert.equal(view.pending, proposed);
          if (pulled) assert.equal(view.current, proposed);
          const { hunks } = view;
          const hunk = hunks[(pick + turn) % Math.max(1, hunks.length)];
          if (hunk === undefined) break;
          assert.ok(hunks.every(({ conflict }) => !conflict));
          await session.accept(RUN, { kind: 'hunk', path: PATH, hunk: hunk.id }, { dependencies: 'ask' });
        }
        assert.equal(workspace.texts.get(PATH), proposed);
      }),
      { numRuns },
    );
  });
});
