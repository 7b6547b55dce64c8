import { strict as assert } from 'assert';
import { fileChange } from '../../../test/fakes/reviewPorts';
import { startReview } from './fileReview';
import { orderReviews } from './reviewOrder';

describe('review order', () => {
  it('puts edits first, then new files by layer, then by path', () => {
    const files = [
      fileChange({ path: 'page.tsx', base: null, proposed: 'x', layer: 'page' }),
      fileChange({ path: 'b/model.py', base: null, proposed: 'x', layer: 'model' }),
      fileChange({ path: 'B/model.py', base: null, proposed: 'x', layer: 'model' }),
      fileChange({ path: 'nav.tsx', base: 'y', proposed: 'x', layer: 'component' }),
      fileChange({ path: 'entity.yaml', base: null, proposed: 'x', layer: 'spec' }),
      fileChange({ path: 'empty.py', base: '', proposed: 'x', layer: 'model' }),
    ];
    assert.deepEqual(
      orderReviews(files.map(startReview)).map(({ change }) => change.path),
      ['empty.py', 'nav.tsx', 'entity.yaml', 'B/model.py', 'b/model.py', 'page.tsx'],
    );
  });
});
