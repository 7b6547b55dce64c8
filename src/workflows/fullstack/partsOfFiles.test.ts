import { strict as assert } from 'assert';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { workspacePath } from '../../core/model/workspacePath';
import { partsOfFiles } from './partsOfFiles';
import type { ProjectProfile, Stack } from './stack';

const stack = (kind: Stack['kind'], ...folders: readonly string[]): Stack => ({
  kind,
  title: kind,
  detect: () =>
    Promise.resolve(
      folders.map((folder): ProjectProfile => ({
        folder,
        evidence: [],
        conventions: [],
        unsupported: [],
        entities: [],
      })),
    ),
  defaults: () => ({}),
  planned: () => [],
});

describe('partsOfFiles', () => {
  const stacks = {
    backend: stack('fastapi', 'api', 'services/users'),
    frontend: stack('nextjs', '', 'web'),
  };
  const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['nothing', [], []],
    ['a file of a backend', ['api/main.py'], ['python api', 'node ']],
    ['the innermost of several', ['web/page.tsx'], ['node web']],
    [
      'each once',
      ['api/a.py', 'api/b.py', 'services/users/c.py'],
      ['python api', 'python services/users', 'node '],
    ],
    ['no folder whose name only begins alike', ['apiary/main.py'], ['node ']],
  ];
  for (const [title, paths, expected] of table) {
    it(`finds ${title}`, async () => {
      const { parts } = await partsOfFiles(stacks, new MemoryWorkspace({}), paths.map(workspacePath));
      assert.deepEqual(
        parts.map(({ kind, folder }) => `${kind} ${folder}`),
        expected,
      );
    });
  }
});
