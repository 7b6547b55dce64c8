import assert from 'node:assert/strict';
import { runId } from '../../core/model/ids';
import { workspacePath } from '../../core/model/workspacePath';
import { parseProposed, proposedParts } from './proposedUri';

describe('proposedUri', () => {
  for (const folder of ['/home/me/shop', '/home/me/shop/', '/c:/shop', '/مشروع']) {
    for (const side of ['proposed', 'empty'] as const) {
      it(`round-trips ${side} in ${folder}`, () => {
        const ref = { runId: runId('r&1'), path: workspacePath('app/(pages)/[id]/page.tsx'), side };
        assert.deepEqual(parseProposed(folder, proposedParts(folder, ref)), ref);
      });
    }
  }

  it('keeps the path of the real file, so that diffs do not show a rename', () => {
    const parts = proposedParts('/w', { runId: runId('1'), path: workspacePath('a/b.py'), side: 'proposed' });
    assert.equal(parts.path, '/w/a/b.py');
  });

  const foreign = [
    { scheme: 'file', path: '/w/a.py', query: 'run=1' },
    { scheme: 'groundwork', path: '/w/a.py', query: '' },
    { scheme: 'groundwork', path: '/other/a.py', query: 'run=1' },
  ];
  for (const uri of foreign) {
    it(`is none of ours: ${uri.scheme}:${uri.path}?${uri.query}`, () => {
      assert.equal(parseProposed('/w', uri), undefined);
    });
  }

  it('refuses a path that leaves the folder', () => {
    assert.throws(() => parseProposed('/w', { scheme: 'groundwork', path: '/w/../x', query: 'run=1' }));
  });
});
