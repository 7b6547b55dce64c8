import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { MemoryReviewStore, RUN, fileChange, mark } from '../../../test/fakes/reviewPorts';
import type { FileChangeInput } from '../../../test/fakes/reviewPorts';
import { AppError } from '../model/appError';
import type { WorkspacePath } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import type { HunkView } from './reviewService';
import { ReviewSession } from './reviewSession';
import { planRollback } from './rollback';

const ask = { dependencies: 'ask' } as const;
const include = { dependencies: 'include' } as const;
const ignore = { dependencies: 'ignore' } as const;
const A = workspacePath('a.py');
const B = workspacePath('b.py');
const all = { kind: 'run' } as const;

function open(...inputs: readonly FileChangeInput[]) {
  const store = new MemoryReviewStore();
  store.start(RUN, inputs.map(fileChange));
  const workspace = new MemoryWorkspace();
  for (const { path, base } of inputs) if (base !== null) workspace.texts.set(path, base);
  const session = () => new ReviewSession({ store, files: workspace, writer: workspace });
  const review = session();
  const hunks = async (path: WorkspacePath): Promise<readonly HunkView[]> =>
    (await review.file(RUN, path))?.hunks ?? [];
  const named = async (path: WorkspacePath, index = 0) => ({
    kind: 'hunk' as const,
    path,
    hunk: (await hunks(path))[index]?.id ?? '',
  });
  const statuses = async (): Promise<string[]> => (await review.files(RUN)).map(({ status }) => status);
  return { store, workspace, review, session, hunks, named, statuses };
}

const edit = { path: A, base: 'a\nb\nc\nd\n', proposed: 'a\nX\nc\nY\n' };
const created = { path: B, base: null, proposed: 'new\n' };

