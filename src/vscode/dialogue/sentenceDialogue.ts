import {
  commands,
  ProgressLocation,
  QuickInputButtons,
  window,
  type Memento,
  type QuickPickItem,
} from 'vscode';
import type { EntityCheck, EntityEdits, ProjectChoice } from '../../core/orchestrator/dialogueService';
import type { EntityDraft, UncertainPoint } from '../../core/orchestrator/draftService';
import { settleDraft, type PointAnswer } from '../../core/orchestrator/settleDraft';
import { commandId } from '../commands/commandId';
import type { Session } from '../host/session';
import { chooseProjects } from './chooseProjects';
import { EMPTY_DRAFT } from './draft';
import { planPage } from './planPage';

const TITLE = 'Generate Entity from a Sentence';
/** Workspace state: what was asked for and has not become a run yet. */
const LAST_SENTENCE = 'groundwork.lastSentence';
const TICK_MS = 1_000;

/**
 * A sentence, a model's draft of the entity, the points that the sentence left open one by one, then the same plan page
 * as for shorthand. Back leads to the point before, and from the first to the sentence. Undefined when the person left.
 */
export async function sentenceDialogue(
  session: Session,
  given: string | undefined,
  state: Memento,
): Promise<{ readonly workflow: string; readonly request: unknown } | undefined> {
  const projects = await chooseProjects(session, {});
  if (projects === undefined) return undefined;
  const model = await session.app.drafts.model();
  if (model === null) {
    void offerOthers();
    return undefined;
  }
  let sentence = given ?? (await askSentence(model, state.get<string>(LAST_SENTENCE, '')));
  while (sentence !== undefined) {
    // Kept from here on: a model that fails, or a person who leaves, costs nobody the sentence.
    await state.update(LAST_SENTENCE, sentence);
    const draft = await draftWithProgress(session, sentence);
    const start = await confirm(session, projects, draft);
    if (start === 'left') return undefined;
    if (start !== 'back') {
      await state.update(LAST_SENTENCE, undefined);
      return start;
    }
    sentence = await askSentence(model, sentence);
  }
  return undefined;
}

type Start = (EntityCheck & { readonly kind: 'ready' })['start'];

async function confirm(
  session: Session,
  projects: ProjectChoice,
  draft: EntityDraft,
): Promise<Start | 'back' | 'left'> {
  for (;;) {
    const settled = await settleDraft(draft, (point, index, count) => askPoint(draft, point, index, count));
    if (settled.kind !== 'settled') return settled.kind;
    const check = (edits: EntityEdits): Promise<EntityCheck> =>
      session.app.dialogue.check({ kind: 'spec', spec: settled.entity, edits }, projects);
    const first = await check(EMPTY_DRAFT.edits);
    if (first.kind === 'problems') {
      const [problem] = first.problems;
      void window.showErrorMessage(`${problem?.message ?? ''} ${problem?.suggestion ?? ''}`.trim());
      return 'back';
    }
    const page = await planPage({
      title: `${TITLE}: ${first.spec.label.singular.en}`,
      edits: EMPTY_DRAFT.edits,
      check: first,
      recheck: check,
    });
    if (page.kind === 'generate') return page.check.start;
    if (page.kind === 'hidden') return 'left';
    if (draft.uncertain.length === 0) return 'back';
  }
}

/** Before a sentence is written that nobody could read. */
async function offerOthers(): Promise<void> {
  const shorthand = 'Write Shorthand';
  const settings = 'Choose a Model';
  const answer = await window.showWarningMessage(
    'No language model is set up to read a sentence. Sign in to Copilot or install another provider, or name one of yours, e.g. ollama/qwen3. Shorthand needs none.',
    shorthand,
    settings,
  );
  if (answer === shorthand) await commands.executeCommand(commandId('generateFullstack'));
  if (answer === settings)
    await commands.executeCommand('workbench.action.openSettings', 'groundwork.models.default');
}

async function askSentence(model: string, value: string): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title: TITLE,
    prompt: `What is to be stored, in your words. ${model} drafts the entity; you confirm it.`,
    placeHolder: 'products with English and Arabic names, a price and a category, soft delete',
    value,
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
      const began = Date.now();
      let characters = 0;
      const tell = (): void => {
        const seconds = Math.round((Date.now() - began) / 1_000);
        const what = characters === 0 ? 'the model is reading' : `${String(characters)} characters`;
        progress.report({ message: `${what}, ${String(seconds)} s` });
      };
      // A model on this machine may read for a minute before it says anything.
      const ticking = setInterval(tell, TICK_MS);
      try {
        return await app.drafts.draft(sentence, {
          signal: controller.signal,
          onProgress: (soFar) => {
            characters = soFar;
            tell();
          },
        });
      } finally {
        clearInterval(ticking);
      }
    },
  );
}

/** One point, with a way back. */
function askPoint(
  { model, usage }: EntityDraft,
  point: UncertainPoint,
  index: number,
  count: number,
): Promise<PointAnswer> {
  const list = window.createQuickPick<Choice>();
  list.title = `${TITLE} (${String(index + 1)}/${String(count)})`;
  list.placeholder = point.question;
  list.ignoreFocusOut = true;
  list.buttons = [QuickInputButtons.Back];
  list.items = choicesOf(point, `drafted by ${model}${tokensOf(usage)}`);
  return new Promise((resolve) => {
    let answer: PointAnswer = { kind: 'left' };
    list.onDidAccept(() => {
      const [chosen] = list.selectedItems;
      if (chosen === undefined) return;
      answer = { kind: 'chosen', value: chosen.value };
      list.hide();
    });
    list.onDidTriggerButton(() => {
      answer = { kind: 'back' };
      list.hide();
    });
    list.onDidHide(() => {
      list.dispose();
      resolve(answer);
    });
    list.show();
  });
}

function tokensOf(usage: EntityDraft['usage']): string {
  if (usage === null) return '';
  const sum = String(usage.input + usage.output);
  return usage.estimated ? `, about ${sum} tokens (estimate)` : `, ${sum} tokens`;
}

interface Choice extends QuickPickItem {
  readonly value: string | boolean | null;
}

function choicesOf({ chosen, alternatives }: UncertainPoint, origin: string): readonly Choice[] {
  const values = [chosen, ...alternatives];
  return values.map((value, index) => {
    const notes = [...meaningOf(value, values), ...(index === 0 ? [origin] : [])];
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
