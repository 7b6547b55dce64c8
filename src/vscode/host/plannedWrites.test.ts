import assert from 'node:assert/strict';
import { AppError } from '../../core/model/appError';
import { workspacePath } from '../../core/model/workspacePath';
import type { FileWrite } from '../../core/ports/workspaceFiles';
import { planWrite, type Standing } from './plannedWrites';

const path = workspacePath('a.py');
const create: FileWrite = { kind: 'create', path, text: 'x\n' };
const replace: FileWrite = { kind: 'replace', path, expected: 'a\n', text: 'b\n' };
const remove: FileWrite = { kind: 'delete', path, expected: 'a\n' };

describe('planWrite', () => {
  const cases: readonly [string, FileWrite, Standing, string][] = [
    ['a new file', create, { onDisk: undefined, dirty: undefined }, 'create'],
    ['a file that appeared', create, { onDisk: '', dirty: undefined }, 'staleBase'],
    ['a clean file', replace, { onDisk: 'a\n', dirty: undefined }, 'bytes'],
    ['an unsaved buffer', replace, { onDisk: 'old\n', dirty: 'a\n' }, 'buffer'],
    ['a clean file that changed', replace, { onDisk: 'c\n', dirty: undefined }, 'staleBase'],
    ['a buffer that changed', replace, { onDisk: 'a\n', dirty: 'c\n' }, 'staleBase'],
    ['a file that is gone', replace, { onDisk: undefined, dirty: undefined }, 'staleBase'],
    [
      'mixed line ends, clean',
      { ...replace, expected: 'a\r\nb\n' },
      { onDisk: 'a\r\nb\n', dirty: undefined },
      'bytes',
    ],
    ['mixed line ends, unsaved', replace, { onDisk: 'a\r\nb\n', dirty: 'a\n' }, 'conflict'],
    [
      'a mark that is lost',
      { ...replace, expected: '\ufeffa\n' },
      { onDisk: '\ufeffa\n', dirty: '\ufeffa\n' },
      'conflict',
    ],
    ['a delete', remove, { onDisk: 'a\n', dirty: undefined }, 'delete'],
    ['a delete after typing', remove, { onDisk: 'a\n', dirty: 'b\n' }, 'staleBase'],
  ];
  for (const [name, write, standing, expected] of cases) {
    it(`${name}: ${expected}`, () => {
      let outcome: string;
      try {
        outcome = planWrite(write, standing).kind;
      } catch (thrown) {
        assert.ok(thrown instanceof AppError);
        outcome = thrown.code;
      }
      assert.equal(outcome, expected);
    });
  }
});
