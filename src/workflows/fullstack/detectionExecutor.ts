import { AppError } from '../../core/model/appError';
import type { DetectionOutput } from '../../core/model/generation';
import type { DecisionOption } from '../../core/model/run';
import type { Executor, ExecutorContext, StepNote } from '../../core/ports/executor';
import { AGENTS } from './plan';
import { fullstackRequestSchema, type FullstackRequest } from './request';
import { refuseUnsupported } from './refuseUnsupported';
import type { ProjectProfile, Stack, Stacks } from './stack';

/** Finds both halves of the project; asks which one where there are several, or what to do where one is missing. */
export function detectionExecutor(stacks: Stacks): Executor {
  return {
    agent: AGENTS.detection,
    async execute(context) {
      const request = fullstackRequestSchema.parse(context.request);
      const notes: StepNote[] = [];
      const find = async (half: 'backend' | 'frontend', step: string): Promise<ProjectProfile | null> => {
        if (isLeftOut(request, half)) {
          notes.push({ step, kind: 'leftOut', detail: 'The request leaves it out.' });
          return null;
        }
        const profile = await choose(stacks[half], wantedFolder(request, half), context);
        if (profile === null)
          notes.push({ step, kind: 'leftOut', detail: `No ${stacks[half].title} was found.` });
        context.progress(step);
        return profile;
      };
      const output: DetectionOutput = {
        backend: await find('backend', 'Backend detected'),
        frontend: await find('frontend', 'Frontend detected'),
      };
      return { files: [], output, fragments: {}, notes, findings: [] };
    },
  };
}

const wantedFolder = (request: FullstackRequest, half: 'backend' | 'frontend'): string | null =>
  half === 'backend' ? request.backendFolder : request.frontendFolder;

const isLeftOut = (request: FullstackRequest, half: 'backend' | 'frontend'): boolean =>
  request.parts !== 'fullstack' && request.parts !== half;

async function choose(
  stack: Stack,
  wanted: string | null,
  context: ExecutorContext,
): Promise<ProjectProfile | null> {
  const found = await stack.detect(context.files, context);
  if (wanted !== null) {
    const match = found.find((profile) => profile.folder === wanted);
    if (match !== undefined) return refuseUnsupported(match);
    throw new AppError(
      'dependencyMissing',
      `There is no ${stack.title} in ${wanted === '' ? 'the workspace folder' : wanted}.`,
      found.length === 0 ? 'Create it first.' : `Found: ${found.map(folderOf).join(', ')}.`,
    );
  }
  const [first, ...others] = found;
  if (first === undefined) return missing(stack);
  if (others.length === 0) return refuseUnsupported(first);
  const answer = await context.ask({
    key: `which-${stack.kind}`,
    reason: `The workspace has ${String(found.length)} projects of the kind ${stack.title}.`,
    question: `Which ${stack.title} is meant?`,
    options: found.map((profile, index) => optionOf(profile, index === 0)),
  });
  return refuseUnsupported(found.find((profile) => folderOf(profile) === answer) ?? first);
}

function missing(stack: Stack): never {
  const other = stack.kind === 'fastapi' ? 'frontend' : 'backend';
  throw new AppError(
    'dependencyMissing',
    `Dependency required: no ${stack.title} was found in this workspace.`,
    `Create one and retry, generate the ${other} only, or name its folder. Scaffolding comes with a later version.`,
  );
}

const folderOf = (profile: ProjectProfile): string => (profile.folder === '' ? '.' : profile.folder);

function optionOf(profile: ProjectProfile, recommended: boolean): DecisionOption {
  return {
    id: folderOf(profile),
    label: folderOf(profile),
    consequence: profile.conventions.join('; '),
    recommended,
  };
}
