import type { AgentUse } from '../model/agentUse';
import type { RunId } from '../model/ids';
import type { Clock } from '../ports/system';

/** What happens in a phase while it runs: not kept, since what is done is. */
export interface LivePhase {
  /** Steps of the checklist that an executor announced. */
  readonly steps: readonly string[];
  /** Characters of the answer that a model is giving; null when none is. */
  readonly streamed: number | null;
  /** Lines of the context that a model was sent and has not answered yet. */
  readonly sending: number;
  /** What the agents sent that are done. */
  readonly uses: readonly AgentUse[];
}

/** By phase key. */
export type LiveRun = ReadonlyMap<string, LivePhase>;

/** Pieces of an answer come in hundreds a second; people see ten. Milliseconds. */
const STREAM_PACE_MS = 100;
const NOTHING: LivePhase = { steps: [], streamed: null, sending: 0, uses: [] };

/** Progress of the phases under way in this process. */
export class LiveProgress {
  private readonly clock: Clock;
  private readonly notify: (runId: RunId) => void;
  private readonly runs = new Map<RunId, Map<string, LivePhase>>();
  private toldAt = 0;

  constructor(clock: Clock, notify: (runId: RunId) => void) {
    this.clock = clock;
    this.notify = notify;
  }

  of(runId: RunId): LiveRun {
    return this.runs.get(runId) ?? new Map();
  }

  restart(runId: RunId, phase: string): void {
    this.set(runId, phase, NOTHING);
    this.notify(runId);
  }

  step(runId: RunId, phase: string, step: string): void {
    const live = this.get(runId, phase);
    this.set(runId, phase, { ...live, steps: [...live.steps, step], streamed: null });
    this.notify(runId);
  }

  stream(runId: RunId, phase: string, characters: number): void {
    this.set(runId, phase, { ...this.get(runId, phase), streamed: characters });
    const now = this.clock.now().getTime();
    if (now - this.toldAt < STREAM_PACE_MS) return;
    this.toldAt = now;
    this.notify(runId);
  }

  /** A model is about to be sent so many lines. */
  sending(runId: RunId, phase: string, lines: number): void {
    this.set(runId, phase, { ...this.get(runId, phase), sending: lines });
    this.notify(runId);
  }

  used(runId: RunId, phase: string, use: AgentUse): void {
    const live = this.get(runId, phase);
    this.set(runId, phase, { ...live, streamed: null, sending: 0, uses: [...live.uses, use] });
    this.notify(runId);
  }

  /** An answer is complete. */
  quiet(runId: RunId, phase: string): void {
    this.set(runId, phase, { ...this.get(runId, phase), streamed: null, sending: 0 });
  }

  private get(runId: RunId, phase: string): LivePhase {
    return this.runs.get(runId)?.get(phase) ?? NOTHING;
  }

  private set(runId: RunId, phase: string, live: LivePhase): void {
    const phases = this.runs.get(runId) ?? new Map<string, LivePhase>();
    this.runs.set(runId, phases);
    phases.set(phase, live);
  }
}
