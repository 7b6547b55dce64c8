import type { EntitySpec } from '../../core/model/entitySpec';
import type { ExecutorContext } from '../../core/ports/executor';
import { groupOf, type Guards } from './entityView';
import type { FastapiProject, PySymbol } from './project';

/** The guards of the sibling routes; asks where the siblings disagree. */
export async function settleGuards(
  project: FastapiProject,
  spec: EntitySpec,
  context: Pick<ExecutorContext, 'ask'>,
): Promise<Guards | undefined> {
  const group = groupOf(project, spec.group);
  const reader = await settle('readers', 'read', group.readers, group.prefix, context);
  const writer = await settle('writers', 'write', group.writers, group.prefix, context);
  return reader === undefined || writer === undefined ? undefined : { reader, writer };
}

async function settle(
  key: string,
  verb: string,
  found: readonly PySymbol[],
  prefix: string,
  context: Pick<ExecutorContext, 'ask'>,
): Promise<PySymbol | undefined> {
  const [first] = found;
  if (found.length < 2) return first;
  const answer = await context.ask({
    key: `guard-${key}`,
    reason: `The routes below ${prefix} that ${verb} do not agree on who may.`,
    question: `Which guard should the new routes that ${verb} have?`,
    options: found.map((guard, index) => ({
      id: `${guard.module}.${guard.name}`,
      label: guard.name,
      consequence: `from ${guard.module}`,
      recommended: index === 0,
    })),
  });
  return found.find((guard) => `${guard.module}.${guard.name}` === answer) ?? first;
}

/** The revision that a new one follows; asks where there are several heads. Null when there is none yet. */
export async function settleHead(
  project: FastapiProject,
  context: Pick<ExecutorContext, 'ask'>,
): Promise<string | null> {
  const heads = project.migrations?.heads ?? [];
  const [first] = heads;
  if (first === undefined) return null;
  if (heads.length === 1) return first;
  const answer = await context.ask({
    key: 'migration-head',
    reason: `The migrations have ${heads.length} heads: ${heads.join(', ')}.`,
    question: 'Which revision should the new one follow?',
    options: heads.map((head, index) => ({
      id: head,
      label: head,
      consequence: `The new revision follows ${head}; the heads stay apart until they are merged.`,
      recommended: index === heads.length - 1,
    })),
  });
  return heads.find((head) => head === answer) ?? first;
}
