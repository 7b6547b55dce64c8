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
  /** Whether a run can use it today. */
  readonly available: boolean;
  /** Why not, for people; null when it is available. */
  readonly unavailable: string | null;
}
