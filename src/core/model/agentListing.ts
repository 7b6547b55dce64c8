/** An agent as people see it: `groundwork agents`. */
export interface AgentListing {
  readonly id: string;
  readonly title: string;
  readonly team: string;
  readonly phase: string;
  /** Of the prompt, in lines. */
  readonly lines: number;
  /** Of all references together, in lines. */
  readonly referenceLines: number;
  readonly executor: 'blueprint' | 'model' | 'both';
  readonly source: 'built-in' | 'workspace' | 'extension';
  /** Its file in the workspace or the id of the extension; null for those that ship. */
  readonly from: string | null;
  /** Whether it takes the place of one that ships. */
  readonly overrides: boolean;
  /** Whether a run can use it today. */
  readonly available: boolean;
  /** Why not, for people; null when it is available. */
  readonly unavailable: string | null;
}
