import assert from 'node:assert/strict';
import { phasesAt, TOTAL_STEPS } from '../../../test/fakes/scriptedRun';
import { runView } from '../../../test/fakes/runView';
import type { RunView } from '../../../src/core/model/runView';
import { announcement } from './announcement';

const AT = '2026-01-01T00:00:00.000Z';

const said = (change: Partial<RunView>): string =>
  announcement({ kind: 'run', run: runView(change), runs: [], pendingHunks: 0, now: AT });

describe('announcement', () => {
  it('speaks once for a phase, not for each of its steps', () => {
    const spoken = Array.from({ length: TOTAL_STEPS }, (_, done) =>
      said({ status: 'executing', percent: done, phases: phasesAt(done, AT) }),
    );
    const changes = spoken.filter((text, index) => text !== spoken[index - 1]);
    assert.equal(changes.length, phasesAt(0, AT).length);
    assert.equal(changes[2], 'Under way: Generate backend.');
  });

  it('says what the proof came to once it has ended', () => {
    const check = { check: 'ruff', kind: 'lint', detail: '', durationMs: 0 };
    const under = said({
      status: 'review',
      checks: [
        { ...check, status: 'passed' },
        { ...check, status: 'running' },
      ],
    });
    assert.match(under, /The proof is under way\.$/);
    const ended = said({
      status: 'review',
      checks: [
        { ...check, status: 'passed' },
        { ...check, status: 'notChecked' },
      ],
    });
    assert.match(ended, /The proof has ended: 1 passed, 0 failed, 1 not checked, 0 findings\.$/);
  });

  it('names the phase that failed', () => {
    const phases = phasesAt(2, AT).map((phase) =>
      phase.key === 'dialogue' ? { ...phase, status: 'failed' as const } : phase,
    );
    assert.equal(said({ status: 'failed', phases }), 'Stopped at: Settle the entity.');
  });
});
