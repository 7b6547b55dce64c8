import type { AgentUse } from '../model/agentUse';
import type { ModelsView } from '../model/runView';

/** What calls of models came to together. A sum of which a part is not known is not known. */
export function totalUse(uses: readonly AgentUse[]): ModelsView {
  const asked = uses.filter(({ calls }) => calls > 0);
  const counted = asked.flatMap(({ usage }) => (usage === null ? [] : [usage]));
  const isCounted = counted.length === asked.length;
  const priced = asked.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    agents: uses.length,
    calls: sum(uses.map(({ calls }) => calls)),
    known: uses.length - asked.length,
    lines: sum(uses.map(({ lines }) => lines)),
    inputTokens: isCounted ? sum(counted.map(({ input }) => input)) : null,
    outputTokens: isCounted ? sum(counted.map(({ output }) => output)) : null,
    estimated: counted.some(({ estimated }) => estimated),
    cost: priced.length === asked.length ? sum(priced) : null,
    givenUp: uses.flatMap(({ givenUp }) => givenUp.map(({ agent, item, lines }) => ({ agent, item, lines }))),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
