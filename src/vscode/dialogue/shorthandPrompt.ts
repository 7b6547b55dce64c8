import { InputBoxValidationSeverity, QuickInputButtons, window } from 'vscode';
import { toAppError } from '../../core/model/appError';
import type { EntityCheck, EntityProblem } from '../../core/orchestrator/dialogueService';

type Ready = EntityCheck & { readonly kind: 'ready' };

export type PromptOutcome =
  | { readonly kind: 'ready'; readonly text: string; readonly check: Ready }
  | { readonly kind: 'back' }
  | { readonly kind: 'hidden' };

export interface PromptOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  readonly back: 'offered' | 'none';
  check(text: string, signal: AbortSignal): Promise<EntityCheck>;
  onText(text: string): void;
}

const DELAY_MS = 120;

/** An input box whose text is checked as it is typed. Enter with a problem selects the part that is wrong. */
export function shorthandPrompt(options: PromptOptions): Promise<PromptOutcome> {
  const box = window.createInputBox();
  box.title = options.title;
  box.prompt = options.prompt;
  box.placeholder = options.placeholder;
  box.value = options.value;
  box.valueSelection = [options.value.length, options.value.length];
  box.ignoreFocusOut = true;
  if (options.back === 'offered') box.buttons = [QuickInputButtons.Back];

  return new Promise((resolve) => {
    let checking = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let outcome: PromptOutcome = { kind: 'hidden' };

    const check = async (): Promise<EntityCheck | undefined> => {
      checking.abort();
      checking = new AbortController();
      const { signal } = checking;
      const text = box.value.trim();
      if (text === '') return undefined;
      box.busy = true;
      try {
        const result = await options.check(text, signal);
        return signal.aborted ? undefined : result;
      } catch (thrown) {
        const { code, message, suggestion } = toAppError(thrown);
        if (signal.aborted || code === 'cancelled') return undefined;
        return { kind: 'problems', problems: [{ offset: 0, length: 0, field: null, message, suggestion }] };
      } finally {
        if (!signal.aborted) box.busy = false;
      }
    };
    const show = (result: EntityCheck | undefined): void => {
      box.validationMessage = result === undefined ? undefined : messageOf(result);
    };

    box.onDidChangeValue((value) => {
      options.onText(value);
      clearTimeout(timer);
      if (value.trim() === '') {
        checking.abort();
        box.busy = false;
        box.validationMessage = undefined;
        return;
      }
      timer = setTimeout(() => void check().then(show), DELAY_MS);
    });
    box.onDidAccept(() => {
      clearTimeout(timer);
      void check().then((result) => {
        if (result?.kind === 'ready') {
          outcome = { kind: 'ready', text: box.value.trim(), check: result };
          box.hide();
          return;
        }
        show(result);
        const problem = result?.problems[0];
        if (problem !== undefined && problem.length > 0) selectProblem(problem);
      });
    });
    const selectProblem = ({ offset, length }: EntityProblem): void => {
      const leading = box.value.length - box.value.trimStart().length;
      box.valueSelection = [leading + offset, leading + offset + length];
    };
    box.onDidTriggerButton(() => {
      outcome = { kind: 'back' };
      box.hide();
    });
    box.onDidHide(() => {
      clearTimeout(timer);
      checking.abort();
      box.dispose();
      resolve(outcome);
    });
    box.show();
    if (options.value.trim() !== '') void check().then(show);
  });
}

function messageOf(result: EntityCheck): { message: string; severity: InputBoxValidationSeverity } {
  if (result.kind === 'problems') {
    const [first] = result.problems;
    const more = result.problems.length > 1 ? ` (and ${result.problems.length - 1} more)` : '';
    const message =
      first === undefined ? 'This is not complete yet.' : `${first.message} ${first.suggestion}${more}`;
    return { message, severity: InputBoxValidationSeverity.Error };
  }
  const { spec, files } = result;
  const parts = [
    `${spec.fields.length} ${spec.fields.length === 1 ? 'field' : 'fields'}`,
    ...(spec.relationships.length === 0
      ? []
      : [
          `${spec.relationships.length} ${spec.relationships.length === 1 ? 'relationship' : 'relationships'}`,
        ]),
    files.length === 0
      ? 'nothing to generate'
      : `${files.length} ${files.length === 1 ? 'file' : 'files'} to come`,
  ];
  return {
    message: `${spec.label.singular.en}: ${parts.join(', ')}`,
    severity: InputBoxValidationSeverity.Info,
  };
}
