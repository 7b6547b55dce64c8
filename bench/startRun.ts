import type { App } from '../src/app';
import { interventionId, type RunId } from '../src/core/model/ids';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';

/** Starts a run and answers each of its questions with what it recommends, until it rests in review. */
export async function startRun(app: App, name: string): Promise<RunId> {
  const projects = { backend: 'backend', frontend: 'frontend' };
  const edits = { names: {}, features: {} };
  const check = await app.dialogue.check({ kind: 'shorthand', text: `${name} ${FIELDS}`, edits }, projects);
  if (check.kind === 'problems') throw new Error(check.problems.map(({ message }) => message).join(' '));
  const id = await app.runs.start(check.start.workflow, check.start.request);
  let view = await app.runs.settled(id);
  while (view.status === 'waiting') {
    const question = view.interventions.find(({ answer }) => answer === null);
    const option = question?.options.find(({ recommended }) => recommended) ?? question?.options[0];
    if (question === undefined || option === undefined) throw new Error('waiting for nothing');
    await app.runs.answer(interventionId(question.id), option.id);
    view = await app.runs.settled(id);
  }
  if (view.status !== 'review') throw new Error(`the run is ${view.status}: ${view.error ?? ''}`);
  return id;
}

/** Two letters, so that names stay plain words. */
export function letters(index: number): string {
  const letter = (value: number): string => String.fromCharCode(97 + value);
  return letter(Math.floor(index / 26)) + letter(index % 26);
}
