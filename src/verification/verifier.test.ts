import assert from 'node:assert/strict';
import { EDIT, MODEL, NEW_TEST, mypy, mypyError, throwing, verify } from '../../test/fakes/scriptedProof';
import type { ToolScript } from '../../test/fakes/scriptedTools';
import type { FakeOverlays } from '../../test/fakes/fakeOverlays';
import { AppError } from '../core/model/appError';

describe('verifier', () => {
  it('claims nothing when no tool is there', async () => {
    const { report } = await verify(() => ({}), { files: [EDIT, NEW_TEST] });
    assert.deepEqual(new Set(report.checks.map((check) => check.status)), new Set(['notChecked']));
    for (const check of report.checks) assert.match(check.detail, /was not found in the project/);
    assert.deepEqual(report.findings, []);
  });

  it('says passed, and does not look at the state before, when nothing is found', async () => {
    const { checks, tools, overlays } = await verify(() => ({ mypy: () => mypy('') }));
    assert.equal(checks['mypy']?.status, 'passed');
    assert.equal(tools.count('mypy'), 1);
    assert.deepEqual(overlays.calls, ['create', 'write', 'dispose']);
  });

  it('counts only what the change caused, against the text before it', async () => {
    const { checks, report, tools } = await verify((overlays) => ({
      mypy: () => {
        const old = mypyError('old.py', 'Old') + mypyError('db/model.py', 'Old too');
        return mypy(overlays.texts.get(MODEL) === 'new' ? old + mypyError('db/model.py', 'New') : old);
      },
    }));
    assert.equal(checks['mypy']?.status, 'failed');
    assert.equal(checks['mypy'].detail, 'the whole part; 2 older findings not counted');
    assert.deepEqual(
      report.findings.map(({ message, path, line, column, source, category }) => [
        message,
        path,
        line,
        column,
        source,
        category,
      ]),
      [['New', MODEL, 1, 1, 'mypy', 'type']],
    );
    assert.equal(tools.count('mypy'), 2);
  });

  it('compares with the base also when the change was accepted already', async () => {
    const { checks } = await verify(
      (overlays) => ({
        mypy: () => mypy(overlays.texts.get(MODEL) === 'new' ? mypyError('db/model.py', 'New') : ''),
      }),
      { workspace: { [MODEL]: 'new' } },
    );
    assert.equal(checks['mypy']?.status, 'failed');
  });

  it('does not blame the change, nor call it proved, when the state before cannot be checked', async () => {
    const script = (file: string) => (overlays: FakeOverlays) => ({
      mypy: () =>
        overlays.texts.get(MODEL) === 'new'
          ? mypy(mypyError(file, 'Wrong'))
          : { exitCode: 2, stderr: 'error: broken' },
    });
    const elsewhere = await verify(script('other.py'));
    assert.equal(elsewhere.checks['mypy']?.status, 'notChecked');
    assert.match(elsewhere.checks['mypy'].detail, /could not be compared.*broken/);
    assert.deepEqual(elsewhere.report.findings, []);
    const own = await verify(script('db/model.py'));
    assert.equal(own.checks['mypy']?.status, 'failed');
    assert.equal(own.report.findings.length, 1);
  });

  it('is no proof when an old error kept a tool from the rest', async () => {
    const syntax = JSON.stringify({
      file: 'old.py',
      line: 1,
      column: 0,
      message: 'Bad',
      code: 'syntax',
      severity: 'error',
    });
    const { checks } = await verify(() => ({ mypy: () => ({ exitCode: 2, stdout: syntax }) }));
    assert.equal(checks['mypy']?.status, 'notChecked');
    assert.match(checks['mypy'].detail, /1 older finding kept it from checking/);
  });

  const FAILURES: readonly (readonly [string, ToolScript, RegExp])[] = [
    ['crashes', () => ({ exitCode: 3, stderr: 'Traceback\nMemoryError: too much' }), /MemoryError/],
    ['times out', throwing('timeout', 'mypy did not end within 300 s.'), /did not end within/],
    ['cannot be started', throwing('toolMissing', 'mypy could not be started.'), /could not be started/],
  ];
  for (const [what, script, reason] of FAILURES) {
    it(`says not checked, and checks the rest, when a tool ${what}`, async () => {
      const { checks } = await verify(() => ({ mypy: script, ruff: () => ({ stdout: '[]' }) }));
      assert.equal(checks['mypy']?.status, 'notChecked');
      assert.match(checks['mypy'].detail, reason);
      assert.equal(checks['ruff']?.status, 'passed');
    });
  }

  it('ends with cancelled, gives the copy back and runs no further tool', async () => {
    const controller = new AbortController();
    const ran: string[] = [];
    const stop: ToolScript = (request) => {
      ran.push(request.argv[0]);
      controller.abort();
      throw new AppError('cancelled', 'The tool was cancelled.', 'Start it again.');
    };
    await assert.rejects(
      verify(() => ({ python3: stop, ruff: () => ({ stdout: '[]' }), mypy: stop }), {
        signal: controller.signal,
      }),
      (thrown) => thrown instanceof AppError && thrown.code === 'cancelled',
    );
    assert.equal(ran.length, 1);
  });

  it('tells waiting, running, comparing and the result of each check, in this order', async () => {
    const { events } = await verify((overlays) => ({
      mypy: () => mypy(overlays.texts.get(MODEL) === 'new' ? mypyError('db/model.py', 'New') : ''),
    }));
    const seen = events.flatMap((event) => {
      if (event.kind === 'finding') return [`finding ${event.finding.message}`];
      return event.result.check === 'mypy' ? [`${event.result.status} ${event.result.detail}`] : [];
    });
    assert.deepEqual(seen, [
      'running waiting',
      'running ',
      'running comparing with the workspace without the change',
      'failed the whole part',
      'finding New',
    ]);
    const first = events.findIndex((event) => event.kind === 'check' && event.result.detail !== 'waiting');
    const waiting = events.slice(0, first).map((event) => event.kind === 'check' && event.result.check);
    assert.deepEqual(waiting, [
      'Python syntax',
      'ruff format',
      'ruff',
      'mypy',
      'pytest',
      'pytest (existing tests)',
    ]);
  });

  it('runs two tools at once, tests never beside each other', async () => {
    let testsNow = 0;
    let mostTests = 0;
    const { tools } = await verify(
      () => ({
        ruff: () => ({ stdout: '[]' }),
        mypy: () => mypy(''),
        python3: async ({ argv }) => {
          if (!argv.includes('pytest')) return {};
          testsNow += 1;
          mostTests = Math.max(mostTests, testsNow);
          await new Promise((resolve) => setTimeout(resolve, 5));
          testsNow -= 1;
          return { stdout: '1 passed in 0.01s' };
        },
      }),
      { files: [EDIT, NEW_TEST] },
    );
    assert.equal(tools.mostAtOnce, 2);
    assert.equal(mostTests, 1);
  });

  it('runs the tests of the change and, apart from them, the others, and only what failed again without it', async () => {
    const { checks, tools } = await verify(
      (overlays) => ({
        python3: ({ argv }) => {
          if (!argv.includes('pytest') || argv.includes('tests/test_new.py'))
            return { stdout: '2 passed in 0.01s' };
          const failed = 'FAILED tests/test_old.py::test_a - AssertionError: 17\n1 failed, 3 passed in 0.01s';
          const anew = 'FAILED tests/test_old.py::test_a - AssertionError: 18\n1 failed, 3 passed in 0.01s';
          return { exitCode: 1, stdout: overlays.texts.get(MODEL) === 'new' ? failed : anew };
        },
      }),
      { files: [EDIT, NEW_TEST] },
    );
    assert.equal(checks['pytest']?.status, 'passed');
    assert.equal(checks['pytest (existing tests)']?.status, 'passed');
    assert.equal(checks['pytest (existing tests)'].detail, '3 tests passed; 1 older finding not counted');
    const suites = tools.requests
      .filter((request) => request.argv.includes('pytest'))
      .map(({ argv }) => argv.slice(-1)[0]);
    assert.deepEqual(suites, ['tests/test_new.py', '--ignore=tests/test_new.py', 'tests/test_old.py']);
  });

  it('asks for files that were there before only: a new one has no earlier findings', async () => {
    const format: ToolScript = ({ argv }) => {
      const files = argv.includes('format') ? argv.slice(4) : [];
      return { exitCode: 1, stdout: files.map((file) => `Would reformat: ${file}`).join('\n') };
    };
    const { report, tools } = await verify(() => ({ ruff: format }), { files: [EDIT, NEW_TEST] });
    const formats = tools.requests.map(({ argv }) => argv).filter((argv) => argv.includes('format'));
    assert.deepEqual(
      formats.map((argv) => argv.slice(4)),
      [['db/model.py', 'tests/test_new.py'], ['db/model.py']],
    );
    assert.deepEqual(
      report.findings.map((finding) => finding.path),
      [NEW_TEST.path],
    );
  });

  it('looks into the copy before the real package of an editable install', async () => {
    const overlays = (fake: FakeOverlays) => {
      fake.importPaths = ['/copy/libs/pricing'];
      return { mypy: () => mypy(''), python3: () => ({ stdout: '1 passed in 0.1s' }) };
    };
    const { tools } = await verify(overlays, {
      workspace: { [MODEL]: 'old', 'backend/src/app.py': '' },
      files: [EDIT, NEW_TEST],
    });
    const paths = '/copy/backend:/copy/backend/src:/copy/libs/pricing';
    const env = (tool: string) =>
      tools.requests.find(({ argv }) => argv.includes(tool) || argv[0].endsWith(tool))?.env;
    assert.equal(env('mypy')?.['MYPYPATH'], paths);
    assert.equal(env('pytest')?.['PYTHONPATH'], paths);
    assert.equal(env('mypy')?.['DATABASE_URL'], 'sqlite:////scratch.db');
  });
});
