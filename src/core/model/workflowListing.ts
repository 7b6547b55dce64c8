/** A workflow as people see it: `groundwork workflows`. */
export interface WorkflowListing {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: 'built-in' | 'workspace' | 'extension';
  /** Its file in the workspace or the id of the extension; null for those that ship. */
  readonly from: string | null;
  readonly phases: readonly {
    readonly key: string;
    readonly title: string;
    readonly agents: readonly string[];
  }[];
  readonly available: boolean;
  /** Why it cannot run, for people; null when it can. */
  readonly unavailable: string | null;
}
