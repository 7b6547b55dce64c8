import { strict as assert } from 'assert';
import { settledRun } from '../../../test/fakes/testEngine';
import { testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError } from '../model/appError';

describe('messages between agents', () => {
  it('are in the trace and in the report: who, to whom, which record, how large; its text is not', async () => {
    let attempts = 0;
    const workflow = testWorkflow(
      [testPhase('schema'), testPhase('api', ['schema']), testPhase('docs', ['schema'])],
      [
        testExecutor('schema', () =>
          Promise.resolve({ output: { tables: ['a-very-private-table'], notes: 'n' } }),
        ),
        testExecutor('api', () => {
          attempts += 1;
          return attempts === 1
            ? Promise.reject(new AppError('timeout', 'Slow.', 'Wait.'))
            : Promise.resolve({ output: null });
        }),
        testExecutor('docs'),
      ],
    );
    const { store, id } = await settledRun(workflow, {
      team: {
        schema: { outputs: ['tables', 'notes'] },
        api: { inputs: ['tables'], optionalInputs: ['notes', 'absent'], outputs: ['routes'] },
        // What nobody made is told to nobody.
        docs: { inputs: ['routes'] },
      },
    });
    const { messages } = JSON.parse(await store.exportRunSummary(id, 'json')) as {
      readonly messages: readonly Readonly<Record<string, unknown>>[];
    };
    assert.deepEqual(
      messages.map(({ from, to, record, bytes, times }) => [from, to, record, bytes, times]),
      [
        ['schema', 'api', 'tables', 24, 2],
        ['schema', 'api', 'notes', 3, 2],
      ],
    );
    const report = await store.exportRunSummary(id, 'markdown');
    assert.match(report, /## Messages\n\n\| From \| To \| Record \|[^]*\| schema \| api \| tables \| 24 \|/);
    assert.doesNotMatch(report, /a-very-private-table/);
  });
});
