import assert from 'node:assert/strict';
import { MemoryWorkspace } from '../../test/fakes/memoryWorkspace';
import { fileChange } from '../../test/fakes/reviewPorts';
import { VirtualClock } from '../../test/fakes/virtualClock';
import type { VerifierContribution } from '../core/extensions/groundworkApi';
import { AppError } from '../core/model/appError';
import type { VerificationEvent, VerificationReport, Verifier } from '../core/ports/verifier';
import { withContributedChecks } from './contributedChecks';

const TOOLS: VerificationReport = {
  checks: [{ check: 'mypy', kind: 'type', status: 'passed', detail: '', durationMs: 1 }],
  findings: [],
};
const tools: Verifier = { verify: () => Promise.resolve(TOOLS) };
const FILES = [
  fileChange({ path: 'docs/a.md', base: 'old bad\n', proposed: 'old bad\nnew bad\n' }),
  fileChange({ path: 'docs/b.md', base: null, proposed: 'fine\n' }),
];
const badLines: VerifierContribution['verify'] = ({ files }) =>
  files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        line.includes('bad') ? [{ severity: 'minor' as const, message: line, path, line: index + 1 }] : [],
      ),
  );

async function prove(verify: VerifierContribution['verify'], signal?: AbortSignal) {
  const clock = new VirtualClock();
  const events: VerificationEvent[] = [];
  const verifier = withContributedChecks(tools, {
    verifiers: () => [{ extension: 'acme.tools', value: { id: 'words', title: 'Words', verify } }],
    files: new MemoryWorkspace({ 'README.md': 'read me' }),
    clock,
  });
  const onEvent = (event: VerificationEvent): void => void events.push(event);
  const options = signal === undefined ? { onEvent } : { onEvent, signal };
  const report = await clock.run(verifier.verify({ files: FILES }, { parts: [] }, options));
  const [, own] = report.checks;
  return { report, own, events };
}

describe('verifiers of other extensions', () => {
  it('find beside the tools what the change caused, and only that', async () => {
    const { report, own, events } = await prove(badLines);
    assert.deepEqual(report.checks[0], TOOLS.checks[0]);
    assert.deepEqual([own?.check, own?.status], ['Words (acme.tools)', 'failed']);
    assert.match(own?.detail ?? '', /1 older finding/);
    assert.deepEqual(
      report.findings.map(({ message, path, line, category, source, rule }) => [
        message,
        path,
        line,
        category,
        source,
        rule,
      ]),
      [['new bad', 'docs/a.md', 2, 'custom', 'Words (acme.tools)', 'words']],
    );
    assert.deepEqual(
      events.map((event) => (event.kind === 'check' ? event.result.status : event.kind)),
      ['running', 'finding', 'failed'],
    );
  });

  it('see the proposal and the rest of the workspace', async () => {
    const seen: unknown[] = [];
    const { own } = await prove(async ({ files, read }) => {
      seen.push(
        files.map(({ path }) => path),
        await read('docs/a.md'),
        await read('README.md'),
        await read('no'),
      );
      return [];
    });
    assert.equal(own?.status, 'passed');
    assert.deepEqual(seen, [['docs/a.md', 'docs/b.md'], 'old bad\nnew bad\n', 'read me', undefined]);
  });

  const broken: readonly (readonly [string, VerifierContribution['verify'], RegExp])[] = [
    ['throw', () => assert.fail('boom'), /acme\.tools cannot be used: its verifier words failed: boom/],
    ['hang', () => new Promise(() => undefined), /gave no answer in 60 seconds/],
    ['answer nonsense', () => 'all fine' as never, /answered what it may not/],
    [
      'read outside',
      async ({ read }) => [{ severity: 'minor', message: (await read('../secret')) ?? '' }],
      /refused/,
    ],
  ];
  for (const [title, verify, words] of broken) {
    it(`prove nothing when they ${title}, and keep nothing else from it`, async () => {
      const { report, own } = await prove(verify);
      assert.equal(own?.status, 'notChecked');
      assert.match(own.detail, words);
      assert.equal(report.checks.length, 2);
    });
  }

  it('name no place outside the workspace', async () => {
    const { report } = await prove(({ files }) =>
      files.some(({ path }) => path === 'docs/b.md')
        ? [{ severity: 'major', message: 'wrong', path: '../../etc/passwd', line: 1 }]
        : [],
    );
    assert.deepEqual(
      report.findings.map(({ path, message }) => [path, message]),
      [[null, 'wrong']],
    );
  });

  it('end when the proof is cancelled', async () => {
    const cancelling = new AbortController();
    const proof = prove(() => new Promise(() => undefined), cancelling.signal);
    cancelling.abort();
    await assert.rejects(proof, (thrown) => thrown instanceof AppError && thrown.code === 'cancelled');
  });
});
