import assert from 'node:assert/strict';
import { nameMarks } from './nameMarks';

const lines = (...of: readonly string[]): string => of.map((line) => `${line}\n`).join('');

describe('nameMarks', () => {
  it('marks the changes that bring the same name', () => {
    const before = lines('import a', '', 'def f():', '    return a.b()', '', 'c = 1');
    const after = lines('import a', 'import time', '', 'def f():', '    return a.b(time.now())', '', 'c = 2');
    assert.deepEqual(
      nameMarks('x.py', before, after, 'Step').map(({ startLine, endLine, provides, requires }) => {
        assert.deepEqual(provides, requires);
        return [startLine, endLine, ...provides];
      }),
      [
        [1, 2, 'name:py:time'],
        [4, 5, 'name:py:time', 'name:py:now'],
      ],
    );
  });

  it('marks the changes that drop the same name', () => {
    const [mark, ...others] = nameMarks('x.ts', lines('a(sku);', 'b();'), lines('b();'), 'Step');
    assert.deepEqual(mark && [mark.startLine, mark.endLine, ...mark.requires], [
      0,
      0,
      'name:ts:a',
      'name:ts:sku',
    ]);
    assert.deepEqual(others, []);
  });

  it('reads keys of JSON, not what they say, as names that TypeScript uses', () => {
    const before = lines('{', '  "name": "Name"', '}');
    const after = lines('{', '  "name": "Name",', '  "sku": "Stock unit"', '}');
    assert.deepEqual(
      nameMarks('en.json', before, after, 'Step').flatMap(({ provides }) => provides),
      ['name:ts:sku'],
    );
  });

  it('has nothing to say of a change that brings no name', () => {
    assert.deepEqual(nameMarks('x.py', lines('a = b'), lines('b = a'), 'Step'), []);
  });
});
