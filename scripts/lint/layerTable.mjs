/**
 * 'Who may import whom' of DESIGN.md. A layer is the longest matching path. `layers` are the layers whose files it may
 * import besides its own; `packages` what it may import by name. `node:` stands for Node's own modules.
 *
 * @typedef {object} Layer
 * @property {string} path a folder or a file below the repository
 * @property {readonly string[] | 'all'} layers
 * @property {readonly string[] | 'all'} packages
 */

const DOMAIN = ['src/core', 'src/shared'];
const FEATURES = ['src/agents', 'src/rag', 'src/verification', 'src/codegen'];
const STACKS = ['src/stacks/fastapi', 'src/stacks/nextjs'];
const WORKFLOW_NAMES = ['fullstack', 'crud', 'scaffold', 'admin', 'migration', 'task'];
const WORKFLOWS = WORKFLOW_NAMES.map((name) => `src/workflows/${name}`);
/** Workflows that are data: of a workspace or an extension. It knows no stack. */
const CUSTOM = 'src/workflows/custom';

/** YAML with the places of what it says: files of a workspace are read with it wherever they belong. */
const LOCATED_YAML = 'src/codegen/inspect/locatedYaml';

const LANGCHAIN = ['core', 'anthropic', 'ollama', 'openai'].map((name) => `@langchain/${name}`);

/** @type {readonly Layer[]} */
export const LAYERS = [
  { path: 'src/shared', layers: [], packages: [] },
  // pluralize: English plurals, core/entity only.
  { path: 'src/core', layers: ['src/shared'], packages: ['zod', 'diff', 'node-diff3', 'pluralize'] },
  { path: 'src/protocol', layers: ['src/core'], packages: ['zod'] },
  { path: 'src/agents', layers: [...DOMAIN, LOCATED_YAML], packages: ['zod', 'yaml'] },
  { path: 'src/rag', layers: DOMAIN, packages: ['zod'] },
  { path: 'src/verification', layers: DOMAIN, packages: ['zod'] },
  {
    path: 'src/codegen',
    layers: DOMAIN,
    packages: ['web-tree-sitter', 'jsonc-parser', 'yaml', 'diff', 'pluralize', 'zod'],
  },
  ...STACKS.map((path) => ({ path, layers: [...DOMAIN, 'src/codegen'], packages: ['zod'] })),
  ...WORKFLOWS.map((path) => ({
    path,
    // codegen/specFile: entity files are what a workflow is asked with and keeps; no stack owns them.
    layers: [...DOMAIN, ...STACKS, 'src/agents', 'src/rag', 'src/verification', 'src/codegen/specFile'],
    packages: ['zod'],
  })),
  { path: CUSTOM, layers: [...DOMAIN, 'src/agents', LOCATED_YAML], packages: ['zod'] },
  {
    path: 'src/platform',
    layers: DOMAIN,
    packages: ['node:', 'sql.js', 'simple-git', 'yaml', 'zod', ...LANGCHAIN],
  },
  {
    path: 'src/app.ts',
    layers: [...DOMAIN, ...FEATURES, ...STACKS, ...WORKFLOWS, CUSTOM, 'src/protocol'],
    packages: ['zod'],
  },
  { path: 'src/vscode', layers: [...DOMAIN, 'src/app.ts', 'src/protocol'], packages: ['vscode', 'zod'] },
  // The command line's own parts: arguments, output, exit codes. Its root, cli.ts, joins them with the platform.
  { path: 'src/cli', layers: [...DOMAIN, 'src/app.ts', 'src/protocol'], packages: ['node:', 'zod'] },
  // Parts of the two roots: they join the app with the platform.
  { path: 'src/roots', layers: 'all', packages: ['node:'] },
  { path: 'src/extension.ts', layers: 'all', packages: ['vscode', 'node:'] },
  { path: 'src/cli.ts', layers: 'all', packages: ['node:'] },
  {
    path: 'webview-ui',
    layers: ['src/protocol', 'src/core/model'],
    packages: ['lit', '@vscode-elements/elements'],
  },
];

/** What tests may import besides what their layer may. */
export const TEST_PACKAGES = ['node:', 'assert', 'mocha', 'fast-check'];
export const TEST_LAYERS = ['test/fakes', 'test/fixtures', 'test/golden'];
