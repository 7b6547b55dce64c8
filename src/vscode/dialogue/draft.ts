import { z } from 'zod';
import type { Memento } from 'vscode';
import type { EntityEdits } from '../../core/orchestrator/dialogueService';

/** What a person has typed so far: Esc keeps it for the next time. */
export interface Draft {
  readonly text: string;
  readonly edits: EntityEdits;
}

const KEY = 'groundwork.entityDraft';
const NO_EDITS: EntityEdits = { names: {}, features: {} };
export const EMPTY_DRAFT: Draft = { text: '', edits: NO_EDITS };

const storedSchema = z.object({ text: z.string() });

/** Only the line outlives the window: edits belong to the line they were made for. */
export function readDraft(state: Memento): Draft {
  const stored = storedSchema.safeParse(state.get(KEY));
  return stored.success ? { ...EMPTY_DRAFT, text: stored.data.text } : EMPTY_DRAFT;
}

export async function keepDraft(state: Memento, draft: Draft | undefined): Promise<void> {
  await state.update(KEY, draft === undefined ? undefined : { text: draft.text });
}
