import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import type { WorkspacePath } from '../model/ids';
import { workspacePath } from '../model/workspacePath';
import { LEFT_BEHIND_RULE, leftBehindSteps, type EndedRun } from './leftBehind';

const OLD = workspacePath('app/(pages)/notes/[id]/page.tsx');
const CRUD = workspacePath('api/crud/notes.py');
const left = (path: WorkspacePath): EndedRun['findings'][number] => ({ rule: LEFT_BEHIND_RULE, path });
const DONE: EndedRun = {
  status: 'completed',
  files: [{ status: 'accepted' }],
  findings: [left(OLD), left(CRUD), left(CRUD), { rule: 'data-loss', path: workspacePath('alembic/2.py') }],
};

describe('leftBehindSteps', () => {
  const cases: readonly {
    readonly what: string;
    readonly run?: Partial<EndedRun>;
    readonly there?: readonly string[];
    readonly committed?: readonly string[];
    readonly command: string | undefined;
  }[] = [
    {
      what: 'removes what git can give back, in one command',
      command: `git rm --quiet -- "${OLD}" "${CRUD}"`,
    },
    {
      what: 'leaves what was never committed to the person',
      committed: [OLD],
      command: `git rm --quiet -- "${OLD}"`,
    },
    { what: 'does not speak of files that are gone', there: [CRUD], command: `git rm --quiet -- "${CRUD}"` },
    { what: 'is nothing once all are gone', there: [], command: undefined },
    { what: 'waits for the end of the run', run: { status: 'review' }, command: undefined },
    {
      what: 'keeps the old files of a person who rejected a new one',
      run: { files: [{ status: 'accepted' }, { status: 'rejected' }] },
      command: undefined,
    },
    { what: 'is nothing where nothing is left behind', run: { findings: [] }, command: undefined },
  ];
  for (const { what, run, there = [OLD, CRUD], committed = [OLD, CRUD], command } of cases) {
    it(what, async () => {
      const files = new MemoryWorkspace(Object.fromEntries(there.map((path) => [path, 'text'])));
      const git = {
        committed: (paths: readonly WorkspacePath[]) =>
          Promise.resolve(new Set(paths.filter((path) => committed.includes(path)))),
      };
      const steps = await leftBehindSteps({ ...DONE, ...run }, files, git);
      assert.deepEqual(
        steps.map(({ action }) => action),
        command === undefined ? [] : [{ kind: 'terminal', command, folder: '' }],
      );
    });
  }

  it('is nothing where git may not run', async () => {
    assert.deepEqual(await leftBehindSteps(DONE, new MemoryWorkspace({ [OLD]: 'text' }), null), []);
  });
});
