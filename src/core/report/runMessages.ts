import { SPAN_ATTRIBUTES, type Span } from '../model/span';

/** A record that one agent handed to another. */
export interface RunMessage {
  readonly from: string;
  readonly to: string;
  readonly record: string;
  /** Of the last time. */
  readonly bytes: number;
  readonly at: string;
  /** More than once where the one who was told had to try again. */
  readonly times: number;
}

/** What agents told each other, in the order in which each was told first. */
export function runMessages(spans: readonly Span[]): readonly RunMessage[] {
  const messages = new Map<string, RunMessage>();
  for (const { kind, name, attributes, endedAt } of spans) {
    if (kind !== 'message') continue;
    const earlier = messages.get(name);
    messages.set(name, {
      from: String(attributes[SPAN_ATTRIBUTES.from]),
      to: String(attributes[SPAN_ATTRIBUTES.to]),
      record: String(attributes[SPAN_ATTRIBUTES.record]),
      bytes: Number(attributes[SPAN_ATTRIBUTES.bytes]),
      at: earlier?.at ?? endedAt,
      times: (earlier?.times ?? 0) + 1,
    });
  }
  return [...messages.values()];
}
