import type { CheckKind, Severity } from '../core/model/run';
import type { ProcessResult } from '../core/ports/processRunner';

/** A finding as a tool says it; the path is relative to the part's folder. Lines and columns are 1-based. */
export interface ToolFinding {
  readonly severity: Severity;
  readonly message: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly rule: string | null;
}

/** What is being checked: folders are absolute, files relative to the part's folder with forward slashes. */
export interface CheckedPart {
  readonly folder: string;
  /** Files of the change below the part that exist after it. */
  readonly changed: readonly string[];
}

export type Readout =
  | { readonly kind: 'findings'; readonly findings: readonly ToolFinding[]; readonly detail: string }
  /** The tool did not do its work: a crash, a broken configuration, no test run. */
  | { readonly kind: 'notChecked'; readonly reason: string };

/** One tool of a project: how it is found, run and read. */
export interface ToolCheck {
  /** For people: `mypy`. */
  readonly name: string;
  readonly kind: CheckKind;
  /** Executable, and where projects keep it, relative to the part's folder. */
  readonly tool: string;
  readonly toolFolders: readonly string[];
  /** Whether the tool may be taken from the PATH when the project has none of its own. */
  readonly fromPath: boolean;
  /** Arguments after the executable, undefined when there is nothing to check in this part. */
  args(part: CheckedPart): readonly string[] | undefined;
  /** A command of the same folder that must succeed first, e.g. code generation. */
  readonly prepare?: { readonly tool: string; readonly args: readonly string[] };
  read(result: ProcessResult, part: CheckedPart): Readout;
}

export const finding = (
  parts: Pick<ToolFinding, 'severity' | 'message'> & Partial<ToolFinding>,
): ToolFinding => ({ path: null, line: null, column: null, rule: null, ...parts });
