// Gives Groundwork one of each: an agent with code, a verifier, a processor for retrieval, a model provider and a workflow.
// Everything that `register...` returns is disposed with the extension.
'use strict';

const vscode = require('vscode');

/** @typedef {import('../../src/core/extensions/groundworkApi').GroundworkApi} GroundworkApi */

/** @param {import('vscode').ExtensionContext} context */
async function activate(context) {
  const groundwork = vscode.extensions.getExtension('groundwork.groundwork');
  /** @type {GroundworkApi | undefined} */
  const api = await groundwork?.activate();
  if (api?.version !== 1) return;
  const own = context.extension.id;
  context.subscriptions.push(
    api.registerAgents(own, [glossaryWriter]),
    api.registerVerifier(own, plainWords),
    api.registerRetrievalProcessor(own, iniFiles),
    api.registerModelProvider(own, cannedModel),
    api.registerWorkflow(own, glossary),
  );
}

/**
 * An agent that needs no model: it collects the words that the request names.
 * @type {import('../../src/core/extensions/groundworkApi').AgentContribution}
 */
const glossaryWriter = {
  id: 'glossary-writer',
  title: 'Glossary writer',
  phase: 'writing',
  capabilities: ['list the terms of a request with what the README says of them'],
  inputs: ['user_request'],
  outputs: ['glossary'],
  critical: true,
  prompt:
    'Lists the terms of the request, one a line, each with the first sentence of README.md that names it.',
  async execute({ request, read, progress }) {
    progress('Terms collected');
    const readme = (await read('README.md')) ?? '';
    const sentences = readme.split(/(?<=[.!?])\s+/);
    const terms = String(request['user_request'])
      .split(',')
      .map((term) => term.trim())
      .filter((term) => term !== '');
    const lines = terms.map((term) => {
      const said = sentences.find((sentence) => sentence.toLowerCase().includes(term.toLowerCase()));
      return `- **${term}**: ${said?.replaceAll(/\s+/g, ' ') ?? 'very important, not explained yet.'}`;
    });
    return { glossary: `# Glossary\n\n${lines.join('\n')}\n` };
  },
};

/**
 * Finds words that say nothing, in Markdown files of a proposal.
 * @type {import('../../src/core/extensions/groundworkApi').VerifierContribution}
 */
const plainWords = {
  id: 'plain-words',
  title: 'Plain words',
  verify: ({ files }) =>
    files
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) =>
          /\b(very|obviously|simply)\b/i.test(line)
            ? [
                {
                  severity: /** @type {const} */ ('minor'),
                  message: 'Leave out words that say nothing.',
                  path,
                  line: index + 1,
                  rule: 'filler',
                },
              ]
            : [],
        ),
      ),
};

/**
 * Cuts `.ini` files at their sections.
 * @type {import('../../src/core/extensions/groundworkApi').ProcessorContribution}
 */
const iniFiles = {
  id: 'ini-files',
  canProcess: (path) => path.endsWith('.ini'),
  process({ text }) {
    /** @type {{ title: string, text: string, startLine: number, endLine: number }[]} */
    const chunks = [];
    for (const [index, line] of text.split('\n').entries()) {
      const section = /^\[(.+)\]\s*$/.exec(line)?.[1];
      const last = chunks.at(-1);
      if (section !== undefined) {
        chunks.push({ title: section, text: line, startLine: index + 1, endLine: index + 1 });
      } else if (last !== undefined && line.trim() !== '') {
        last.text += `\n${line}`;
        last.endLine = index + 1;
      }
    }
    return chunks;
  },
};

/**
 * Answers without a network: `models.default: extension/canned/any`. A real provider would send `system` and `messages` to
 * its server, call `onText` with each piece, and stop when `signal` is aborted.
 * @type {import('../../src/core/extensions/groundworkApi').ModelProviderContribution}
 */
const cannedModel = {
  id: 'canned',
  async chat({ system, messages, onText }) {
    const asked = [system, ...messages.map(({ text }) => text)].join('\n');
    const answer = asked.includes('release_notes') ? notes : draft;
    const text = JSON.stringify(answer);
    onText(text);
    return { text, usage: { input: Math.ceil(asked.length / 4), output: Math.ceil(text.length / 4) } };
  },
};

const notes = {
  release_notes: '# Release notes\n\n## Added\n\n- The export has a column for the category.\n',
};
const draft = {
  feature_requirements: { features: [], roles: [], rules: [], tenancy: 'none' },
  entity_list: [{ name: 'product', table: null, use: 'managed' }],
  complexity_score: { points: 0, level: 'basic', data: 'simple', reasons: [] },
  entity_spec_draft: {
    entity: { name: 'product', fields: [{ name: 'name', type: 'string(64)!' }] },
    uncertain: [],
    refusal: null,
  },
};

/**
 * The same as a file of `.groundwork/workflows`.
 * @type {import('../../src/core/extensions/groundworkApi').WorkflowContribution}
 */
const glossary = {
  id: 'glossary',
  title: 'Glossary',
  description: 'Writes docs/GLOSSARY.md for the terms of the request, separated by commas.',
  phases: [
    {
      key: 'write',
      title: 'Write the glossary',
      agents: ['glossary-writer'],
      writes: { 'docs/GLOSSARY.md': 'glossary' },
    },
  ],
};

module.exports = { activate };
