/** Limits of seed 001, in bytes of UTF-8. */
export const MEMORY_BYTES = 10 * 1024;
const RECORD_MIN_BYTES = 1024;
const RECORD_SHARE = 0.1;
/** A longer text, or one with lines, is prose or code; memory holds specifications, interfaces and decisions. */
const LONGEST_TEXT = 160;

/** What the agents of a phase hand on, joined: outputs by their declared names. */
export interface HandOver {
  readonly phase: string;
  readonly output: Readonly<Record<string, unknown>>;
  /** The outputs that the agents of the phase declare: what else they say is noise. */
  readonly declared: readonly string[];
}

export interface MemoryRecord {
  readonly phase: string;
  /** The compressed output as JSON; lists as objects with numbered keys. */
  readonly text: string;
  readonly bytes: number;
  /** Facts of the output that are not in the record. */
  readonly dropped: number;
}

export interface Eviction {
  readonly phase: string;
  readonly bytes: number;
  readonly reason: string;
}

interface Fact {
  readonly path: readonly string[];
  readonly value: string | number | boolean | null;
}

/**
 * Keeps what phases hand on within 10 KB for a whole run. A record is compressed: scalars and short texts, those nearest
 * to the root first, never code. When memory is full, the record with the largest product of bytes and age goes, age
 * being the phases that ended since; the newest stays. The reason is kept.
 */
export class ContextMemory {
  private records: readonly MemoryRecord[] = [];
  private readonly evicted: Eviction[] = [];

  get evictions(): readonly Eviction[] {
    return this.evicted;
  }

  get bytes(): number {
    return this.records.reduce((sum, record) => sum + record.bytes, 0);
  }

  /** Replaces an earlier record of the phase: a retry does not leave two. */
  store(handOver: HandOver): MemoryRecord {
    const record = compress(handOver);
    this.records = [...this.records.filter(({ phase }) => phase !== record.phase), record];
    while (this.bytes > MEMORY_BYTES) this.evictOne(record.phase);
    return record;
  }

  /** The records of the phases that a phase depends on, directly or not, oldest first: always in the same order. */
  recall(phases: ReadonlySet<string>): readonly MemoryRecord[] {
    return this.records.filter((record) => phases.has(record.phase));
  }

  private evictOne(current: string): void {
    const weights = this.records.map(({ bytes }, index) => bytes * (this.records.length - 1 - index));
    const index = weights.indexOf(Math.max(...weights));
    const [left] = this.records.slice(index, index + 1);
    if (left === undefined) return;
    this.records = this.records.filter((record) => record !== left);
    const reason = `memory was full when ${current} ended; this was the largest of the old`;
    this.evicted.push({ phase: left.phase, bytes: left.bytes, reason });
  }
}

/** The record of a phase: of what is declared, at most the larger of 1 KB and a tenth of the whole output. */
export function compress({ phase, output, declared }: HandOver): MemoryRecord {
  const share = Math.floor(byteLength(JSON.stringify(output)) * RECORD_SHARE);
  const limit = Math.min(Math.max(RECORD_MIN_BYTES, share), MEMORY_BYTES);
  const facts = declared.flatMap((name) => collectFacts(name, output[name]));
  const kept = withinLimit(breadthFirst(facts), limit);
  const text = toJson(kept);
  return { phase, text, bytes: byteLength(text), dropped: facts.length - kept.length };
}

/** Scalars and short texts below a value, each with its place. */
function collectFacts(name: string, value: unknown): readonly Fact[] {
  const facts: Fact[] = [];
  const open: (readonly [readonly string[], unknown])[] = [[[name], value]];
  for (const [path, found] of open) {
    if (isFactValue(found)) facts.push({ path, value: found });
    else if (typeof found === 'object') {
      for (const [key, child] of Object.entries(found)) {
        if (isFactValue(key)) open.push([[...path, key], child]);
      }
    }
  }
  return facts;
}

/** Names and decisions stand near the root, details below. Stable among facts of one depth. */
function breadthFirst(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted((a, b) => a.path.length - b.path.length);
}

function isFactValue(value: unknown): value is Fact['value'] {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT && !value.includes('\n');
  return typeof value === 'number' || typeof value === 'boolean' || value === null;
}

/** As many facts as fit, in order. The size of a fact alone is an upper bound of what it adds to the whole. */
function withinLimit(facts: readonly Fact[], limit: number): readonly Fact[] {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (byteLength(toJson(facts.slice(0, middle))) <= limit) low = middle;
    else high = middle - 1;
  }
  return facts.slice(0, low);
}

function toJson(facts: readonly Fact[], depth = 0): string {
  const [first] = facts;
  if (first?.path.length === depth) return JSON.stringify(first.value);
  const children = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = fact.path[depth] ?? '';
    const below = children.get(key);
    if (below === undefined) children.set(key, [fact]);
    else below.push(fact);
  }
  const entries = [...children].map(([key, below]) => `${JSON.stringify(key)}:${toJson(below, depth + 1)}`);
  return `{${entries.join(',')}}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
