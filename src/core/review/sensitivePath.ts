const FOLDERS = [
  '.git',
  '.github',
  '.husky',
  '.vscode',
  '.idea',
  '.zed',
  '.devcontainer',
  '.claude',
  '.codex',
  '.cursor',
  '.gemini',
  '.windsurf',
];

/** Read by tools and agents when they start, in any folder. */
const FILES = [
  'AGENTS.md',
  'CLAUDE.md',
  'GEMINI.md',
  '.clinerules',
  '.cursorrules',
  '.windsurfrules',
  '.mcp.json',
  '.envrc',
  '.gitmodules',
  '.npmrc',
  '.yarnrc.yml',
  '.pre-commit-config.yaml',
];

const NAMES = new Set([...FOLDERS, ...FILES].map((name) => name.toLowerCase()));

/** Files that make tools act: a person is asked each time, and `--yes` writes nothing. */
export const isSensitivePath = (path: string): boolean =>
  path.split('/').some((part) => NAMES.has(part.toLowerCase())) || path.endsWith('.code-workspace');
