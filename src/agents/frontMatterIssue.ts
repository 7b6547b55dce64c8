import type { z } from 'zod';
import { AGENT_TEAMS } from './agentDefinition';

export interface FrontMatterIssue {
  readonly path: readonly (string | number)[];
  /** Whether the name of the field is wrong, or what it says. */
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly suggestion: string;
}

/** What belongs into each field of the front matter. */
const WRITE: Readonly<Record<string, string>> = {
  id: '`id: release-notes`, the name of the folder',
  title: '`title: Release notes`',
  team: `\`team\` as one of ${AGENT_TEAMS.join(', ')}`,
  phase: '`phase: writing`',
  capabilities: '`capabilities: [what it can do, in a few words]`',
  inputs: '`inputs: [user_request]`: names of records in lower case with underscores, or `[]`',
  optionalInputs: '`optionalInputs: [style_guide]`: names of records in lower case with underscores',
  outputs: '`outputs: [release_notes]`: names of records in lower case with underscores',
  critical: '`critical: true`, or `false` for an agent that a run can do without',
  executor: '`executor: model`',
  planned: 'nothing: `planned` is for agents that ship',
};

/** A problem of the front matter in words, with what to write. */
export function frontMatterIssue(issue: z.core.$ZodIssue, written: unknown): FrontMatterIssue {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return {
      path: [...path, key],
      part: 'key',
      message: `There is no field \`${key.slice(0, 60)}\`.`,
      suggestion: `Leave it out; there are ${Object.keys(WRITE).join(', ')}.`,
    };
  }
  const [field] = path;
  if (typeof field !== 'string') {
    return {
      path,
      part: 'value',
      message: 'The front matter has no fields.',
      suggestion: 'Write `title: ...`.',
    };
  }
  const isThere = typeof written === 'object' && written !== null && Object.hasOwn(written, field);
  return {
    path,
    part: 'value',
    message: isThere ? `\`${path.join('.')}\` cannot be used.` : `\`${field}\` is missing.`,
    suggestion: `Write ${WRITE[field] ?? 'what the documentation shows'}.`,
  };
}
