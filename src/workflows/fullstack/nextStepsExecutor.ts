import { renderEntityFile } from '../../codegen/specFile/renderEntityFile';
import { renderEntitySchema } from '../../codegen/specFile/renderEntitySchema';
import type { FileChange, Layer } from '../../core/model/changeSet';
import type { EntityBase } from '../../core/model/entityBase';
import { readDialogueOutput } from '../../core/model/generation';
import { joinPath } from '../../core/model/workspacePath';
import type { Executor, ExecutorContext, ExecutorResult } from '../../core/ports/executor';
import { basePath, ENTITY_SCHEMA_PATH, entityFilePath } from './entityFiles';
import { AGENTS } from './plan';

const ATTRIBUTES_PATH = joinPath('.gitattributes');
const ATTRIBUTES_LINE = '.groundwork/base/** linguist-generated=true -diff';

/** Keeps the specification and the merge base with the code: files of the proposal like any other. */
export const nextStepsExecutor: Executor = {
  agent: AGENTS.nextSteps,
  async execute(context: ExecutorContext): Promise<ExecutorResult> {
    const { spec, base } = readDialogueOutput(context.inputs[AGENTS.dialogue]);
    const kept: EntityBase = {
      version: 1,
      spec,
      // What a skipped part generated before stays the base of that part.
      fragments: sortKeys({ ...base?.fragments, ...context.fragments }),
    };
    const files: FileChange[] = [];
    const propose = async (change: Proposal): Promise<void> => {
      const current = (await context.files.read(change.path)) ?? null;
      context.progress(change.step);
      if (current === change.text) return;
      files.push(fileChange(change, current));
    };
    await propose({
      path: entityFilePath(spec.name),
      text: renderEntityFile(spec),
      layer: 'spec',
      step: 'Specification kept',
    });
    await propose({
      path: ENTITY_SCHEMA_PATH,
      text: renderEntitySchema(),
      layer: 'base',
      step: 'Specification kept',
    });
    await propose({
      path: basePath(spec.name),
      text: `${JSON.stringify(kept, undefined, 2)}\n`,
      layer: 'base',
      step: 'Merge base kept',
    });
    const attributes = (await context.files.read(ATTRIBUTES_PATH)) ?? '';
    if (!attributes.split(/\r?\n/).includes(ATTRIBUTES_LINE)) {
      const separator = attributes === '' || attributes.endsWith('\n') ? '' : '\n';
      await propose({
        path: ATTRIBUTES_PATH,
        text: `${attributes}${separator}${ATTRIBUTES_LINE}\n`,
        layer: 'base',
        step: 'Merge base kept',
      });
    }
    return { files, output: { entity: spec.name }, fragments: {}, notes: [], findings: [] };
  },
};

interface Proposal {
  readonly path: FileChange['path'];
  readonly text: string;
  readonly layer: Layer;
  readonly step: string;
}

function fileChange(change: Proposal, current: string | null): FileChange {
  return {
    path: change.path,
    base: current,
    proposed: change.text,
    layer: change.layer,
    phase: 'nextSteps',
    agent: AGENTS.nextSteps,
    title: change.step,
    marks: [],
  };
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
