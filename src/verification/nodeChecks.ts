import { z } from 'zod';
import type { ProcessResult } from '../core/ports/processRunner';
import { configuresEslint, wantsPrettier } from './partConfig';
import { countFiles, crashed, read, readJson } from './readout';
import { WANTED, filesToCheck, finding, withFiles } from './toolCheck';
import type { CheckedPart, Fit, Readout, ToolCheck, ToolFinding } from './toolCheck';
import { outputLines, relativeTo } from './toolPaths';

const SCRIPT = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const FORMATTED = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs|json|css)$/;

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

const base = {
  toolFolders: ['node_modules/.bin'],
  fromPath: () => false,
  sameRuleIsSame: false,
};
const unless = (isConfigured: boolean, reason: string): Fit =>
  isConfigured ? WANTED : { kind: 'notChecked', reason };

/** What a Node part can be checked with, cheapest first. */
export const NODE_CHECKS: readonly ToolCheck[] = [
  {
    ...base,
    name: 'prettier',
    kind: 'format',
    tool: 'prettier',
    fit: (config) => unless(wantsPrettier(config), 'The project does not use prettier.'),
    args: (part) => withFiles(['--list-different'], filesToCheck(part, FORMATTED)),
    read: readPrettier,
  },
  {
    ...base,
    name: 'eslint',
    kind: 'lint',
    tool: 'eslint',
    fit: (config) => unless(configuresEslint(config), 'The project has no ESLint configuration.'),
    args: (part) => withFiles(['--format', 'json'], filesToCheck(part, SCRIPT)),
    read: readEslint,
  },
  {
    ...base,
    name: 'tsc',
    kind: 'type',
    tool: 'tsc',
    fit: (config) => unless(config.has('tsconfig.json'), 'The project has no tsconfig.json.'),
    // Next.js generates the types of its routes; a project without Next.js has no such tool and needs none.
    prepare: { tool: 'next', args: ['typegen'] },
    args: (part) =>
      part.changed.some((file) => SCRIPT.test(file)) ? ['--noEmit', '--pretty', 'false'] : undefined,
    read: readTsc,
  },
];

/** Reads `path(line,column): error TS1234: message`. */
function readTsc({ stdout, stderr, exitCode }: ProcessResult, part: CheckedPart): Readout {
  const findings: ToolFinding[] = outputLines(stdout).flatMap((line) => {
    const match = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    if (match === null) return [];
    const [, path = '', row, column, rule = null, message = ''] = match;
    const place = { path: relativeTo(part.folder, path), line: Number(row), column: Number(column) };
    return [finding({ severity: 'major', message, ...place, rule })];
  });
  if (exitCode !== 0 && findings.length === 0) return crashed(stdout, stderr);
  return read(findings, 'the whole part');
}

function readEslint({ stdout, stderr }: ProcessResult, part: CheckedPart): Readout {
  const parsed = eslintSchema.safeParse(readJson(stdout));
  if (!parsed.success) return crashed(stdout, stderr);
  const findings = parsed.data.flatMap((file) =>
    file.messages
      // Said of a file that the project keeps out of ESLint: nothing is wrong with it.
      .filter((item) => !(item.ruleId === null && item.message.startsWith('File ignored')))
      .map((item) =>
        finding({
          severity: item.fatal === true ? 'major' : item.severity === 2 ? 'medium' : 'minor',
          message: item.message,
          path: relativeTo(part.folder, file.filePath),
          line: item.line ?? null,
          column: item.column ?? null,
          rule: item.ruleId,
        }),
      ),
  );
  return read(findings, countFiles(filesToCheck(part, SCRIPT).length));
}

function readPrettier({ stdout, stderr, exitCode }: ProcessResult, part: CheckedPart): Readout {
  const message = 'prettier would format this file differently.';
  const findings = [
    ...outputLines(stdout).map((path) =>
      finding({ severity: 'minor', message, path: relativeTo(part.folder, path) }),
    ),
    ...outputLines(stderr).flatMap((line) => {
      const match = /^\[error\] (.+?): (SyntaxError: .*?) \((\d+):(\d+)\)$/.exec(line);
      if (match === null) return [];
      const [, path = '', problem = '', row, column] = match;
      const place = { path: relativeTo(part.folder, path), line: Number(row), column: Number(column) };
      return [finding({ severity: 'major', message: problem, ...place, rule: 'syntax' })];
    }),
  ];
  if (exitCode !== 0 && findings.length === 0) return crashed(stdout, stderr);
  return read(findings, countFiles(filesToCheck(part, FORMATTED).length));
}
