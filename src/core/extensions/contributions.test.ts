import { strict as assert } from 'assert';
import fc from 'fast-check';
import { VirtualClock } from '../../../test/fakes/virtualClock';
import { AppError } from '../model/appError';
import { callExtension } from './callExtension';
import { findingsSchema } from './contributionSchemas';
import { Contributions } from './contributions';
import { createApi } from './createApi';
import type { AgentContribution, GroundworkApi } from './groundworkApi';

const AGENT: AgentContribution = { id: 'notes', prompt: 'Write.' };
const VERIFIER = { id: 'words', verify: () => [] };
const never = (): Promise<never> => Promise.reject(new Error('nobody asks'));

function opened(): { readonly api: GroundworkApi; readonly contributions: Contributions } {
  const contributions = new Contributions();
  return {
    contributions,
    api: createApi(contributions, { agents: never, workflows: never, documents: never }),
  };
}

const namesExtension = (thrown: unknown): boolean =>
  thrown instanceof AppError && thrown.code === 'invalidInput' && thrown.message.includes('acme.tools');

describe('what other extensions register', () => {
  it('is there until it is disposed, twice or not', () => {
    const { api, contributions } = opened();
    const registration = api.registerAgents('acme.tools', [AGENT]);
    assert.deepEqual(
      contributions.agents().map(({ extension, value }) => [extension, value.id]),
      [['acme.tools', 'notes']],
    );
    registration.dispose();
    const second = api.registerAgents('other.tools', [AGENT]);
    registration.dispose();
    assert.equal(contributions.agents().length, 1, 'what is disposed again takes nothing from others');
    second.dispose();
    assert.deepEqual(contributions.agents(), []);
  });

  it('is called on what was given', () => {
    const { api, contributions } = opened();
    class Words {
      readonly id = 'words';
      private readonly found = [{ severity: 'minor' as const, message: 'x' }];
      verify(): typeof this.found {
        return this.found;
      }
    }
    api.registerVerifier('acme.tools', new Words());
    const context = { files: [], read: never, signal: new AbortController().signal };
    assert.deepEqual(contributions.verifiers()[0]?.value.verify(context), [
      { severity: 'minor', message: 'x' },
    ]);
  });

  it('is refused for an id that is taken, all of it, naming both', () => {
    const { api, contributions } = opened();
    api.registerAgents('first.one', [AGENT]);
    assert.throws(
      () => api.registerAgents('acme.tools', [{ ...AGENT, id: 'other' }, AGENT]),
      /acme\.tools cannot register the agent notes .*first\.one has registered one of this id/,
    );
    assert.throws(
      () =>
        api.registerAgents('acme.tools', [
          { ...AGENT, id: 'a' },
          { ...AGENT, id: 'a' },
        ]),
      namesExtension,
    );
    assert.equal(contributions.agents().length, 1);
  });

  it('keeps a copy of a workflow', () => {
    const { api, contributions } = opened();
    const phases = [{ key: 'write', agents: ['notes'] }];
    api.registerWorkflow('acme.tools', { id: 'notes', title: 'Notes', phases });
    phases.push({ key: 'more', agents: ['executor'] });
    assert.match(JSON.stringify(contributions.workflows()[0]?.value.definition), /"phases":\[\{[^}]*\}\]/);
  });

  const wrong: readonly (readonly [string, (api: GroundworkApi) => unknown])[] = [
    ['an agent without prompt', (api) => api.registerAgents('acme.tools', [{ id: 'x' } as never])],
    ['a field too many', (api) => api.registerAgents('acme.tools', [{ ...AGENT, shell: 'rm' } as never])],
    ['no list', (api) => api.registerAgents('acme.tools', AGENT as never)],
    ['no agents', (api) => api.registerAgents('acme.tools', [])],
    ['an id that leads out', (api) => api.registerAgents('acme.tools', [{ ...AGENT, id: '../x' }])],
    ['a huge prompt', (api) => api.registerAgents('acme.tools', [{ ...AGENT, prompt: 'x'.repeat(30_001) }])],
    ['code that is none', (api) => api.registerAgents('acme.tools', [{ ...AGENT, execute: 'x' as never }])],
    ['a verifier without code', (api) => api.registerVerifier('acme.tools', { id: 'x' } as never)],
    ['a processor without code', (api) => api.registerRetrievalProcessor('acme.tools', { id: 'x' } as never)],
    ['a provider without code', (api) => api.registerModelProvider('acme.tools', { id: 'x' } as never)],
    ['nothing', (api) => api.registerVerifier('acme.tools', undefined as never)],
    ['a workflow without id', (api) => api.registerWorkflow('acme.tools', { title: 'x' } as never)],
    ['a workflow that turns in itself', (api) => api.registerWorkflow('acme.tools', circular() as never)],
    [
      'a getter that throws',
      (api) =>
        api.registerVerifier('acme.tools', {
          get id(): string {
            throw new Error('boom');
          },
          verify: () => [],
        }),
    ],
  ];
  for (const [title, register] of wrong) {
    it(`is refused for ${title}, naming the extension`, () => {
      const { api } = opened();
      assert.throws(() => register(api), namesExtension);
    });
  }

  it('is refused without the id of an extension', () => {
    const { api } = opened();
    for (const owner of ['', 'acme', undefined, {}, 'a.b.c/d']) {
      assert.throws(() => api.registerVerifier(owner as never, VERIFIER), /id of the extension/);
    }
  });

  it('throws nothing but AppError, whatever is given', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const { api } = opened();
        for (const register of [
          () => api.registerAgents('acme.tools', given as never),
          () => api.registerVerifier('acme.tools', given as never),
          () => api.registerRetrievalProcessor('acme.tools', given as never),
          () => api.registerModelProvider('acme.tools', given as never),
        ]) {
          assert.throws(register, namesExtension);
        }
      }),
      { numRuns: process.env['SOAK'] ? 10_000 : 300 },
    );
  });
});

