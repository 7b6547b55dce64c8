import { strict as assert } from 'assert';
import { assembleOutput, OUTPUT_PARTS } from './assembledOutput';

const run = (paths: readonly string[], agents: readonly string[] = []) =>
  assembleOutput({
    id: 'r1',
    workflow: 'fullstack',
    files: paths.map((path) => ({ path, action: 'create' as const, status: 'pending' })),
    phases: [
      { status: 'completed', agents },
      { status: 'failed', agents: ['form-generator'] },
    ],
  });

describe('assembleOutput', () => {
  const table: readonly (readonly [string, string])[] = [
    ['backend/db/model.py', 'backend'],
    ['backend/migrations/versions/1_product.py', 'backend'],
    ['backend/alembic.ini', 'backend'],
    ['frontend/app/(pages)/setting/products/page.tsx', 'frontend'],
    ['frontend/messages/ar.json', 'frontend'],
    ['frontend/components/authors/table.tsx', 'frontend'],
    ['backend/core/auth/session.py', 'security'],
    ['backend/api/permissions.py', 'security'],
    ['docs/auth.md', 'documentation'],
    ['README.md', 'documentation'],
    ['docker-compose.yml', 'deployment'],
    ['backend/Dockerfile', 'deployment'],
    ['.github/workflows/ci.yml', 'deployment'],
    ['.groundwork/entities/product.yaml', 'metadata'],
    ['.groundwork/base/product.json', 'metadata'],
    ['data.bin', 'metadata'],
  ];
  for (const [path, part] of table) {
    it(`puts ${path} under ${part}, and nowhere else`, () => {
      const output = run([path]);
      const parts = [...OUTPUT_PARTS, 'metadata' as const].filter((name) => output[name].files.length > 0);
      assert.deepEqual(parts, [part]);
    });
  }

  it('names who worked for each part, and says of the run how far it came', () => {
    const output = run(
      [],
      ['fastapi-entity', 'auth-builder', 'next-steps', 'notes (workspace)', 'api-route (workspace)'],
    );
    assert.deepEqual(
      [...OUTPUT_PARTS, 'metadata' as const].map((part) => output[part].agents),
      [
        ['fastapi-entity'],
        ['api-route (workspace)'],
        ['auth-builder'],
        [],
        [],
        ['next-steps', 'notes (workspace)'],
      ],
    );
    const { run: id, workflow, phases, phasesCompleted } = output.metadata;
    assert.deepEqual([id, workflow, phasesCompleted, phases], ['r1', 'fullstack', 1, 2]);
  });
});
