import type { Bench } from './bench';
import { openSampleApp } from './sampleApp';
import { letters, startRun } from './startRun';

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
    target: { of: 'median', limit: 2_000 },
    samples: 20,
    warmUps: 2,
    async prepare(context) {
      const app = await openSampleApp(context);
      return { run: () => app.dialogue.detect(), close: () => app.close() };
    },
  },
  {
    name: 'request to ChangeSet, one entity',
    target: { of: 'median', limit: 200 },
    samples: 20,
    warmUps: 3,
    async prepare(context) {
      const app = await openSampleApp(context);
      return { run: () => startRun(app, 'product'), close: () => app.close() };
    },
  },
  {
    name: `request to ChangeSet, ${MANY} entities`,
    target: { of: 'median', limit: 5_000 },
    samples: 1,
    warmUps: 0,
    async prepare(context) {
      const app = await openSampleApp(context);
      return {
        async run() {
          for (let index = 0; index < MANY; index++) await startRun(app, `product_${letters(index)}`);
        },
        close: () => app.close(),
      };
    },
  },
  {
    name: 'review opens after the ChangeSet',
    target: { of: 'median', limit: 500 },
    samples: 20,
    warmUps: 2,
    async prepare(context) {
      const app = await openSampleApp(context);
      const id = await startRun(app, 'product');
      return { run: () => app.review.files(id), close: () => app.close() };
    },
  },
];
