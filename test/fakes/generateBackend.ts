import assert from 'node:assert/strict';
import type { Parsers } from '../../src/codegen/inspect/parsers';
import type { EntityInput } from '../../src/core/entity/entityInput';
import { normalizeEntity } from '../../src/core/entity/normalizeEntity';
import type { EntityBase } from '../../src/core/model/entityBase';
import type { EntitySpec } from '../../src/core/model/entitySpec';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { ExecutorContext, ExecutorResult, Question } from '../../src/core/ports/executor';
import type { WorkspaceFiles } from '../../src/core/ports/workspaceFiles';
import { detectFastapi } from '../../src/stacks/fastapi/detectFastapi';
import { createFastapiExecutors } from '../../src/stacks/fastapi/executors';
import { fastapiStack } from '../../src/stacks/fastapi/fastapiStack';
import { quietContext } from './quietContext';

export interface GeneratedBackend {
  readonly results: readonly ExecutorResult[];
  /** Every file, with the proposal laid over it. */
  readonly after: Map<string, string>;
  readonly base: EntityBase;
  readonly questions: readonly Question[];
}

/** Runs both agents of the backend on texts by path, and accepts what they propose. */
export async function generateBackend(
  parsers: Parsers,
  files: ReadonlyMap<string, string>,
  input: EntityInput,
  base: EntityBase | null = null,
): Promise<GeneratedBackend> {
  const after = new Map(files);
  const [backend] = await detectFastapi(filesOf(after), parsers);
  assert.ok(backend !== undefined);
  const spec = specOf({ ...fastapiStack(parsers).defaults(backend, input), ...input });
  const results: ExecutorResult[] = [];
  const questions: Question[] = [];
  for (const executor of createFastapiExecutors({ parsers })) {
    const context: ExecutorContext = {
      ...quietContext,
      request: {},
      inputs: {
        'project-detection': { backend, frontend: null },
        'entity-dialogue': { spec, base },
      },
      files: filesOf(after),
      progress: () => undefined,
      ask: (question) => {
        questions.push(question);
        return Promise.resolve(question.options.find((option) => option.recommended)?.id ?? '');
      },
    };
    const result = await executor.execute(context);
    for (const file of result.files) after.set(file.path, file.proposed);
    results.push(result);
  }
  const fragments: Record<string, string> = { ...base?.fragments };
  for (const result of results) Object.assign(fragments, result.fragments);
  return { results, after, base: { version: 1, spec, fragments }, questions };
}

/** Paths of what was proposed, in order. */
export const proposedPaths = ({ results }: GeneratedBackend): readonly string[] =>
  results.flatMap((result) => result.files.map((file) => file.path)).sort();

export const filesOf = (files: ReadonlyMap<string, string>): WorkspaceFiles => ({
  root: '/workspace',
  list: () => Promise.resolve([...files.keys()].sort().map(workspacePath)),
  read: (path) => Promise.resolve(files.get(path)),
});

export function specOf(input: object): EntitySpec {
  const result = normalizeEntity(input);
  assert.ok(result.kind === 'valid', JSON.stringify(result));
  return result.spec;
}
