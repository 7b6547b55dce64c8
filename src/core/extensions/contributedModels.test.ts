import { strict as assert } from 'assert';
import { noModels } from '../../../test/fakes/noModels';
import { VirtualClock } from '../../../test/fakes/virtualClock';
import { DEFAULT_CONFIG } from '../config/configSchema';
import { AppError } from '../model/appError';
import { contributedModels } from './contributedModels';
import type { ModelProviderContribution } from './groundworkApi';

const REQUEST = { system: 'Be brief.', messages: [{ role: 'user' as const, text: 'Hello' }] };

function models(named: string | undefined, chat: ModelProviderContribution['chat']) {
  const clock = new VirtualClock();
  const settings = { ...DEFAULT_CONFIG.models, ...(named === undefined ? {} : { default: named }) };
  const own = contributedModels(noModels, {
    providers: () => [{ extension: 'acme.models', value: { id: 'echo', chat } }],
    config: () => ({ ...DEFAULT_CONFIG, models: settings }),
    clock,
  });
  return { clock, chat: () => own.chat('planner') };
}

describe('models of other extensions', () => {
  it('answer under the name that the configuration gives', async () => {
    const pieces: string[] = [];
    const { chat } = models('extension/echo/small/v2', ({ model, system, messages, onText }) => {
      onText('Hi');
      return { text: [model, system, messages[0]?.text].join('|'), usage: { input: 1, output: 2 } };
    });
    const model = await chat();
    assert.equal(model?.name, 'extension/echo/small/v2');
    const reply = await model.complete({ ...REQUEST, onText: (piece) => pieces.push(piece) });
    assert.deepEqual(reply, {
      text: 'small/v2|Be brief.|Hello',
      usage: { input: 1, output: 2, estimated: false },
    });
    assert.deepEqual(pieces, ['Hi']);
  });

  it('leave other names to others', async () => {
    assert.equal(await models('ollama/small', () => ({ text: '' })).chat(), null);
    assert.equal(await models(undefined, () => ({ text: '' })).chat(), null);
  });

  it('are not there without their extension', async () => {
    const { chat } = models('extension/other/x', () => ({ text: '' }));
    await assert.rejects(chat(), /No extension offers the model extension\/other\/x/);
  });

  it('fail with the name of their extension', async () => {
    const failing = async (chat: ModelProviderContribution['chat'], words: RegExp): Promise<void> => {
      const { clock, chat: choose } = models('extension/echo/x', chat);
      const model = await choose();
      assert.ok(model !== null);
      await assert.rejects(
        clock.run(model.complete(REQUEST)),
        (thrown) =>
          thrown instanceof AppError && words.test(thrown.message) && thrown.message.includes('acme.models'),
      );
    };
    await failing(() => Promise.reject(new Error('no quota')), /no quota/);
    await failing(() => new Promise(() => undefined), /no answer in 600 seconds/);
    await failing(() => ({ words: 'x' }) as never, /text/);
  });
});
