import { z } from 'zod';
import { finding, type CheckedPart, type Readout, type ToolCheck, type ToolFinding } from './toolCheck';
import { crashed, read, readJson } from './readout';
import { outputLines, relativeTo } from './toolPaths';

const VENV = ['.venv/bin', 'venv/bin', '.venv/Scripts', 'venv/Scripts'];
const pythonFiles = (part: CheckedPart): readonly string[] =>
  part.changed.filter((file) => file.endsWith('.py'));
const orNothing = (args: readonly string[], files: readonly string[]): readonly string[] | undefined =>
  files.length === 0 ? undefined : [...args, ...files];

/** Prints one JSON object a file that does not parse. */
const PARSE_SCRIPT = `import ast, json, pathlib, sys
for name in sys.argv[1:]:
    try:
        ast.parse(pathlib.Path(name).read_bytes(), name)
    except SyntaxError as error:
        print(json.dumps({"path": name, "line": error.lineno, "column": error.offset, "message": error.msg}))`;

const parsedSchema = z.object({
  path: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  message: z.string(),
});

const ruffSchema = z.array(
  z.object({
    code: z.string().nullable(),
    message: z.string(),
    filename: z.string(),
    location: z.object({ row: z.number(), column: z.number() }),
  }),
);

const mypySchema = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
  code: z.string().nullable(),
  severity: z.string(),
});

/** What a Python part can be checked with, cheapest first. */
export const PYTHON_CHECKS: readonly ToolCheck[] = [
  {
    name: 'Python syntax',
    kind: 'parse',
    tool: 'python3',
    toolFolders: VENV,
    fromPath: true,
    args: (part) => orNothing(['-c', PARSE_SCRIPT], pythonFiles(part)),
    read: (result, part) => {
      if (result.exitCode !== 0) return crashed(result.stdout, result.stderr);
      const findings = outputLines(result.stdout).flatMap((line) => {
        const parsed = parsedSchema.safeParse(readJson(line));
        return parsed.success ? [finding({ severity: 'major', ...parsed.data, rule: 'syntax' })] : [];
      });
      return read(findings, files(pythonFiles(part).length));
    },
  },
  {
    name: 'ruff format',
    kind: 'format',
    tool: 'ruff',
    toolFolders: VENV,
    fromPath: true,
    args: (part) => orNothing(['format', '--check', '--no-cache'], pythonFiles(part)),
    read: (result, part) => {
      if (result.exitCode !== 0 && result.exitCode !== 1) return crashed(result.stdout, result.stderr);
      const findings = outputLines(result.stdout).flatMap((line) => {
        const path = /^Would reformat: (.+)$/.exec(line)?.[1];
        if (path === undefined) return [];
        return [
          finding({
            severity: 'minor',
            message: 'ruff would format this file differently.',
            path: relativeTo(part.folder, path),
          }),
        ];
      });
      return read(findings, files(pythonFiles(part).length));
    },
  },
  {
    name: 'ruff',
    kind: 'lint',
    tool: 'ruff',
    toolFolders: VENV,
    fromPath: true,
    args: (part) => orNothing(['check', '--no-cache', '--output-format', 'json'], pythonFiles(part)),
    read: (result, part) => {
      const parsed = ruffSchema.safeParse(readJson(result.stdout));
      if (!parsed.success) return crashed(result.stdout, result.stderr);
      const findings = parsed.data.map((item) =>
        finding({
          severity: item.code === null ? 'major' : 'medium',
          message: item.message,
          path: relativeTo(part.folder, item.filename),
          line: item.location.row,
          column: item.location.column,
          rule: item.code,
        }),
      );
      return read(findings, files(pythonFiles(part).length));
    },
  },
  {
    name: 'mypy',
    kind: 'type',
    tool: 'mypy',
    toolFolders: VENV,
    fromPath: false,
    args: (part) => (pythonFiles(part).length === 0 ? undefined : ['--output', 'json', '.']),
    read: (result, part) => {
      if (result.exitCode !== 0 && result.exitCode !== 1) return crashed(result.stdout, result.stderr);
      const findings = outputLines(result.stdout).flatMap((line) => {
        const parsed = mypySchema.safeParse(readJson(line));
        if (!parsed.success || parsed.data.severity !== 'error') return [];
        const { file, line: row, column, message, code } = parsed.data;
        return [
          finding({
            severity: 'major',
            message,
            path: relativeTo(part.folder, file),
            line: row,
            column: Math.max(1, column + 1),
            rule: code,
          }),
        ];
      });
      return read(findings, 'the whole part');
    },
  },
  {
    name: 'pytest',
    kind: 'test',
    tool: 'python3',
    toolFolders: VENV,
    fromPath: false,
    args: (part) =>
      orNothing(
        ['-m', 'pytest', '-q', '--tb=line', '-rfE', '--color=no', '-p', 'no:cacheprovider'],
        pythonFiles(part).filter((file) => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(file)),
      ),
    read: (result) => readPytest(result.stdout, result.stderr),
  },
];

/** Reads the short summary of pytest; a run without a single test proves nothing. */
export function readPytest(stdout: string, stderr: string): Readout {
  const findings: ToolFinding[] = [];
  for (const line of outputLines(stdout)) {
    const match = /^(FAILED|ERROR) ([^\s:]+\.py)(?:::(\S+))?(?: - (.*))?$/.exec(line);
    if (match === null) continue;
    const [, , path = '', test, message] = match;
    findings.push(
      finding({
        severity: 'major',
        message:
          test === undefined ? (message ?? 'The file cannot be run.') : `${test}: ${message ?? 'failed'}`,
        path,
        rule: test ?? null,
      }),
    );
  }
  const passed = Number(/(\d+) passed/.exec(stdout)?.[1] ?? '0');
  if (findings.length === 0 && passed === 0) return crashed(stdout, stderr);
  return read(findings, `${String(passed)} tests passed`);
}

const files = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);
