import type { Session } from '../host/session';
import { showPanel } from './showPanel';

/** Starts the run and shows its checklist. */
export async function begin(
  session: Session,
  start: { readonly workflow: string; readonly request: unknown },
): Promise<void> {
  const id = await session.app.runs.start(start.workflow, start.request);
  session.pending.prefer(id);
  await session.pending.flush();
  await showPanel();
}
