import { ProgressLocation, window, type QuickPickItem } from 'vscode';
import { applyChoice } from '../../core/entity/applyChoice';
import type { EntityEdits } from '../../core/orchestrator/dialogueService';
import type { EntityDraft, UncertainPoint } from '../../core/orchestrator/draftService';
import type { Session } from '../host/session';
import { chooseProjects } from './chooseProjects';
import { EMPTY_DRAFT } from './draft';
import { planPage } from './planPage';

const TITLE = 'Generate Entity from a Sentence';

/**
 * A sentence, a model's draft of the entity, the points that the sentence left open one by one, then the same plan page
 * as for shorthand. Undefined when the person left.
 */
export async function sentenceDialogue(
  session: Session,
  given: string | undefined,
): Promise<{ readonly workflow: string; readonly request: unknown } | undefined> {
  const projects = await chooseProjects(session, {});
  if (projects === undefined) return undefined;
  const sentence = given ?? (await askSentence());
  if (sentence === undefined) return undefined;
  const draft = await draftWithProgress(session, sentence);
  const spec = await settle(draft);
  if (spec === undefined) return undefined;
  const check = (edits: EntityEdits): ReturnType<Session['app']['dialogue']['check']> =>
    session.app.dialogue.check({ kind: 'spec', spec, edits }, projects);
  const first = await check(EMPTY_DRAFT.edits);
  if (first.kind === 'problems') {
    const [problem] = first.problems;
    void window.showErrorMessage(`${problem?.message ?? ''} ${problem?.suggestion ?? ''}`.trim());
    return undefined;
  }
  const page = await planPage({
    title: `${TITLE}: ${first.spec.label.singular.en}`,
    edits: EMPTY_DRAFT.edits,
    check: first,
    recheck: check,
  });
  return page.kind === 'generate' ? page.check.start : undefined;
}

async function askSentence(): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title: TITLE,
    prompt: 'What is to be stored, in your words. A language model drafts the entity; you confirm it.',
    placeHolder: 'products with English and Arabic names, a price and a category, soft delete',
    ignoreFocusOut: true,
  });
  return answer === undefined || answer.trim() === '' ? undefined : answer.trim();
}

async function draftWithProgress({ app }: Session, sentence: string): Promise<EntityDraft> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: 'Drafting the entity', cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return app.drafts.draft(sentence, {
        signal: controller.signal,
        onProgress: (characters) => progress.report({ message: `${String(characters)} characters` }),
      });
    },
  );
}

/** Asks about each point that is open; undefined when the person left. */
async function settle({ entity, uncertain, model }: EntityDraft): Promise<unknown> {
  let settled = entity;
  for (const [index, point] of uncertain.entries()) {
    const title = `${TITLE} (${String(index + 1)}/${String(uncertain.length)})`;
    const picked = await window.showQuickPick(choicesOf(point, model), {
      title,
      placeHolder: point.question,
      ignoreFocusOut: true,
    });
    if (picked === undefined) return undefined;
    settled = applyChoice(settled, point.path, picked.value) ?? settled;
  }
  return settled;
}

interface Choice extends QuickPickItem {
  readonly value: string | boolean | null;
}

function choicesOf({ chosen, alternatives }: UncertainPoint, model: string): readonly Choice[] {
  const values = [chosen, ...alternatives];
  return values.map((value, index) => {
    const notes = [...meaningOf(value, values), ...(index === 0 ? [`drafted by ${model}`] : [])];
    return { label: labelOf(value), description: notes.join(' · '), value };
  });
}

function labelOf(value: Choice['value']): string {
  if (value === null) return 'Leave it out';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value;
}

/** The mark of the shorthand that a newcomer cannot know. */
function meaningOf(value: Choice['value'], values: readonly Choice['value'][]): readonly string[] {
  if (typeof value !== 'string') return [];
  if (value.endsWith('!')) return ['required'];
  return values.includes(`${value}!`) ? ['may be empty'] : [];
}
