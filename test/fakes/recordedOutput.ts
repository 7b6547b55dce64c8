import assert from 'node:assert/strict';
import type { CheckedPart, Readout, ToolCheck } from '../../src/verification/toolCheck';

const PART: CheckedPart = {
  folder: '/copy/part',
  changed: ['bad.py', 'broken.py', 'bad.js', 'broken.js'],
  present: ['bad.py', 'broken.py', 'bad.js', 'broken.js'],
  importPaths: ['/copy/part'],
};

/** What a tool printed, and what is to be read from it. */
export interface Recorded {
  readonly title: string;
  readonly check: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr?: string;
  /** `path:line:column rule severity message` of each finding, or the reason why nothing was checked. */
  readonly expected: readonly string[] | { readonly notChecked: RegExp };
  readonly proves?: boolean;
  readonly detail?: string;
}

/** A test for each output. */
export function readsAll(recordings: readonly Recorded[], checks: readonly ToolCheck[]): void {
  for (const recorded of recordings) {
    it(recorded.title, () => {
      const { exitCode, stdout, stderr = '', expected } = recorded;
      const readout = checkNamed(recorded.check, checks).read(
        { exitCode, stdout, stderr, durationMs: 1 },
        PART,
      );
      if ('notChecked' in expected) {
        assert.match(reasonOf(readout), expected.notChecked);
        return;
      }
      assert.deepEqual(shown(readout), expected);
      if (recorded.proves !== undefined) assert.equal(provesOf(readout), recorded.proves);
      if (recorded.detail !== undefined) assert.equal(detailOf(readout), recorded.detail);
    });
  }
}

function checkNamed(name: string, checks: readonly ToolCheck[]): ToolCheck {
  const check = checks.find((candidate) => candidate.name === name);
  assert.ok(check, `There is no check ${name}`);
  return check;
}

function shown(readout: Readout): readonly string[] {
  if (readout.kind === 'notChecked') return [`not checked: ${readout.reason}`];
  return readout.findings.map(({ path, line, column, rule, severity, message }) => {
    const place = [path, line, column].map((value) => value ?? '-').join(':');
    return `${place} ${rule ?? '-'} ${severity} ${message}`;
  });
}

const reasonOf = (readout: Readout): string => (readout.kind === 'notChecked' ? readout.reason : '');
const provesOf = (readout: Readout): boolean | undefined =>
  readout.kind === 'findings' ? readout.proves : undefined;
const detailOf = (readout: Readout): string | undefined =>
  readout.kind === 'findings' ? readout.detail : undefined;
