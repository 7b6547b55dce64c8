import type { AgentId } from '../model/ids';
import { agentId } from '../model/ids';
import { SPAN_ATTRIBUTES } from '../model/span';
import type { ActiveSpan } from '../ports/activeSpan';
import type { TeamMembers } from '../ports/team';
import { byObject } from '../../shared/byObject';
import type { AgentOutputs } from './plan';

const bytesOf = byObject((value) =>
  value === undefined ? 0 : new TextEncoder().encode(JSON.stringify(value)).length,
);

/**
 * Keeps in the trace what an agent is told by others: each record that it declares as an input and one of them made. Texts
 * stay out of it.
 */
export function traceMessages(span: ActiveSpan, to: AgentId, team: TeamMembers, outputs: AgentOutputs): void {
  const { inputs = [], optionalInputs = [] } = team.member(to) ?? {};
  for (const record of [...inputs, ...optionalInputs]) {
    for (const [from, output] of Object.entries(outputs)) {
      if (output === null || output === undefined) continue;
      if (team.member(agentId(from))?.outputs.includes(record) !== true) continue;
      span.record('message', `${from} to ${to}: ${record}`, {
        durationMs: 0,
        error: null,
        attributes: {
          [SPAN_ATTRIBUTES.from]: from,
          [SPAN_ATTRIBUTES.to]: to,
          [SPAN_ATTRIBUTES.record]: record,
          [SPAN_ATTRIBUTES.bytes]: bytesOf(recordOf(output, record)),
        },
      });
    }
  }
}

/** Agents that are code may hand on one thing under names of their own. */
function recordOf(output: unknown, record: string): unknown {
  return typeof output === 'object' && output !== null && Object.hasOwn(output, record)
    ? Reflect.get(output, record)
    : output;
}
