import { readsAll, type Recorded } from '../../test/fakes/recordedOutput';
import { PYTHON_CHECKS } from './pythonChecks';

/**
 * What was found is as ruff 0.17, mypy 2.4 and pytest 9.2 printed it, shortened; older forms, pyright and broken set-ups are as
 * their documentation shows them.
 */
const RECORDED: readonly Recorded[] = [
  {
    title: 'syntax: nothing wrong',
    check: 'Python syntax',
    exitCode: 0,
    stdout: '',
    expected: [],
    detail: '2 files',
  },
  {
    title: 'syntax: a file that does not parse',
    check: 'Python syntax',
    exitCode: 0,
    stdout: '{"path": "broken.py", "line": 1, "column": 7, "message": "invalid syntax"}\n',
    expected: ['broken.py:1:7 syntax major invalid syntax'],
  },
  {
    title: 'ruff: findings of two kinds',
    check: 'ruff',
    exitCode: 1,
    stdout: JSON.stringify([
      {
        cell: null,
        code: 'F401',
        filename: '/copy/part/bad.py',
        location: { column: 8, row: 1 },
        message: '`os` imported but unused',
        name: 'unused-import',
        url: 'https://docs.astral.sh/ruff/rules/unused-import',
      },
      {
        cell: null,
        code: 'invalid-syntax',
        filename: '/copy/part/broken.py',
        location: { column: 7, row: 1 },
        message: 'Expected a parameter or the end of the parameter list',
        url: null,
      },
    ]),
    expected: [
      'bad.py:1:8 F401 medium `os` imported but unused',
      'broken.py:1:7 invalid-syntax major Expected a parameter or the end of the parameter list',
    ],
  },
  { title: 'ruff: clean', check: 'ruff', exitCode: 0, stdout: '[]', expected: [] },
  {
    title: 'ruff: broken configuration',
    check: 'ruff',
    exitCode: 2,
    stdout: '',
    stderr: 'ruff failed\n  Cause: Failed to parse pyproject.toml\n  Cause: TOML parse error at line 3\n',
    expected: { notChecked: /TOML parse error/ },
  },
  {
    title: 'ruff format: one file and one that does not parse',
    check: 'ruff format',
    exitCode: 2,
    stdout: `unformatted: File would be reformatted
 --> bad.py:2:1
  |
1 | import os
  - def f( x:int )->str:
  |

invalid-syntax: Expected a parameter or the end of the parameter list
 --> broken.py:1:7
  |
1 | def f(:
  |       ^
  |

1 file would be reformatted, 1 file already formatted
`,
    expected: [
      'bad.py:-:- - minor ruff would format this file differently.',
      'broken.py:1:7 invalid-syntax major Expected a parameter or the end of the parameter list',
    ],
  },
  {
    title: 'ruff format: an older version',
    check: 'ruff format',
    exitCode: 2,
    stdout: 'Would reformat: bad.py\n1 file would be reformatted\n',
    stderr: 'error: Failed to parse broken.py:1:7: Expected a parameter\n',
    expected: [
      'bad.py:-:- - minor ruff would format this file differently.',
      'broken.py:1:7 invalid-syntax major Expected a parameter',
    ],
  },
  {
    title: 'ruff format: clean',
    check: 'ruff format',
    exitCode: 0,
    stdout: '1 file already formatted\n',
    expected: [],
  },
  {
    title: 'ruff format: an output that is not understood is no pass',
    check: 'ruff format',
    exitCode: 1,
    stdout: 'One file is not as it should be\n',
    expected: { notChecked: /not as it should be/ },
  },
  {
    title: 'mypy: errors and a note',
    check: 'mypy',
    exitCode: 1,
    stdout: `{"file": "bad.py", "line": 3, "column": 11, "end_line": 3, "end_column": 12, "message": "Incompatible return value type (got \\"int\\", expected \\"str\\")", "hint": null, "code": "return-value", "severity": "error"}
{"file": "bad.py", "line": 4, "column": 0, "end_line": 4, "end_column": 1, "message": "Revealed type is int", "hint": null, "code": "misc", "severity": "note"}
`,
    expected: ['bad.py:3:12 return-value major Incompatible return value type (got "int", expected "str")'],
    proves: true,
  },
  {
    title: 'mypy: stopped by a file that does not parse',
    check: 'mypy',
    exitCode: 2,
    stdout:
      '{"file": "broken.py", "line": 1, "column": 7, "end_line": 1, "end_column": 8, "message": "Expected a parameter or the end of the parameter list", "hint": null, "code": "syntax", "severity": "error"}\n',
    expected: ['broken.py:1:8 syntax major Expected a parameter or the end of the parameter list'],
    proves: false,
  },
  { title: 'mypy: clean', check: 'mypy', exitCode: 0, stdout: '', expected: [] },
  {
    title: 'mypy: a plugin that is missing',
    check: 'mypy',
    exitCode: 2,
    stdout: '',
    stderr: 'pyproject.toml:1: error: Error importing plugin "pydantic.mypy": No module named "pydantic"\n',
    expected: { notChecked: /pydantic\.mypy/ },
  },
  {
    title: 'mypy: an internal error',
    check: 'mypy',
    exitCode: 1,
    stdout: '',
    stderr:
      'Traceback (most recent call last):\n  File "mypy/build.py", line 1\nAssertionError: Cannot find module\n',
    expected: { notChecked: /AssertionError/ },
  },
  {
    title: 'pyright: an error and a warning',
    check: 'pyright',
    exitCode: 1,
    stdout: JSON.stringify({
      version: '1.1.411',
      generalDiagnostics: [
        {
          file: '/copy/part/bad.py',
          severity: 'error',
          message: 'Type "int" is not assignable to return type "str"',
          range: { start: { line: 2, character: 11 }, end: { line: 2, character: 12 } },
          rule: 'reportReturnType',
        },
        { file: '/copy/part/bad.py', severity: 'warning', message: 'Import cycle' },
      ],
      summary: { errorCount: 1 },
    }),
    expected: ['bad.py:3:12 reportReturnType major Type "int" is not assignable to return type "str"'],
  },
  {
    title: 'pytest: failures, an error, names with spaces and dashes, messages of several lines',
    check: 'pytest',
    exitCode: 1,
    stdout: `.FFFEsF                                                                  [100%]
==================================== ERRORS ====================================
_________________________ ERROR at setup of test_setup _________________________
E   RuntimeError: no db
=========================== short test summary info ============================
FAILED tests/test_a.py::test_fails - AssertionError: first
  second
assert 1 == 2
FAILED tests/test_a.py::test_param[a b] - AssertionError: assert 'a b' == 'z'
FAILED tests/test_a.py::test_param[x - y] - AssertionError: assert 'x - y' == 'z'
FAILED tests/test_a.py::TestC::test_m - ValueError: bad - value
ERROR tests/test_a.py::test_setup - RuntimeError: no db
4 failed, 1 passed, 1 skipped, 1 error in 0.03s
`,
    expected: [
      'tests/test_a.py:-:- test_fails major test_fails: AssertionError: first',
      "tests/test_a.py:-:- test_param[a b] major test_param[a b]: AssertionError: assert 'a b' == 'z'",
      "tests/test_a.py:-:- test_param[x - y] major test_param[x - y]: AssertionError: assert 'x - y' == 'z'",
      'tests/test_a.py:-:- TestC::test_m major TestC::test_m: ValueError: bad - value',
      'tests/test_a.py:-:- test_setup major test_setup: RuntimeError: no db',
    ],
    detail: '1 test passed',
    proves: true,
  },
  {
    title: 'pytest: a file that cannot be imported',
    check: 'pytest',
    exitCode: 2,
    stdout: `
==================================== ERRORS ====================================
____________________ ERROR collecting tests/test_broken.py _____________________
ImportError while importing test module '/copy/part/tests/test_broken.py'.
Traceback:
tests/test_broken.py:1: in <module>
    import nothing_here
E   ModuleNotFoundError: No module named 'nothing_here'
=========================== short test summary info ============================
ERROR tests/test_broken.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
1 error in 0.21s
`,
    expected: [
      "tests/test_broken.py:-:- collection major ModuleNotFoundError: No module named 'nothing_here'",
    ],
    proves: false,
  },
  {
    title: 'pytest: everything passed',
    check: 'pytest',
    exitCode: 0,
    stdout: '......  [100%]\n6 passed in 0.12s\n',
    expected: [],
    detail: '6 tests passed',
  },
  {
    title: 'pytest: everything passed, a coverage threshold of the project did not',
    check: 'pytest',
    exitCode: 1,
    stdout:
      '......  [100%]\nFAIL Required test coverage of 80% not reached. Total coverage: 61.00%\n6 passed in 0.12s\n',
    expected: [],
    detail: '6 tests passed',
  },
  {
    title: 'pytest: nothing collected',
    check: 'pytest',
    exitCode: 5,
    stdout: '\nno tests ran in 0.01s\n',
    expected: { notChecked: /No test ran \(no tests ran/ },
  },
  {
    title: 'pytest: everything skipped',
    check: 'pytest',
    exitCode: 0,
    stdout:
      's                                                                        [100%]\n1 skipped in 0.01s\n',
    expected: { notChecked: /No test ran .*1 skipped/ },
  },
  {
    title: 'pytest: wrong usage',
    check: 'pytest',
    exitCode: 4,
    stdout: '',
    stderr:
      'ERROR: usage: python -m pytest [options]\npython -m pytest: error: unrecognized arguments: --nope\n',
    expected: { notChecked: /The tool did not run: ERROR: usage/ },
  },
  {
    title: 'pytest: not installed',
    check: 'pytest (existing tests)',
    exitCode: 1,
    stdout: '',
    stderr: '/copy/part/.venv/bin/python3: No module named pytest\n',
    expected: { notChecked: /No module named pytest/ },
  },
];

describe('readers of Python tools', () => {
  readsAll(RECORDED, PYTHON_CHECKS);
});
