import type { ChangeSet } from '../model/changeSet';
import type { CheckResult } from '../model/run';
import type { NewFinding } from './stateStore';
import type { Cancellable } from './workspaceFiles';

export type VerificationEvent =
  | { readonly kind: 'check'; readonly result: CheckResult }
  | { readonly kind: 'finding'; readonly finding: NewFinding };

export interface VerificationReport {
  readonly checks: readonly CheckResult[];
  /** Only what the change caused. */
  readonly findings: readonly NewFinding[];
}

/** Where the project's parts are and how they are checked, as detection found them. */
export interface ProjectParts {
  readonly parts: readonly {
    readonly kind: 'python' | 'node';
    /** Folder relative to the workspace, '' for the workspace itself. */
    readonly folder: string;
  }[];
}

export interface Verifier {
  verify(
    changes: ChangeSet,
    project: ProjectParts,
    options: Cancellable & { readonly onEvent: (event: VerificationEvent) => void },
  ): Promise<VerificationReport>;
}
