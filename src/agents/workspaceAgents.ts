import type { ConfigProblem } from '../core/config/configProblem';
import { untrusted } from '../core/extensions/untrusted';
import { toAppError } from '../core/model/appError';
import { workspacePath } from '../core/model/workspacePath';
import type { DataEntry, WorkspaceData } from '../core/ports/workspaceData';
import type { AgentCatalog, AgentReference } from './agentCatalog';
import { agentIdSchema } from './agentDefinition';
import { readAgentFile } from './agentFile';
import { countLines } from './contextLines';
import type { ForeignAgent } from './foreignAgent';

export const AGENTS_FOLDER = '.groundwork/agents';
const MOST_AGENTS = 100;
const MOST_REFERENCES = 20;
const MOST_REFERENCE_CHARACTERS = 100_000;

export interface WorkspaceAgents {
  readonly agents: readonly ForeignAgent[];
  /** Why other folders are no agents. What they would have replaced stays in force. */
  readonly problems: readonly ConfigProblem[];
}

/** The agents that a workspace defines, each `<id>/core.md` with `reference/*.md`. One that is broken does not hold up the others. */
export async function readWorkspaceAgents(
  data: WorkspaceData,
  builtIn: AgentCatalog,
): Promise<WorkspaceAgents> {
  const agents: ForeignAgent[] = [];
  const problems: ConfigProblem[] = [];
  const say = (source: string, message: string, suggestion: string): void =>
    void problems.push({ source, position: null, message, suggestion });
  const folders = (await listed(data, AGENTS_FOLDER, say)).filter(({ name }) => !isAside(name));
  if (!data.isTrusted) {
    if (folders.length > 0) problems.push(untrusted(AGENTS_FOLDER));
    return { agents, problems };
  }
  if (folders.length > MOST_AGENTS) {
    say(AGENTS_FOLDER, `There are ${folders.length} agents, more than ${MOST_AGENTS}.`, 'Remove some.');
  }
  await Promise.all(
    folders.slice(0, MOST_AGENTS).map(async (entry) => {
      const read = await readFolder(data, entry, builtIn);
      if (read.agent !== undefined && read.problems.length === 0) agents.push(read.agent);
      problems.push(...read.problems);
    }),
  );
  return {
    agents: agents.sort((one, other) => (one.definition.id < other.definition.id ? -1 : 1)),
    problems: problems.sort((one, other) =>
      one.source < other.source ? -1 : one.source > other.source ? 1 : 0,
    ),
  };
}

async function readFolder(
  data: WorkspaceData,
  { name, kind }: DataEntry,
  builtIn: AgentCatalog,
): Promise<{ readonly agent?: ForeignAgent; readonly problems: readonly ConfigProblem[] }> {
  const problems: ConfigProblem[] = [];
  const say = (source: string, message: string, suggestion: string): void =>
    void problems.push({ source, position: null, message, suggestion });
  const folder = `${AGENTS_FOLDER}/${name}`;
  if (kind !== 'folder') {
    say(folder, `It is ${kind === 'link' ? 'a link' : 'no folder'}.`, 'Make it a folder with a `core.md`.');
    return { problems };
  }
  if (!agentIdSchema.safeParse(name).success) {
    say(folder, 'This is no name of an agent.', 'Name the folder in lower case, like `release-notes`.');
    return { problems };
  }
  const file = `${folder}/core.md`;
  const entries = await listed(data, folder, say);
  const core = entries.find((entry) => entry.name === 'core.md');
  if (core?.kind !== 'file') {
    const what = core === undefined ? 'There is no `core.md`.' : '`core.md` is no regular file.';
    say(file, what, 'Write one: docs/extending.md shows an agent.');
    return { problems };
  }
  const text = await textOf(data, file, say);
  if (text === undefined) return { problems };
  const base = builtIn.has(name) ? await builtIn.core(name) : undefined;
  const reading = readAgentFile(file, name, text, base);
  if (reading.kind === 'refused') return { problems: [...problems, ...reading.problems] };
  const reference = entries.find((entry) => entry.name === 'reference');
  if (reference !== undefined && reference.kind !== 'folder') {
    say(`${folder}/reference`, 'It is no folder.', 'Put the files themselves into a folder `reference`.');
  }
  const own = reference?.kind === 'folder' ? await readReferences(data, folder, say) : [];
  const { definition } = reading;
  const kept = definition.prompt === base?.prompt ? await builtIn.references(name) : [];
  const references = [...kept.filter((ours) => own.every((other) => other.name !== ours.name)), ...own];
  const source = { kind: 'workspace', file } as const;
  return { agent: { definition, references, source }, problems };
}

type Say = (source: string, message: string, suggestion: string) => void;

async function readReferences(
  data: WorkspaceData,
  folder: string,
  say: Say,
): Promise<readonly AgentReference[]> {
  const place = `${folder}/reference`;
  const wanted = (await listed(data, place, say)).filter(({ name }) => name.endsWith('.md'));
  if (wanted.length > MOST_REFERENCES) {
    say(place, `There are ${wanted.length} references, more than ${MOST_REFERENCES}.`, 'Remove some.');
    return [];
  }
  const references: AgentReference[] = [];
  for (const { name, kind } of wanted) {
    if (kind !== 'file') {
      say(`${place}/${name}`, 'It is no regular file.', 'Put the file itself here.');
      continue;
    }
    const text = await textOf(data, `${place}/${name}`, say);
    if (text === undefined) continue;
    if (text.length > MOST_REFERENCE_CHARACTERS || text.includes('\0')) {
      say(`${place}/${name}`, 'It is no text, or has more than 100,000 characters.', 'Make it shorter.');
      continue;
    }
    references.push({ name, text, lines: countLines(text) });
  }
  return references;
}

async function listed(data: WorkspaceData, folder: string, say: Say): Promise<readonly DataEntry[]> {
  try {
    return await data.entries(workspacePath(folder));
  } catch (failure) {
    const { message, suggestion } = toAppError(failure);
    say(folder, message, suggestion);
    return [];
  }
}

/** Undefined, with the reason said, for what cannot be read. */
async function textOf(data: WorkspaceData, file: string, say: Say): Promise<string | undefined> {
  try {
    const text = await data.read(workspacePath(file));
    if (text === undefined) say(file, 'It is no longer there.', 'Put it back, or remove the folder.');
    return text;
  } catch (failure) {
    const { message, suggestion } = toAppError(failure);
    say(file, message, suggestion);
    return undefined;
  }
}

/** Beside agents a folder may hold a page about them and what editors and systems leave. */
function isAside(name: string): boolean {
  return name.startsWith('.') || name.toLowerCase() === 'readme.md' || name === 'Thumbs.db';
}
