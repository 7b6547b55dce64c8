import assert from 'node:assert/strict';
import { fromPanelSchema, toPanelSchema } from './panelMessages';

describe('panelMessages', () => {
  const cases: readonly [string, unknown, boolean][] = [
    ['ready', { kind: 'ready', runId: null }, true],
    ['a next step by position', { kind: 'nextStep', runId: '1', index: 0 }, true],
    ['a command line', { kind: 'nextStep', runId: '1', index: 0, command: 'rm -rf .' }, false],
    ['a negative position', { kind: 'nextStep', runId: '1', index: -1 }, false],
    ['an unknown kind', { kind: 'execute', command: 'x' }, false],
    ['no run', { kind: 'acceptAll' }, false],
    ['text', 'ready', false],
  ];
  for (const [name, message, valid] of cases) {
    it(`${valid ? 'takes' : 'refuses'} ${name}`, () => {
      assert.equal(fromPanelSchema.safeParse(message).success, valid);
    });
  }

  it('refuses a run that is none', () => {
    const message = { kind: 'run', run: { id: 1 }, runs: [], pendingHunks: 0, now: '' };
    assert.equal(toPanelSchema.safeParse(message).success, false);
  });
});
