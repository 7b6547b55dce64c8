import assert from 'node:assert/strict';
import { EDIT, NODE, PYTHON, change, mypy, verify } from '../../test/fakes/scriptedProof';
import { DEFAULT_CONFIG } from '../core/config/configSchema';
import type { ProjectParts } from '../core/ports/verifier';

describe('jobs of a proof', () => {
  describe('what the project is set up for', () => {
    const PAGE = change('frontend/app/page.tsx', null, 'page');
    const all = () => ({
      mypy: () => mypy(''),
      pyright: () => ({ stdout: '{"generalDiagnostics": []}' }),
      ruff: () => ({ stdout: '[]' }),
      eslint: () => ({ stdout: '[]' }),
      prettier: () => ({}),
      tsc: () => ({}),
    });
    const CASES: readonly (readonly [
      string,
      ProjectParts,
      Readonly<Record<string, string>>,
      string,
      string | undefined,
    ])[] = [
      ['mypy without configuration', PYTHON, {}, 'mypy', 'passed'],
      ['pyright not wanted', PYTHON, {}, 'pyright', undefined],
      ['pyright in pyproject', PYTHON, { 'backend/pyproject.toml': '[tool.pyright]\n' }, 'pyright', 'passed'],
      ['mypy given up for pyright', PYTHON, { 'backend/pyrightconfig.json': '{}' }, 'mypy', undefined],
      ['pyright for the whole repository', PYTHON, { 'pyrightconfig.json': '{}' }, 'pyright', 'passed'],
      ['mypy and pyright', PYTHON, { 'pyrightconfig.json': '{}', 'backend/mypy.ini': '' }, 'mypy', 'passed'],
      ['black formats', PYTHON, { 'pyproject.toml': '[tool.black]\n' }, 'ruff format', 'notChecked'],
      ['eslint without configuration', NODE, {}, 'eslint', 'notChecked'],
      ['eslint configured above', NODE, { 'eslint.config.mjs': '' }, 'eslint', 'passed'],
      [
        'eslint in package.json',
        NODE,
        { 'frontend/package.json': '{"eslintConfig": {}}' },
        'eslint',
        'passed',
      ],
      ['prettier that nobody asked for', NODE, { 'frontend/package.json': '{}' }, 'prettier', 'notChecked'],
      [
        'prettier named',
        NODE,
        { 'frontend/package.json': '{"devDependencies":{"prettier": "3"}}' },
        'prettier',
        'passed',
      ],
      ['no tsconfig', NODE, {}, 'tsc', 'notChecked'],
      ['tsconfig', NODE, { 'frontend/tsconfig.json': '{}' }, 'tsc', 'passed'],
    ];
    for (const [title, project, workspace, check, status] of CASES) {
      it(title, async () => {
        const { checks } = await verify(all, { project, workspace, files: [EDIT, PAGE] });
        assert.equal(checks[check]?.status, status);
      });
    }
  });

  it('names checks after their part where there are several of a kind, a file in the innermost', async () => {
    const project: ProjectParts = {
      parts: [
        { kind: 'python', folder: '' },
        { kind: 'python', folder: 'backend' },
        { kind: 'node', folder: 'frontend' },
      ],
    };
    const { report, tools } = await verify(() => ({ ruff: () => ({ stdout: '[]' }) }), { project });
    const names = report.checks.map((check) => check.check);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes('ruff (.)') && names.includes('ruff (backend)') && names.includes('tsc'));
    assert.deepEqual([...new Set(tools.requests.map((request) => request.cwd))], ['/copy/backend']);
  });

  it('leaves out the kinds that are not configured, and says so', async () => {
    const settings = { ...DEFAULT_CONFIG.verification, checks: ['lint' as const], timeoutSeconds: 9 };
    const { checks, tools } = await verify(() => ({ mypy: () => mypy(''), ruff: () => ({ stdout: '[]' }) }), {
      settings,
    });
    assert.equal(checks['mypy']?.status, 'notChecked');
    assert.match(checks['mypy'].detail, /verification\.checks/);
    assert.equal(tools.count('mypy'), 0);
    assert.ok(tools.count('ruff') > 0);
    assert.ok(tools.requests.every(({ timeoutMs }) => timeoutMs === 9000));
  });
});
