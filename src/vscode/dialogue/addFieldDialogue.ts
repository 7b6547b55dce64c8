import { window } from 'vscode';
import { AppError } from '../../core/model/appError';
import type { Session } from '../host/session';
import { chooseProjects } from './chooseProjects';
import { entityAtLine } from './entityAtLine';
import { shorthandPrompt } from './shorthandPrompt';

/** Asks for the fields; for the entity only when the cursor is not in one. Undefined when the person left. */
export async function addFieldDialogue(
  session: Session,
  named: string | undefined,
): Promise<{ readonly entity: string; readonly text: string } | undefined> {
  const { entities } = await session.app.dialogue.detect();
  const editor = window.activeTextEditor;
  const atCursor =
    editor === undefined
      ? undefined
      : entityAtLine(editor.document.getText(), editor.selection.active.line, entities);
  const entity = named ?? atCursor ?? (await pickEntity(entities));
  if (entity === undefined) return undefined;
  const projects = await chooseProjects(session, {});
  if (projects === undefined) return undefined;
  const outcome = await shorthandPrompt({
    title: `Add Field to ${entity}`,
    prompt:
      'name:type(args), ! required, =default. Enter generates; nothing is written before you accept it.',
    placeholder: 'weight:decimal(8,3) released:date',
    value: '',
    back: 'none',
    check: (text, signal) =>
      session.app.dialogue.check({ kind: 'fields', entity, text }, projects, { signal }),
    onText: () => undefined,
  });
  return outcome.kind === 'ready' ? { entity, text: outcome.text } : undefined;
}

async function pickEntity(entities: readonly string[]): Promise<string | undefined> {
  if (entities.length === 0) {
    throw new AppError('notFound', 'No entity was found in this workspace.', 'Generate one first.');
  }
  return window.showQuickPick([...entities], { title: 'Add Field: to which entity?', ignoreFocusOut: true });
}
