import { z } from 'zod';
import type { ProcessResult } from '../core/ports/processRunner';
import { PYTHON_FILE } from './pythonPart';
import { countFiles, crashed, read, readJson } from './readout';
import { filesToCheck, finding, type CheckedPart, type Readout, type ToolFinding } from './toolCheck';
import { outputLines, relativeTo } from './toolPaths';

const ruffSchema = z.array(
  z.object({
    code: z.string().nullable(),
    message: z.string(),
    filename: z.string(),
    location: z.object({ row: z.number(), column: z.number() }),
  }),
);

const SYNTAX = 'invalid-syntax';
const UNFORMATTED = 'ruff would format this file differently.';

/** Reads `ruff check --output-format json`. */
export function readRuff(result: ProcessResult, part: CheckedPart): Readout {
  const parsed = ruffSchema.safeParse(readJson(result.stdout));
  if (!parsed.success) return crashed(result.stdout, result.stderr);
  const findings = parsed.data.map((item) =>
    finding({
      // Older versions give no code for a file that does not parse.
      severity: item.code === null || item.code === SYNTAX ? 'major' : 'medium',
      message: item.message,
      path: relativeTo(part.folder, item.filename),
      line: item.location.row,
      column: item.location.column,
      rule: item.code,
    }),
  );
  return read(findings, countFiles(filesToCheck(part, PYTHON_FILE).length));
}

/**
 * Reads `ruff format --check`: one line a file in older versions (`Would reformat: a.py`), in newer ones a diagnostic with the place on
 * its second line (`unformatted: ...`, ` --> a.py:2:1`).
 */
export function readRuffFormat(result: ProcessResult, part: CheckedPart): Readout {
  const lines = outputLines(result.stdout);
  const findings = [
    ...lines.flatMap((line, index) => readDiagnostic(line, lines[index + 1] ?? '', part)),
    ...outputLines(result.stderr).flatMap((line) => readParseFailure(line, part)),
  ];
  if (result.exitCode !== 0 && findings.length === 0) return crashed(result.stdout, result.stderr);
  return read(findings, countFiles(filesToCheck(part, PYTHON_FILE).length));
}

function readDiagnostic(line: string, next: string, part: CheckedPart): readonly ToolFinding[] {
  const short = /^Would reformat: (.+)$/.exec(line)?.[1];
  if (short !== undefined) return [unformatted(short, part)];
  const title = /^(unformatted|invalid-syntax): (.*)$/.exec(line);
  const place = /^\s*--> (.+?):(\d+):(\d+)\s*$/.exec(next);
  if (title === null || place === null) return [];
  const [, path = '', row, column] = place;
  if (title[1] === 'unformatted') return [unformatted(path, part)];
  return [
    finding({
      severity: 'major',
      message: title[2] ?? 'The file does not parse.',
      path: relativeTo(part.folder, path),
      line: Number(row),
      column: Number(column),
      rule: SYNTAX,
    }),
  ];
}

function readParseFailure(line: string, part: CheckedPart): readonly ToolFinding[] {
  const match = /^error: Failed to parse (.+?):(\d+):(\d+): (.*)$/.exec(line);
  if (match === null) return [];
  const [, path = '', row, column, message = ''] = match;
  const place = { path: relativeTo(part.folder, path), line: Number(row), column: Number(column) };
  return [finding({ severity: 'major', message, ...place, rule: SYNTAX })];
}

function unformatted(path: string, part: CheckedPart): ToolFinding {
  return finding({ severity: 'minor', message: UNFORMATTED, path: relativeTo(part.folder, path) });
}
