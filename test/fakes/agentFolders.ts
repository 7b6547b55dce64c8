import type { Assets } from '../../src/core/ports/system';

export interface TestAgent {
  readonly id: string;
  readonly inputs?: readonly string[];
  readonly outputs: readonly string[];
  readonly critical?: boolean;
  /** Lines of its prompt beyond what every agent has. */
  readonly lines?: number;
  /** By name, the number of lines. */
  readonly references?: Readonly<Record<string, number>>;
}

const lines = (count: number, what: string): string =>
  Array.from({ length: count }, (_, line) => `${what} ${String(line + 1)}.\n`).join('');

/** Agent folders as a test wants them; an answer is an object with all outputs, whatever they are. */
export function agentFolders(agents: readonly TestAgent[]): Assets {
  const texts = new Map<string, string>();
  for (const agent of agents) {
    const folder = `agents/${agent.id}`;
    texts.set(`${folder}/core.md`, coreOf(agent));
    for (const [name, count] of Object.entries(agent.references ?? {}))
      texts.set(`${folder}/reference/${name}`, `# ${name}\n${lines(count - 1, `${agent.id} ${name}`)}`);
  }
  return {
    bytes: () => Promise.reject(new Error('no bytes')),
    text: (name) => {
      const text = texts.get(name);
      return text === undefined ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve(text);
    },
    list: (folder) => {
      const below = [...texts.keys()].filter((name) => name.startsWith(`${folder}/`));
      const names = below.map((name) => name.slice(folder.length + 1).split('/')[0] ?? '');
      return Promise.resolve([...new Set(names)].sort());
    },
  };
}

function coreOf({ id, inputs = [], outputs, critical = true, lines: extra = 0 }: TestAgent): string {
  const schema = {
    type: 'object',
    required: outputs,
    properties: Object.fromEntries(outputs.map((output) => [output, {}])),
  };
  return `---
id: ${id}
title: The ${id}
team: task
phase: any
capabilities: [work]
inputs: [${inputs.join(', ')}]
outputs: [${outputs.join(', ')}]
critical: ${String(critical)}
executor: model
---

# The ${id}

## Outputs

\`\`\`json
${JSON.stringify(schema)}
\`\`\`

## Method

${lines(extra, `${id} does`)}`;
}
