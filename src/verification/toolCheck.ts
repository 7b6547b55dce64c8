import type { CheckKind, Severity } from '../core/model/run';
import type { ProcessResult } from '../core/ports/processRunner';
import type { PartConfig } from './partConfig';

/** A finding as a tool says it; the path is as printed, below the part's folder or absolute. Lines and columns are 1-based. */
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
  /** Files of the change below the part, whether or not they exist in the state that is checked. */
  readonly changed: readonly string[];
  /** Files of the change that a tool is to look at: they exist in that state. */
  readonly present: readonly string[];
  /** Set when the state before the change is checked: only the findings of these files are asked for. */
  readonly asked?: readonly string[];
  /** Folders of the copy that imports are looked up in, first to last. Absolute. */
  readonly importPaths: readonly string[];
}

export type Readout =
  | {
      readonly kind: 'findings';
      readonly findings: readonly ToolFinding[];
      readonly detail: string;
      /** False when the tool stopped early or ran nothing that passed: no new finding is then no proof. */
      readonly proves: boolean;
    }
  /** The tool did not do its work: a crash, a broken configuration, no test run. */
  | { readonly kind: 'notChecked'; readonly reason: string };

/** Whether a project wants a check: `foreign` ones are not even mentioned. */
export type Fit =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'foreign' }
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
  fromPath(config: PartConfig): boolean;
  fit(config: PartConfig): Fit;
  /** Arguments after the executable, undefined when there is nothing to check in this part. */
  args(part: CheckedPart): readonly string[] | undefined;
  /** Variables besides the overlay's own. */
  env?(part: CheckedPart): Readonly<Record<string, string>>;
  /** A command of the same folder that runs first, e.g. code generation. */
  readonly prepare?: { readonly tool: string; readonly args: readonly string[] };
  /** Findings of one rule and file are the same whatever they say: a failing test words it anew each time. */
  readonly sameRuleIsSame: boolean;
  /** Instead of the time that the configuration gives to a check. */
  readonly timeoutMs?: number;
  read(result: ProcessResult, part: CheckedPart): Readout;
}

export const WANTED: Fit = { kind: 'wanted' };

export const finding = (
  parts: Pick<ToolFinding, 'severity' | 'message'> & Partial<ToolFinding>,
): ToolFinding => ({ path: null, line: null, column: null, rule: null, ...parts });

/** Files of the change that match, in the state that is checked. */
export function filesToCheck(part: CheckedPart, pattern: RegExp): readonly string[] {
  const { asked } = part;
  return part.present.filter((file) => pattern.test(file) && (asked === undefined || asked.includes(file)));
}

/** Arguments of a tool that takes files; undefined without any. */
export const withFiles = (
  args: readonly string[],
  files: readonly string[],
): readonly string[] | undefined => (files.length === 0 ? undefined : [...args, ...files]);
