import assert from 'node:assert/strict';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { nextStepsOf } from './nextSteps';

const project = (folder: string, more: object): object => ({
  folder,
  evidence: [],
  conventions: [],
  unsupported: [],
  entities: [],
  ...more,
});

function stepsOf(detection: { readonly backend: object | null; readonly frontend: object | null }) {
  const normalized = normalizeEntity({
    name: 'warehouse',
    fields: { name: 'string(64)!' },
    relationships: { shelves: { kind: 'one-to-many', target: 'Shelf' } },
  });
  assert.equal(normalized.kind, 'valid');
  return nextStepsOf({
    'project-detection': detection,
    'entity-dialogue': { spec: normalized.spec, base: null },
  }).map(({ action }) =>
    action.kind === 'terminal' ? `${action.folder}: ${action.command}` : action.command,
  );
}

describe('next steps', () => {
  it('run in the environments of the project, migration first', () => {
    assert.deepEqual(
      stepsOf({
        backend: project('backend', { toolCall: '.venv/bin/python -m {tool}' }),
        frontend: project('web', { toolCall: 'pnpm exec {tool}', scriptCall: 'pnpm run {script}' }),
      }),
      [
        'backend: .venv/bin/python -m alembic upgrade head',
        'backend: .venv/bin/python -m pytest -q -k warehouses',
        'web: pnpm exec tsc --noEmit',
        'web: pnpm run dev',
        'groundwork.generateFullstack',
      ],
    );
  });

  it('are those of the half that was generated', () => {
    assert.deepEqual(stepsOf({ backend: project('', {}), frontend: null }), [
      ': alembic upgrade head',
      ': pytest -q -k warehouses',
      'groundwork.generateFullstack',
    ]);
  });
});
