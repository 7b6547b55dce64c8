import { strict as assert } from 'assert';
import { openMemoryStore } from '../../../test/fakes/memoryStore';
import { fileChange } from '../../../test/fakes/reviewPorts';
import { DEFAULT_CONFIG } from '../config/configSchema';
import { AppError } from '../model/appError';
import { workspacePath } from '../model/workspacePath';
import type { CommitOutcome, CommitRequest, Git } from '../ports/git';
import { startReview, type FileReview } from '../review/fileReview';
import { checkCleanTree, commitAccepted, commitOf } from './runCommit';

const ON = { ...DEFAULT_CONFIG.git, commitAcceptedRuns: true };
const MODEL = workspacePath('a.py');

function git(changed: readonly string[] | null, outcome?: CommitOutcome) {
  const asked: CommitRequest[] = [];
  const answers: Git = {
    committed: () => Promise.resolve(new Set()),
    ignored: () => Promise.resolve(new Map()),
    uncommitted: () => Promise.resolve(changed),
    commit: (request) => {
      asked.push(request);
      return Promise.resolve(
        outcome ?? { kind: 'committed', branch: request.branch, commit: 'c0ffee', leftOut: [] },
      );
    },
  };
  return { git: answers, asked };
}

async function setUp(...reviews: readonly FileReview[]) {
  const store = await openMemoryStore();
  const run = await store.createRun({ workflow: 'w', task: 'Add to Product: née', request: null });
  await store.saveReview(run.id, reviews);
  return { store, run };
}

function accepted(base: string | null, proposed: string): FileReview {
  const review = startReview(fileChange({ path: MODEL, base, proposed }));
  return { ...review, base: proposed, decisions: [{ hunk: 'h', kind: 'accepted' }] };
}

describe('a commit of what was accepted', () => {
  it('has the accepted files, once, on a branch named after the run', async () => {
    const rejected = startReview(fileChange({ path: workspacePath('b.py'), base: null, proposed: 'b\n' }));
    const { store, run } = await setUp(accepted('1\n2\n3\n', '1\n2\nTHREE\n'), rejected);
    const { git: repository, asked } = git([]);
    for (const _time of [1, 2]) assert.deepEqual(await commitAccepted(repository, store, run, ON), []);
    assert.equal(asked[0]?.branch, `groundwork/add-to-product-n-e-${run.id.slice(0, 8)}`);
    assert.deepEqual(
      asked[0].files.map(({ path }) => path),
      [MODEL],
    );
    assert.equal((await store.getArtifacts(run.id)).length, 1);
    assert.deepEqual(await commitOf(store, run), { branch: asked[0].branch, commit: 'c0ffee', leftOut: [] });
  });

  const texts: readonly (readonly [string, string | undefined, string])[] = [
    ['a file that is not committed yet', undefined, '1\n2\n3\nFOUR\n'],
    ['the text that the run began with', '1\n2\n3\n4\n', '1\n2\n3\nFOUR\n'],
    ['lines that a person has not committed', 'one\n2\n3\n4\n', 'one\n2\n3\nFOUR\n'],
    ['lines that both changed', '1\n2\n3\nquatre\n', '1\n2\n3\nFOUR\n'],
    ['bytes that are no text', '\uFFFD\n2\n3\n4\n', '1\n2\n3\nFOUR\n'],
  ];
  for (const [title, below, expected] of texts) {
    it(`is right above ${title}`, async () => {
      const { store, run } = await setUp(accepted('1\n2\n3\n4\n', '1\n2\n3\nFOUR\n'));
      const { git: repository, asked } = git([]);
      await commitAccepted(repository, store, run, ON);
      assert.equal(asked[0]?.files[0]?.text(below), expected);
    });
  }

  it('is not made without git, without the setting, and when nothing was accepted', async () => {
    const { store, run } = await setUp(accepted(null, 'x\n'));
    const { git: repository, asked } = git([]);
    await commitAccepted(null, store, run, ON);
    await commitAccepted(repository, store, run, DEFAULT_CONFIG.git);
    const empty = await setUp(startReview(fileChange({ path: MODEL, base: null, proposed: 'x\n' })));
    await commitAccepted(repository, empty.store, empty.run, ON);
    assert.deepEqual(asked, []);
  });

  it('is a finding when there is none, and for each file that is not in it', async () => {
    const { store, run } = await setUp(accepted(null, 'x\n'));
    const none = git([], { kind: 'notCommitted', reason: 'No.' });
    const [finding] = await commitAccepted(none.git, store, run, ON);
    assert.equal(finding?.message, 'Not committed: No.');
    assert.equal(await commitOf(store, run), null);
    const leftOut = [{ path: MODEL, reason: 'is ignored (x)' }];
    const some = git([], { kind: 'committed', branch: 'b', commit: 'c', leftOut });
    const [left] = await commitAccepted(some.git, store, run, ON);
    assert.deepEqual(
      [left?.path, left?.message],
      [MODEL, 'Not in the commit of the run: it is ignored (x).'],
    );
  });
});

describe('the clean tree', () => {
  const cases: readonly (readonly [string, Git | null, number])[] = [
    ['clean', git([]).git, 0],
    ['changed', git(['a', 'b', 'c', 'd', 'e', 'f', 'g']).git, 1],
    ['unknown', git(null).git, 1],
    ['without trust', null, 1],
  ];
  for (const [title, repository, findings] of cases) {
    it(`is asked for as configured: ${title}`, async () => {
      const of = (requireCleanTree: 'off' | 'warn' | 'refuse') =>
        checkCleanTree(repository, { ...DEFAULT_CONFIG.git, requireCleanTree });
      assert.equal((await of('off')).length, 0);
      assert.equal((await of('warn')).length, findings);
      if (findings === 0) assert.deepEqual(await of('refuse'), []);
      else
        await assert.rejects(
          of('refuse'),
          (failure) => failure instanceof AppError && failure.code === 'conflict',
        );
    });
  }

  it('names a few of many files', async () => {
    const [finding] = await checkCleanTree(git(['a', 'b', 'c', 'd', 'e', 'f', 'g']).git, {
      ...DEFAULT_CONFIG.git,
      requireCleanTree: 'warn',
    });
    assert.match(finding?.message ?? '', /a, b, c, d, e and 2 more/);
  });
});