describe('callExtension', () => {
  const call = (answer: (signal: AbortSignal) => unknown, signal?: AbortSignal) => {
    const clock = new VirtualClock();
    const own = { extension: 'acme.tools', what: 'its verifier words', timeoutMs: 5_000, clock };
    return clock.run(
      callExtension({ ...own, schema: findingsSchema, ...(signal === undefined ? {} : { signal }) }, answer),
    );
  };
  const fails = (code: AppError['code'], words: RegExp) => (thrown: unknown) =>
    thrown instanceof AppError &&
    thrown.code === code &&
    thrown.message.includes('acme.tools') &&
    words.test(thrown.message);

  it('gives what fits', async () => {
    const found = [{ severity: 'minor', message: 'x' }];
    assert.deepEqual(await call(() => found), found);
    assert.deepEqual(await call(() => Promise.resolve(found)), found);
  });

  const failures: readonly (readonly [string, () => unknown, AppError['code'], RegExp])[] = [
    ['throws', () => fail(new Error('boom')), 'agentFailed', /failed: boom/],
    ['rejects', () => Promise.reject(new Error('boom')), 'agentFailed', /failed: boom/],
    ['throws what has no words', () => fail(unprintable), 'agentFailed', /has no words/],
    ['never answers', () => new Promise(() => undefined), 'timeout', /no answer in 5 seconds/],
    ['answers nothing', () => undefined, 'invalidOutput', /answered what it may not/],
    [
      'answers too much',
      () => Array.from({ length: 1_001 }, () => ({ severity: 'minor', message: 'x' })),
      'invalidOutput',
      /may not/,
    ],
    ['answers a trap', () => trap, 'invalidOutput', /boom/],
  ];
  for (const [title, answer, code, words] of failures) {
    it(`names an extension that ${title}`, async () => {
      await assert.rejects(call(answer), fails(code, words));
    });
  }

  it('tells it when nobody waits any more', async () => {
    const signals: AbortSignal[] = [];
    const hang = (signal: AbortSignal): Promise<never> => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    await assert.rejects(call(hang));
    const cancelling = new AbortController();
    const running = call(hang, cancelling.signal);
    cancelling.abort();
    await assert.rejects(running, (thrown) => thrown instanceof AppError && thrown.code === 'cancelled');
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
  });
});

function fail(thrown: unknown): never {
  throw thrown;
}

function circular(): unknown {
  const value: { id: string; self?: unknown } = { id: 'x' };
  value.self = value;
  return value;
}

const unprintable = {
  toString(): string {
    throw new Error('no words');
  },
};

const trap = [
  {
    severity: 'minor',
    get message(): string {
      throw new Error('boom');
    },
  },
];
