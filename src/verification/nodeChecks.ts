import { z } from 'zod';
import { finding, type CheckedPart, type Readout, type ToolCheck, type ToolFinding } from './toolCheck';
import { crashed, read, readJson } from './readout';
import { outputLines, relativeTo } from './toolPaths';

const BIN = ['node_modules/.bin'];
const SCRIPT = /\.(ts|tsx|mts|js|jsx|mjs)$/;
const scripts = (part: CheckedPart): readonly string[] => part.changed.filter((file) => SCRIPT.test(file));

const eslintSchema = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string().nullable(),
        severity: z.number(),
        message: z.string(),
        line: z.number().optional(),
        column: z.number().optional(),
        fatal: z.boolean().optional(),
      }),
    ),
  }),
);

/** What a Node part can be checked with, cheapest first. */
export const NODE_CHECKS: readonly ToolCheck[] = [
  {
    name: 'prettier',
    kind: 'format',
    tool: 'prettier',
    toolFolders: BIN,
    fromPath: false,
    args: (part) => {
      const files = part.changed.filter((file) => SCRIPT.test(file) || file.endsWith('.json'));
      return files.length === 0 ? undefined : ['--list-different', ...files];
    },
    read: (result, part) => {
      if (result.exitCode !== 0 && result.exitCode !== 1) return crashed(result.stdout, result.stderr);
      const findings = outputLines(result.stdout).map((path) =>
        finding({
          severity: 'minor',
          message: 'prettier would format this file differently.',
          path: relativeTo(part.folder, path),
        }),
      );
      return read(findings, `${String(part.changed.length)} files`);
    },
  },
  {
    name: 'eslint',
    kind: 'lint',
    tool: 'eslint',
    toolFolders: BIN,
    fromPath: false,
    args: (part) => (scripts(part).length === 0 ? undefined : ['--format', 'json', ...scripts(part)]),
    read: (result, part) => {
      const parsed = eslintSchema.safeParse(readJson(result.stdout));
      if (!parsed.success) return crashed(result.stdout, result.stderr);
      const findings = parsed.data.flatMap((file) =>
        file.messages.map((item) =>
          finding({
            severity: item.fatal === true ? 'major' : 'medium',
            message: item.message,
            path: relativeTo(part.folder, file.filePath),
            line: item.line ?? null,
            column: item.column ?? null,
            rule: item.ruleId,
          }),
        ),
      );
      return read(findings, `${String(scripts(part).length)} files`);
    },
  },
  {
    name: 'tsc',
    kind: 'type',
    tool: 'tsc',
    toolFolders: BIN,
    fromPath: false,
    // Next.js generates the types of its routes; a project without Next.js has no such tool and needs none.
    prepare: { tool: 'next', args: ['typegen'] },
    args: (part) => (scripts(part).length === 0 ? undefined : ['--noEmit', '--pretty', 'false']),
    read: (result, part) => readTsc(result.stdout, result.stderr, result.exitCode, part),
  },
];

/** Reads `path(line,column): error TS1234: message`. */
export function readTsc(stdout: string, stderr: string, exitCode: number | null, part: CheckedPart): Readout {
  const findings: ToolFinding[] = outputLines(stdout).flatMap((line) => {
    const match = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    if (match === null) return [];
    const [, path = '', row, column, rule = null, message = ''] = match;
    return [
      finding({
        severity: 'major',
        message,
        path: relativeTo(part.folder, path),
        line: Number(row),
        column: Number(column),
        rule,
      }),
    ];
  });
  if (exitCode !== 0 && findings.length === 0) return crashed(stdout, stderr);
  return read(findings, 'the whole part');
}
