import { QuickInputButtons, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { EntityCheck, EntityEdits } from '../../core/orchestrator/dialogueService';
import { planItems, withName, withToggled, type PlanAction, type PlanItem } from './planItems';

type Ready = EntityCheck & { readonly kind: 'ready' };

export type PlanOutcome =
  | { readonly kind: 'generate'; readonly check: Ready }
  | { readonly kind: 'back'; readonly edits: EntityEdits }
  | { readonly kind: 'hidden' };

interface ActionItem extends QuickPickItem {
  readonly action: PlanAction;
}

export interface PlanOptions {
  readonly title: string;
  readonly edits: EntityEdits;
  readonly check: Ready;
  recheck(edits: EntityEdits): Promise<EntityCheck>;
}

/** One page with everything that is going to happen. Names are edited in place, features toggle. */
export async function planPage(options: PlanOptions): Promise<PlanOutcome> {
  let { edits, check } = options;
  let active = 0;
  for (;;) {
    const items = planItems(check.spec, check.files, check.notes).map(toItem);
    const choice = await pick(options.title, items, active);
    if (choice.kind === 'back') return { kind: 'back', edits };
    if (choice.kind === 'hidden') return { kind: 'hidden' };
    active = choice.index;
    switch (choice.action.kind) {
      case 'generate':
        return { kind: 'generate', check };
      case 'none':
        break;
      case 'toggle': {
        const next = withToggled(edits, check.spec, choice.action.feature);
        const result = await options.recheck(next);
        if (result.kind === 'ready') [edits, check] = [next, result];
        else void window.showWarningMessage(sentenceOf(result));
        break;
      }
      case 'editName': {
        const edited = await editName(options, edits, choice.action);
        if (edited !== undefined) [edits, check] = [edited.edits, edited.check];
        break;
      }
    }
  }
}

async function editName(
  options: PlanOptions,
  edits: EntityEdits,
  { name, title, value }: PlanAction & { readonly kind: 'editName' },
): Promise<{ readonly edits: EntityEdits; readonly check: Ready } | undefined> {
  let last: { readonly edits: EntityEdits; readonly check: Ready } | undefined;
  const answer = await window.showInputBox({
    title,
    value,
    ignoreFocusOut: true,
    async validateInput(text) {
      const next = withName(edits, name, text.trim());
      const result = await options.recheck(next);
      if (result.kind === 'problems') return sentenceOf(result);
      last = { edits: next, check: result };
      return undefined;
    },
  });
  return answer === undefined ? undefined : last;
}

function sentenceOf(check: EntityCheck & { readonly kind: 'problems' }): string {
  const [first] = check.problems;
  return first === undefined ? 'This does not fit.' : `${first.message} ${first.suggestion}`;
}

type Choice =
  | { readonly kind: 'chosen'; readonly action: PlanAction; readonly index: number }
  | { readonly kind: 'back' }
  | { readonly kind: 'hidden' };

function pick(title: string, items: readonly ActionItem[], active: number): Promise<Choice> {
  const list = window.createQuickPick<ActionItem>();
  list.title = title;
  list.placeholder = items.some(({ action }) => action.kind === 'generate')
    ? 'Enter generates; choose a line to change it'
    : 'Nothing is missing; choose a line to change it';
  list.matchOnDescription = true;
  list.ignoreFocusOut = true;
  list.buttons = [QuickInputButtons.Back];
  list.items = items;
  const first = items[active];
  if (first !== undefined) list.activeItems = [first];
  return new Promise((resolve) => {
    let outcome: Choice = { kind: 'hidden' };
    list.onDidAccept(() => {
      const [chosen] = list.selectedItems;
      if (chosen === undefined || chosen.action.kind === 'none') return;
      outcome = { kind: 'chosen', action: chosen.action, index: items.indexOf(chosen) };
      list.hide();
    });
    list.onDidTriggerButton(() => {
      outcome = { kind: 'back' };
      list.hide();
    });
    list.onDidHide(() => {
      list.dispose();
      resolve(outcome);
    });
    list.show();
  });
}

function toItem(item: PlanItem): ActionItem {
  if (item.kind === 'separator') {
    return { label: item.label, kind: QuickPickItemKind.Separator, action: { kind: 'none' } };
  }
  return {
    label: item.label,
    description: item.description,
    action: item.action,
    ...(item.detail === null ? {} : { detail: item.detail }),
  };
}
