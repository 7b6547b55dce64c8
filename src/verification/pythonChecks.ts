import { z } from 'zod';
import { configuresBlack, configuresMypy, configuresPyright, configuresRuff } from './partConfig';
import { PYTEST_CHECKS } from './pytestChecks';
import { PYTHON_FILE, PYTHON_TOOL_FOLDERS, changesPython } from './pythonPart';
import { countFiles, crashed, read, readJson, readPartly } from './readout';
import { readRuff, readRuffFormat } from './readRuff';
import { WANTED, filesToCheck, finding, withFiles } from './toolCheck';
import type { CheckedPart, Readout, ToolCheck, ToolFinding } from './toolCheck';
import { outputLines, relativeTo, searchPath } from './toolPaths';

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

const mypySchema = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
  code: z.string().nullable(),
  severity: z.string(),
});

const pyrightSchema = z.object({
  generalDiagnostics: z.array(
    z.object({
      file: z.string(),
      severity: z.string(),
      message: z.string(),
      rule: z.string().optional(),
      range: z.object({ start: z.object({ line: z.number(), character: z.number() }) }).optional(),
    }),
  ),
});

const base = { toolFolders: PYTHON_TOOL_FOLDERS, sameRuleIsSame: false };
const files = (part: CheckedPart): readonly string[] => filesToCheck(part, PYTHON_FILE);

/** What a Python part can be checked with, cheapest first. */
export const PYTHON_CHECKS: readonly ToolCheck[] = [
  {
    ...base,
    name: 'Python syntax',
    kind: 'parse',
    tool: 'python3',
    fromPath: () => true,
    fit: () => WANTED,
    args: (part) => withFiles(['-c', PARSE_SCRIPT], files(part)),
    read(result, part) {
      if (result.exitCode !== 0) return crashed(result.stdout, result.stderr);
      const findings = outputLines(result.stdout).flatMap((line) => {
        const parsed = parsedSchema.safeParse(readJson(line));
        return parsed.success ? [finding({ severity: 'major', ...parsed.data, rule: 'syntax' })] : [];
      });
      return read(findings, countFiles(files(part).length));
    },
  },
  {
    ...base,
    name: 'ruff format',
    kind: 'format',
    tool: 'ruff',
    fromPath: configuresRuff,
    fit: (config) =>
      configuresBlack(config)
        ? { kind: 'notChecked', reason: 'The project formats with black, which is not run.' }
        : WANTED,
    args: (part) => withFiles(['format', '--check', '--no-cache'], files(part)),
    read: readRuffFormat,
  },
  {
    ...base,
    name: 'ruff',
    kind: 'lint',
    tool: 'ruff',
    fromPath: configuresRuff,
    fit: () => WANTED,
    args: (part) => withFiles(['check', '--no-cache', '--output-format', 'json'], files(part)),
    read: readRuff,
  },
  {
    ...base,
    name: 'mypy',
    kind: 'type',
    tool: 'mypy',
    fromPath: () => false,
    fit: (config) => (configuresPyright(config) && !configuresMypy(config) ? { kind: 'foreign' } : WANTED),
    args: (part) => (changesPython(part) ? ['--output', 'json', '.'] : undefined),
    // An editable install leads to the real package: the copy comes first.
    env: (part) => ({ MYPYPATH: searchPath(part.importPaths) }),
    read: readMypy,
  },
  {
    ...base,
    name: 'pyright',
    kind: 'type',
    tool: 'pyright',
    toolFolders: [...PYTHON_TOOL_FOLDERS, 'node_modules/.bin'],
    fromPath: () => false,
    fit: (config) => (configuresPyright(config) ? WANTED : { kind: 'foreign' }),
    args: (part) => (changesPython(part) ? ['--outputjson'] : undefined),
    env: (part) => ({ PYTHONPATH: searchPath(part.importPaths) }),
    read: readPyright,
  },
  ...PYTEST_CHECKS,
];

function readMypy(result: Parameters<ToolCheck['read']>[0], part: CheckedPart): Readout {
  const findings = outputLines(result.stdout).flatMap((line): ToolFinding[] => {
    const parsed = mypySchema.safeParse(readJson(line));
    if (!parsed.success || parsed.data.severity !== 'error') return [];
    const { file, line: row, column, message, code } = parsed.data;
    const place = { path: relativeTo(part.folder, file), line: row, column: Math.max(1, column + 1) };
    return [finding({ severity: 'major', message, ...place, rule: code })];
  });
  if (result.exitCode === 0 || (result.exitCode === 1 && findings.length > 0)) {
    return read(findings, 'the whole part');
  }
  // A file that does not parse keeps mypy from looking at the others.
  return findings.length > 0
    ? readPartly(findings, 'stopped at the first error')
    : crashed(result.stdout, result.stderr);
}

function readPyright(result: Parameters<ToolCheck['read']>[0], part: CheckedPart): Readout {
  const parsed = pyrightSchema.safeParse(readJson(result.stdout));
  if (!parsed.success || (result.exitCode !== 0 && result.exitCode !== 1)) {
    return crashed(result.stdout, result.stderr);
  }
  const findings = parsed.data.generalDiagnostics
    .filter(({ severity }) => severity === 'error')
    .map((item) =>
      finding({
        severity: 'major',
        message: item.message,
        path: relativeTo(part.folder, item.file),
        line: item.range === undefined ? null : item.range.start.line + 1,
        column: item.range === undefined ? null : item.range.start.character + 1,
        rule: item.rule ?? null,
      }),
    );
  return read(findings, 'the whole part');
}
