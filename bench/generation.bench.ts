import type { App } from '../src/app';
import { interventionId, type RunId } from '../src/core/model/ids';
import type { Bench } from './bench';
import { openSampleApp } from './sampleApp';

const FIELDS = 'name:bilingual(64)! price:decimal(10,2)! category:ref(Category) status:enum(draft,live)';
const MANY = 100;

/** From a request to what is proposed, on the sample workspace; the proof is not in it. */
export const benches: readonly Bench[] = [
  {
    name: 'parsers and agents: start the app',
    target: null,
    samples: 10,
    warmUps: 1,
    async prepare(context) {
      let app = await openSampleApp(context);
      return {
        async run() {
          await app.close();
          app = await openSampleApp(context);
        },
        close: () => app.close(),
      };
    },
  },
  {
    name: 'detect the sample workspace',
    target: { of: 'median', ms: 2_000 },
    samples: 20,
    warmUps: 2,
    async prepare(context) {
      const app = await openSampleApp(context);
      return { run: () => app.dialogue.detect(), close: () => app.close() };
    },
  },
  {
    name: 'request to ChangeSet, one entity',
    target: { of: 'median', ms: 200 },
    samples: 20,
    warmUps: 3,
    async prepare(context) {
      const app = await openSampleApp(context);
      return { run: () => propose(app, 'product'), close: () => app.close() };
    },
  },
  {
    name: `request to ChangeSet, ${MANY} entities`,
    target: { of: 'median', ms: 5_000 },
    samples: 3,
    warmUps: 0,
    async prepare(context) {
      const app = await openSampleApp(context);
      return {
        async run() {
          for (let index = 0; index < MANY; index++) await propose(app, `product_${letters(index)}`);
        },
        close: () => app.close(),
      };
    },
  },
  {
    name: 'review opens after the ChangeSet',
    target: { of: 'median', ms: 500 },
    samples: 20,
    warmUps: 2,
    async prepare(context) {
      const app = await openSampleApp(context);
      const id = await start(app, 'product');
      return { run: () => app.review.files(id), close: () => app.close() };
    },
  },
];

async function propose(app: App, name: string): Promise<void> {
  await start(app, name);
}

/** Starts a run and answers each of its questions with what it recommends, until it rests in review. */
async function start(app: App, name: string): Promise<RunId> {
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
function letters(index: number): string {
  const letter = (value: number): string => String.fromCharCode(97 + value);
  return letter(Math.floor(index / 26)) + letter(index % 26);
}
