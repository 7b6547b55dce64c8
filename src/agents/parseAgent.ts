import { parse } from 'yaml';
import { AppError } from '../core/model/appError';
import { agentFrontMatterSchema, type AgentDefinition } from './agentDefinition';
import { messageOf } from '../shared/messageOf';

/** Parses one `core.md`; `folder` must be the agent's id. */
export function parseAgent(file: string, folder: string, text: string): AgentDefinition {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'));
  if (match === null) throw brokenAgent(file, 'it has no front matter between two lines of ---');
  const [, header = '', body = ''] = match;
  const parsed = agentFrontMatterSchema.safeParse(parseYaml(file, header));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw brokenAgent(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
  }
  if (parsed.data.id !== folder) throw brokenAgent(file, `its id is ${parsed.data.id}, its folder ${folder}`);
  return { ...parsed.data, prompt: body.trim() };
}

function parseYaml(file: string, header: string): unknown {
  try {
    return parse(header, { maxAliasCount: 0 });
  } catch (failure) {
    throw brokenAgent(file, messageOf(failure));
  }
}

/** An agent's file that cannot be used, with the reason. */
export function brokenAgent(file: string, reason: string): AppError {
  return new AppError('parseFailed', `${file} cannot be read: ${reason}.`, 'Correct the agent file.');
}
