import type { Memento } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { EntitySource, ProjectChoice } from '../../core/orchestrator/dialogueService';
import type { WantedProjects } from '../dialogue/projectChoice';
import type { Session, SessionSource } from '../host/session';
import { begin } from './beginRun';
import type { CommandHandlers } from './commandTable';

const NO_EDITS = { names: {}, features: {} };

/** Their dialogues are loaded when somebody asks for them. */
export function generateCommands(
  sessions: SessionSource,
  state: Memento,
): Pick<CommandHandlers, 'generateFullstack' | 'generateFromSentence' | 'addField'> {
  return {
    async generateFullstack(argument) {
      const session = await sessions.get();
      const source = sourceOf(argument);
      if (source === undefined) {
        const { generateDialogue } = await import('../dialogue/generateDialogue');
        const start = await generateDialogue(session, state);
        if (start !== undefined) await begin(session, start);
        return;
      }
      const projects = await chooseProjects(session, {
        backend: argument?.backend,
        frontend: argument?.frontend,
      });
      if (projects !== undefined) await checkAndBegin(session, source, projects);
    },
    async generateFromSentence(argument) {
      const session = await sessions.get();
      const { sentenceDialogue } = await import('../dialogue/sentenceDialogue');
      const start = await sentenceDialogue(session, argument?.sentence, state);
      if (start !== undefined) await begin(session, start);
    },
    async addField(argument) {
      const session = await sessions.get();
      const asked =
        argument?.entity !== undefined && argument.fields !== undefined
          ? { entity: argument.entity, text: argument.fields }
          : await askForField(session, argument?.entity);
      if (asked === undefined) return;
      const projects = await chooseProjects(session, {});
      if (projects !== undefined) await checkAndBegin(session, { kind: 'fields', ...asked }, projects);
    },
  };
}

async function chooseProjects(session: Session, wanted: WantedProjects): Promise<ProjectChoice | undefined> {
  const dialogue = await import('../dialogue/chooseProjects');
  return dialogue.chooseProjects(session, wanted);
}

async function askForField(
  session: Session,
  entity: string | undefined,
): Promise<{ readonly entity: string; readonly text: string } | undefined> {
  const { addFieldDialogue } = await import('../dialogue/addFieldDialogue');
  return addFieldDialogue(session, entity);
}

function sourceOf(
  argument: { readonly shorthand?: string | undefined; readonly spec?: unknown } | undefined,
): EntitySource | undefined {
  if (argument?.spec !== undefined) return { kind: 'spec', spec: argument.spec, edits: NO_EDITS };
  if (argument?.shorthand === undefined) return undefined;
  return { kind: 'shorthand', text: argument.shorthand, edits: NO_EDITS };
}

async function checkAndBegin(session: Session, source: EntitySource, projects: ProjectChoice): Promise<void> {
  const check = await session.app.dialogue.check(source, projects);
  if (check.kind === 'problems') {
    const [first] = check.problems;
    throw new AppError('invalidInput', first?.message ?? 'The entity is not valid.', first?.suggestion ?? '');
  }
  await begin(session, check.start);
}