describe('review session', () => {
  it('lists edits before new files and shows both texts', async () => {
    const { review } = open(created, edit);
    const files = await review.files(RUN);
    assert.deepEqual(
      files.map(({ path, action, status, current, pending }) => [path, action, status, current, pending]),
      [
        [A, 'edit', 'pending', 'a\nb\nc\nd\n', 'a\nX\nc\nY\n'],
        [B, 'create', 'pending', null, 'new\n'],
      ],
    );
    assert.equal(await review.file(RUN, workspacePath('other.py')), undefined);
  });

  it('goes from pending over partial to accepted, and rejects the rest', async () => {
    const { review, named, statuses, workspace } = open(edit, created);
    await review.accept(RUN, await named(A), ask);
    assert.deepEqual(await statuses(), ['partial', 'pending']);
    await review.reject(RUN, await named(A));
    await review.reject(RUN, { kind: 'files', paths: [B] });
    assert.deepEqual(await statuses(), ['accepted', 'rejected']);
    assert.deepEqual([...workspace.texts], [[A, 'a\nX\nc\nd\n']]);
  });

  it('takes specification and merge base along with the first accept, and not before', async () => {
    const base = { path: '.groundwork/base/x.json', base: null, proposed: '{}\n', layer: 'base' } as const;
    const spec = { path: '.groundwork/entities/x.yaml', base: null, proposed: 'x\n', layer: 'spec' } as const;
    const { review, named, workspace } = open(edit, created, base, spec);
    await review.reject(RUN, await named(A));
    assert.equal(workspace.texts.size, 1);
    await review.accept(RUN, await named(A), ask);
    assert.deepEqual([...workspace.texts.keys()].sort(), [base.path, spec.path, A]);
  });

  it('creates new files, empty ones too', async () => {
    const { review, workspace, statuses } = open(created, {
      path: 'e/__init__.py',
      base: null,
      proposed: '',
    });
    const outcome = await review.accept(RUN, all, ask);
    assert.equal(outcome.kind === 'accepted' && outcome.hunks, 2);
    assert.deepEqual([...workspace.texts].sort(), [[B, 'new\n'], ['e/__init__.py', '']]); // prettier-ignore
    assert.deepEqual(await statuses(), ['accepted', 'accepted']);
    await review.textRestored(B, null);
    workspace.texts.delete(B);
    assert.deepEqual(await statuses(), ['pending', 'accepted']);
  });

  it('takes a second click on a lens for the same accept', async () => {
    const { review, named } = open(edit);
    const target = await named(A);
    const both = await Promise.all([review.accept(RUN, target, ask), review.accept(RUN, target, ask)]);
    assert.deepEqual(
      both.map((outcome) => outcome.kind === 'accepted' && outcome.hunks),
      [1, 0],
    );
    await assert.rejects(review.accept(RUN, { ...target, hunk: 'none' }, ask), { code: 'notFound' });
    await assert.rejects(review.reject(RUN, { kind: 'files', paths: [B] }), { code: 'notFound' });
  });

  describe('conflicts', () => {
    it('leaves hunks that were typed over out of accept all, and takes them by name', async () => {
      const { review, workspace, hunks, named, statuses } = open(edit);
      workspace.texts.set(A, 'a\nmine\nc\nd\n');
      assert.deepEqual(
        (await hunks(A)).map(({ conflict }) => conflict),
        [true, false],
      );
      assert.deepEqual(await statuses(), ['conflict']);
      const outcome = await review.accept(RUN, all, ask);
      assert.equal(outcome.kind === 'accepted' && outcome.conflicts.length, 1);
      assert.equal(workspace.texts.get(A), 'a\nmine\nc\nY\n');
      assert.deepEqual(await statuses(), ['stale']);
      assert.deepEqual(await review.accept(RUN, all, ask), { kind: 'stale', paths: [A] });
      await review.accept(RUN, await named(A), ask);
      assert.equal(workspace.texts.get(A), 'a\nX\nc\nY\n');
    });

    it('keeps a line typed where a hunk inserts, when that hunk is named', async () => {
      const { review, workspace, hunks, named } = open({ path: A, base: 'a\nb\n', proposed: 'a\nX\nb\n' });
      workspace.texts.set(A, 'a\nmine\nb\n');
      assert.deepEqual(
        (await hunks(A)).map(({ conflict }) => conflict),
        [true],
      );
      assert.deepEqual(await review.accept(RUN, all, ask), { kind: 'stale', paths: [A] });
      assert.equal(workspace.applied, 0);
      await review.accept(RUN, await named(A), ask);
      assert.equal(workspace.texts.get(A), 'a\nmine\nX\nb\n');
    });

    it('leaves hunks whose marks say conflict for a person', async () => {
      const marks = [mark({ startLine: 1, endLine: 2, conflict: true })];
      const { review, workspace, statuses, named } = open({ ...edit, marks });
      await review.accept(RUN, { kind: 'files', paths: [A] }, include);
      assert.equal(workspace.texts.get(A), 'a\nb\nc\nY\n');
      assert.deepEqual(await statuses(), ['conflict']);
      await review.accept(RUN, await named(A), ask);
      assert.deepEqual(await statuses(), ['accepted']);
    });

    const unreachable = [
      ['a deleted file', edit, null],
      ['another file in the place of a new one', created, 'theirs\n'],
    ] as const;
    for (const [name, change, now] of unreachable) {
      it(`never writes over ${name}`, async () => {
        const { review, workspace, statuses, named } = open(change);
        if (now === null) workspace.texts.delete(change.path);
        else workspace.texts.set(change.path, now);
        const target = await named(change.path);
        for (const each of [all, target]) {
          assert.deepEqual(await review.accept(RUN, each, ignore), { kind: 'stale', paths: [change.path] });
        }
        assert.equal(workspace.applied, 0);
        assert.deepEqual(await statuses(), ['stale']);
        await review.reject(RUN, all);
        assert.deepEqual(await statuses(), ['rejected']);
      });
    }

    it('accepts without a write what the file holds already', async () => {
      const { review, workspace, statuses, store } = open(edit, created);
      workspace.texts.set(A, edit.proposed).set(B, created.proposed);
      await review.accept(RUN, all, ask);
      assert.equal(workspace.applied, 0);
      assert.deepEqual(await store.getWrites(RUN), []);
      assert.deepEqual(await statuses(), ['accepted', 'accepted']);
    });

    it('answers stale when the file changes while it is written', async () => {
      const { review, workspace, store, statuses } = open(edit);
      store.fuse = (point) => {
        if (point === 'recordWrites') workspace.texts.set(A, 'typed\n');
      };
      assert.deepEqual(await review.accept(RUN, all, ask), { kind: 'stale', paths: [A] });
      assert.equal(workspace.texts.get(A), 'typed\n');
      assert.deepEqual(await store.getWrites(RUN), []);
      assert.equal((await store.getReview(RUN))[0]?.intent, null);
      assert.notDeepEqual(await statuses(), ['accepted']);
    });
  });

  describe('dependencies', () => {
    const model = (conflict: boolean): FileChangeInput => ({
      path: A,
      base: 'a\n',
      proposed: 'a\nmodel\n',
      marks: [mark({ startLine: 1, endLine: 2, title: 'Model', provides: ['py:Product'], conflict })],
    });
    const router: FileChangeInput = {
      path: B,
      base: null,
      proposed: 'router\n',
      marks: [mark({ startLine: 0, endLine: 1, title: 'Router', requires: ['py:Product'] })],
    };

    it('asks, includes or ignores', async () => {
      for (const [options, expected] of [
        [ask, []],
        [include, [A, B]],
        [ignore, [B]],
      ] as const) {
        const { review, workspace, named, hunks } = open(model(false), router);
        assert.deepEqual(
          (await hunks(B))[0]?.dependsOn.map(({ path }) => path),
          [A],
        );
        assert.deepEqual(
          (await hunks(A))[0]?.dependants.map(({ path }) => path),
          [B],
        );
        workspace.texts.set(A, 'a\n');
        const outcome = await review.accept(RUN, await named(B), options);
        assert.equal(outcome.kind, options === ask ? 'needsDependencies' : 'accepted');
        const changed = [...workspace.texts].flatMap(([path, text]) => (text === 'a\n' ? [] : [path]));
        assert.deepEqual(changed.sort(), expected);
      }
    });

    it('never includes a conflict: a person names it or ignores it', async () => {
      const { review, workspace } = open(model(true), router);
      assert.equal((await review.accept(RUN, all, include)).kind, 'needsDependencies');
      assert.equal(workspace.applied, 0);
      assert.equal((await review.accept(RUN, all, ignore)).kind, 'accepted');
      assert.equal(workspace.texts.get(A), 'a\n');
    });

    it('says before what a rejection leaves without a base', async () => {
      const { review, workspace, hunks } = open(model(false), router);
      await review.reject(RUN, { kind: 'files', paths: [A] });
      assert.match((await hunks(B))[0]?.title ?? '', /needs what was rejected: Model in a\.py/);
      const outcome = await review.accept(RUN, all, ask);
      assert.deepEqual(
        outcome.kind === 'needsDependencies' &&
          outcome.missing.map(({ path, title, decision }) => [path, title, decision]),
        [[A, 'Model', 'rejected']],
      );
      assert.equal(workspace.applied, 0);
    });

    it('leaves a rejection as it is, or takes it back, as the answer says', async () => {
      for (const [dependencies, expected] of [
        ['include', [B]],
        ['ignore', [B]],
        ['includeRejected', [A, B]],
      ] as const) {
        const { review, store, workspace } = open(model(false), router);
        await review.reject(RUN, { kind: 'files', paths: [A] });
        const outcome = await review.accept(RUN, { kind: 'files', paths: [B] }, { dependencies });
        assert.deepEqual(outcome.kind === 'accepted' && [...outcome.paths].sort(), expected, dependencies);
        assert.equal(workspace.texts.has(B), true);
        const back = (await store.getReview(RUN)).find(({ change }) => change.path === A);
        assert.ok(back);
        assert.deepEqual(
          back.decisions.map(({ kind }) => kind),
          [expected.length === 2 ? 'accepted' : 'rejected'],
        );
        assert.equal(back.rejectedHunks, expected.length === 2 ? 0 : 1);
      }
    });

    it('takes back no rejection of a conflict', async () => {
      const { review, workspace } = open(model(true), router);
      await review.reject(RUN, { kind: 'files', paths: [A] });
      const outcome = await review.accept(RUN, all, { dependencies: 'includeRejected' });
      assert.equal(outcome.kind, 'needsDependencies');
      assert.equal(workspace.applied, 0);
    });
  });

  it('announces changes after the store has them, once a decision', async () => {
    const { review, store, named } = open(edit, created);
    const heard: string[] = [];
    review.onDidChange(({ paths }) => heard.push(paths.join(' ')));
    store.fuse = (point) => heard.push(point);
    await review.accept(RUN, await named(A), ask);
    await review.setViewed(RUN, B);
    await review.setViewed(RUN, B);
    assert.deepEqual(heard, ['saveReview', 'recordWrites', 'saveReview', A, 'saveReview', B]);
    assert.equal((await review.file(RUN, B))?.viewed, true);
  });

  for (const typed of ['', 'typed\n']) {
    const when = typed === '' ? '' : ', with typing before it is opened again';
    it(`ends an accept that was cut off at any point and rolls back to the first bytes${when}`, async () => {
      for (let crashAt = 0; crashAt <= 5; crashAt += 1) {
        const { store, workspace, review, session } = open(edit, created);
        let left = crashAt;
        const fuse = (): void => {
          if (left === 0) throw new AppError('internal', 'killed', '');
          left -= 1;
        };
        store.fuse = fuse;
        workspace.fuse = fuse;
        const outcome = await review.accept(RUN, all, ask).catch(() => 'killed');
        assert.equal(outcome !== 'killed', crashAt === 5);
        store.fuse = workspace.fuse = () => undefined;
        workspace.texts.set(A, typed + (workspace.texts.get(A) ?? ''));
        const next = session();
        for (const again of [1, 2]) {
          await next.reconcile(RUN);
          const writes = await store.getWrites(RUN);
          for (const { change, intent } of await store.getReview(RUN)) {
            const written = workspace.texts.get(change.path)?.endsWith(change.proposed) === true;
            const file = await next.file(RUN, change.path);
            assert.equal(
              file?.status,
              written ? 'accepted' : 'pending',
              `${crashAt}.${again} ${change.path}`,
            );
            assert.equal(intent, null);
            assert.equal(writes.filter(({ path }) => path === change.path).length, written ? 1 : 0);
          }
        }
        const plan = await planRollback(
          await store.getWrites(RUN),
          (path) => workspace.read(path),
          (hash) => store.readBlob(hash),
        );
        await workspace.apply(plan.writes);
        assert.deepEqual([...workspace.texts], [[A, typed + edit.base]]);
      }
    });
  }

  it('forgets what could be redone when something else is accepted', async () => {
    const { store, workspace, review, named } = open(edit);
    await review.accept(RUN, await named(A), ask);
    workspace.texts.set(A, edit.base);
    await review.textRestored(A, edit.base);
    assert.equal((await store.getReview(RUN))[0]?.undone.length, 1);
    await review.accept(RUN, await named(A, 1), ask);
    assert.deepEqual((await store.getReview(RUN))[0]?.undone, []);
  });

  it('makes accepts pending again that never reached the disk, but not after a rollback', async () => {
    for (const rolledBack of [false, true]) {
      const { store, workspace, review, statuses } = open(edit);
      await review.accept(RUN, all, ask);
      workspace.texts.set(A, edit.base);
      if (rolledBack) await store.dropWrites(RUN, [1]);
      await review.reconcile(RUN);
      assert.deepEqual(await statuses(), [rolledBack ? 'accepted' : 'pending']);
      assert.deepEqual(await store.getWrites(RUN).then((writes) => writes.length), 0);
    }
  });

  it('journals a redo and forgets an undo', async () => {
    const { store, workspace, review, statuses } = open(edit);
    await review.accept(RUN, all, ask);
    for (const [text, status, writes] of [
      [edit.base, 'pending', 0],
      [edit.proposed, 'accepted', 1],
      [edit.base, 'pending', 0],
    ] as const) {
      workspace.texts.set(A, text);
      await review.textRestored(A, text);
      assert.deepEqual(await statuses(), [status]);
      assert.equal((await store.getWrites(RUN)).length, writes);
    }
  });

  it('brings the exact bytes back when the buffer shows mixed line ends as one kind', async () => {
    const mixed = { path: A, base: '\uFEFFa\r\nb\nc\n', proposed: '\uFEFFa\r\nX\nc\n' };
    const { workspace, review, statuses } = open(mixed);
    await review.accept(RUN, all, ask);
    for (const [image, status] of [
      [mixed.base, 'pending'],
      [mixed.proposed, 'accepted'],
      [mixed.base, 'pending'],
    ] as const) {
      const shown = image.replaceAll('\r\n', '\n');
      workspace.texts.set(A, shown);
      await review.textRestored(A, shown);
      assert.equal(workspace.texts.get(A), image);
      assert.deepEqual(await statuses(), [status]);
    }
  });

  it('takes a text with other line ends for no image that an editor can show', async () => {
    const { workspace, review, statuses } = open(edit);
    await review.accept(RUN, all, ask);
    const other = edit.base.replaceAll('\n', '\r\n');
    workspace.texts.set(A, other);
    await review.textRestored(A, other);
    assert.deepEqual(await statuses(), ['accepted']);
    assert.equal(workspace.texts.get(A), other);
  });
});
