import { strict as assert } from 'assert';
import { AppError } from './appError';
import { joinPath, workspacePath } from './workspacePath';

const REFUSED: readonly string[] = [
  '',
  '.',
  '..',
  '../x',
  'a/../x',
  'a/..',
  'a/../../x',
  './a',
  'a/./b',
  'a//b',
  '/a',
  '//server/share',
  '///a',
  'a/',
  '\\\\server\\share\\x',
  'a\\b',
  '..\\x',
  'C:\\x',
  'C:/x',
  'c:x',
  'file:///etc/passwd',
  'http://host/x',
  'a:b',
  'a/b:stream',
  'a\u0000b',
  'a\nb',
  'a\u001fb',
  '~/x',
  '~root/x',
  'a/~/b',
  'CON',
  'con.txt',
  'a/NUL',
  'a/aux.py',
  'PRN',
  'com1',
  'lpt9.log',
  'a.',
  'a ',
  'a./b',
  'a /b',
  'a/...',
  '... ',
];

const TAKEN: readonly string[] = [
  'a',
  'a/b.py',
  'app/(pages)/setting/[id]/page.tsx',
  '.groundwork/entities/product.yaml',
  'a..b',
  'console.py',
  'common/x',
  'ملف.txt',
  'a~',
  'x/@scope/y',
];

describe('workspacePath', () => {
  for (const path of REFUSED) {
    it(`refuses ${JSON.stringify(path)}`, () => {
      assert.throws(
        () => workspacePath(path),
        (thrown: unknown) => thrown instanceof AppError && thrown.code === 'pathOutsideWorkspace',
      );
    });
  }
  for (const path of TAKEN) it(`takes ${path}`, () => assert.equal(workspacePath(path), path));
});

describe('joinPath', () => {
  it('leaves out the workspace folder itself', () => assert.equal(joinPath('', 'a', 'b.py'), 'a/b.py'));
  it('refuses to leave', () => assert.throws(() => joinPath('backend', '..', '..', 'x')));
});
