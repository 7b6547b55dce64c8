import { window } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { ProjectChoice } from '../../core/orchestrator/dialogueService';
import type { Session } from '../host/session';
import { nextQuestion, type ProjectQuestion, type WantedProjects } from './projectChoice';

const NAMES = { backend: 'FastAPI backend', frontend: 'Next.js frontend' } as const;

/** Finds the halves to generate for; asks only what is not clear. Undefined when the person left. */
export async function chooseProjects(
  session: Session,
  wanted: WantedProjects,
): Promise<ProjectChoice | undefined> {
  const { projects } = await session.app.dialogue.detect();
  let known = wanted;
  for (;;) {
    const question = nextQuestion(projects, known);
    if (question.kind === 'none') {
      refuseUnsupported(projects, question.choice);
      return question.choice;
    }
    const answer = question.kind === 'several' ? await chooseOne(question) : await askForMissing(question);
    if (answer === undefined) return undefined;
    known = { ...known, [question.half]: answer.folder };
  }
}

interface Answer {
  readonly folder: string | null;
}

async function chooseOne(
  question: ProjectQuestion & { readonly kind: 'several' },
): Promise<Answer | undefined> {
  const chosen = await window.showQuickPick(
    question.candidates.map((project) => ({
      label: project.folder === '' ? '(workspace)' : project.folder,
      description: project.evidence[0] ?? '',
      detail: project.conventions.join(' · '),
      folder: project.folder,
    })),
    { title: `Which ${NAMES[question.half]}?`, ignoreFocusOut: true },
  );
  return chosen;
}

/** The 'Dependency required' choices of a missing half. */
async function askForMissing(
  question: ProjectQuestion & { readonly kind: 'missing' },
): Promise<Answer | undefined> {
  const name = NAMES[question.half];
  const other = question.half === 'backend' ? 'frontend' : 'backend';
  const choices: readonly { label: string; detail: string; id: 'skip' | 'path' | 'scaffold' }[] = [
    ...(question.other === undefined
      ? []
      : [
          {
            label: `$(debug-step-over) Generate the ${other} only`,
            detail: `For the project in ${question.other.folder === '' ? 'the workspace' : question.other.folder}.`,
            id: 'skip' as const,
          },
        ]),
    {
      label: '$(folder) Specify its folder',
      detail: 'It is in this workspace but was not recognised.',
      id: 'path',
    },
    {
      label: '$(rocket) Scaffold one first',
      detail: 'Not available yet: it comes with a later version.',
      id: 'scaffold',
    },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: 'Dependency required',
    placeHolder: `No ${name} was found in this workspace. How do you want to go on?`,
    ignoreFocusOut: true,
  });
  switch (chosen?.id) {
    case undefined:
      return undefined;
    case 'skip':
      return { folder: null };
    case 'path': {
      const folder = await window.showInputBox({
        title: `Folder of the ${name}`,
        prompt: 'Relative to the workspace',
        ignoreFocusOut: true,
      });
      return folder === undefined ? undefined : { folder: folder.trim().replace(/^\.\/|\/+$/g, '') };
    }
    case 'scaffold':
      throw new AppError(
        'dependencyMissing',
        `Scaffolding a ${name} is not available yet.`,
        'Create the project, then run this command again; what you typed is kept.',
      );
  }
}

function refuseUnsupported(
  projects: Awaited<ReturnType<Session['app']['dialogue']['detect']>>['projects'],
  choice: ProjectChoice,
): void {
  const chosen = projects.filter(
    (project) => project.folder === (project.kind === 'fastapi' ? choice.backend : choice.frontend),
  );
  const reason = chosen.flatMap((project) => project.unsupported)[0];
  if (reason !== undefined) {
    throw new AppError(
      'unsupportedConvention',
      reason,
      'Nothing was proposed. The README lists what is supported.',
    );
  }
}
