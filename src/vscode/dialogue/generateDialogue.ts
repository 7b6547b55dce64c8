import type { Memento } from 'vscode';
import type { ProjectChoice } from '../../core/orchestrator/dialogueService';
import type { Session } from '../host/session';
import { chooseProjects } from './chooseProjects';
import { EMPTY_DRAFT, keepDraft, readDraft } from './draft';
import { planPage } from './planPage';
import { shorthandPrompt } from './shorthandPrompt';

const TITLE = 'Generate Fullstack Entity';

/** At most three prompts: the line, the plan, and the project when there are several. Undefined when the person left. */
export async function generateDialogue(
  session: Session,
  state: Memento,
): Promise<{ readonly workflow: string; readonly request: unknown } | undefined> {
  const projects = await chooseProjects(session, {});
  if (projects === undefined) return undefined;
  let draft = readDraft(state);
  for (;;) {
    const line = await shorthandPrompt({
      title: `${TITLE} (1/2)`,
      prompt: 'Name, then fields: name:type(args), ! required. Enter shows the plan.',
      placeholder:
        'product name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)',
      value: draft.text,
      back: 'none',
      check: (text, signal) => check(session, projects, { ...draft, text }, signal),
      onText: (text) => {
        // Another entity is another draft: changed names belong to the old one.
        const sameEntity = text.trim().split(/\s/)[0] === draft.text.trim().split(/\s/)[0];
        draft = { text, edits: sameEntity ? draft.edits : EMPTY_DRAFT.edits };
      },
    });
    await keepDraft(state, draft);
    if (line.kind !== 'ready') return undefined;
    const page = await planPage({
      title: `${TITLE} (2/2): ${line.check.spec.label.singular.en}`,
      edits: draft.edits,
      check: line.check,
      recheck: (edits) => check(session, projects, { ...draft, edits }, undefined),
    });
    if (page.kind === 'hidden') return undefined;
    if (page.kind === 'generate') {
      await keepDraft(state, undefined);
      return page.check.start;
    }
    draft = { text: line.text, edits: page.edits };
  }
}

function check(
  session: Session,
  projects: ProjectChoice,
  draft: { readonly text: string; readonly edits: typeof EMPTY_DRAFT.edits },
  signal: AbortSignal | undefined,
): ReturnType<Session['app']['dialogue']['check']> {
  const source = { kind: 'shorthand', text: draft.text.trim(), edits: draft.edits } as const;
  return session.app.dialogue.check(source, projects, signal === undefined ? {} : { signal });
}
