import assert from 'node:assert/strict';
import { workspacePath } from '../../core/model/workspacePath';
import type { NeededHunk } from '../../core/review/reviewService';
import { askAboutNeeded } from './neededHunks';

const needed = (title: string, decision: NeededHunk['decision']): NeededHunk => ({
  path: workspacePath('db/model.py'),
  hunk: title,
  title,
  decision,
});

describe('the question about hunks that are needed', () => {
  const table = [
    {
      name: 'one that is pending',
      missing: [needed('Add Product', 'pending')],
      message: 'This needs 1 other pending hunk to run.',
      choices: { 'Include It': 'include', 'Accept Only This': 'ignore' },
    },
    {
      name: 'some that are pending',
      missing: [needed('Add Product', 'pending'), needed('Import from enum', 'pending')],
      message: 'This needs 2 other pending hunks to run.',
      choices: { 'Include Its 2 Dependencies': 'include', 'Accept Only This': 'ignore' },
    },
    {
      name: 'only what was rejected: Enter keeps it rejected',
      missing: [needed('Add Product', 'rejected')],
      message: 'This needs 1 hunk that you rejected to run.',
      choices: { 'Accept Only This': 'ignore', 'Include What I Rejected': 'includeRejected' },
    },
    {
      name: 'some of both',
      missing: [needed('Add Product', 'pending'), needed('Import from enum', 'rejected')],
      message: 'This needs 1 other pending hunk and 1 hunk that you rejected to run.',
      choices: {
        'Include It': 'include',
        'Accept Only This': 'ignore',
        'Include What I Rejected': 'includeRejected',
      },
    },
  ] as const;
  for (const { name, missing, message, choices } of table) {
    it(`names ${name}`, () => {
      const question = askAboutNeeded(missing, 'hunk');
      assert.equal(question.message, message);
      assert.deepEqual(
        Object.fromEntries(question.choices.map(({ label, dependencies }) => [label, dependencies])),
        choices,
      );
      for (const { title, path } of missing) assert.ok(question.detail.includes(`${title} (${path})`));
      assert.equal(
        question.detail.split(', rejected').length - 1,
        missing.filter(({ decision }) => decision === 'rejected').length,
      );
    });
  }

  it('speaks of what is left when a file or the whole run is accepted', () => {
    const { choices } = askAboutNeeded([needed('Add Product', 'rejected')], 'run');
    assert.equal(choices[0]?.label, 'Accept Without');
  });
});
