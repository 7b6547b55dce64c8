import { parse } from 'yaml';
import { AppError } from '../core/model/appError';
import type { Assets } from '../core/ports/system';
import { agentFrontMatterSchema, agentIdSchema, type AgentDefinition } from './agentDefinition';

/** Reads all agent folders that ship with the product, in parallel. Throws AppError `parseFailed` naming the file. */
export async function loadAgents(assets: Assets): Promise<readonly AgentDefinition[]> {
  const folders = await assets.list('agents');
  return Promise.all(
    folders.map(async (folder) => {
      const file = `agents/${folder}/core.md`;
      if (!agentIdSchema.safeParse(folder).success) {
        throw broken(file, `${JSON.stringify(folder)} is no folder name of an agent`);
      }
      return parseAgent(file, folder, await assets.text(file));
    }),
  );
}

/** Parses one `core.md`; `folder` must be the agent's id. */
export function parseAgent(file: string, folder: string, text: string): AgentDefinition {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'));
  if (match === null) throw broken(file, 'it has no front matter between two lines of ---');
  const [, header = '', body = ''] = match;
  const parsed = agentFrontMatterSchema.safeParse(parseYaml(file, header));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw broken(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
  }
  if (parsed.data.id !== folder) throw broken(file, `its id is ${parsed.data.id}, its folder ${folder}`);
  return { ...parsed.data, prompt: body.trim() };
}

function parseYaml(file: string, header: string): unknown {
  try {
    return parse(header, { maxAliasCount: 0 });
  } catch (failure) {
    throw broken(file, failure instanceof Error ? failure.message : String(failure));
  }
}

function broken(file: string, reason: string): AppError {
  return new AppError('parseFailed', `${file} cannot be read: ${reason}.`, 'Correct the agent file.');
}
