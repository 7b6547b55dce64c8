import assert from 'node:assert/strict';
import fc from 'fast-check';
import { silentLog } from '../../test/fakes/silentLog';
import { VirtualClock } from '../../test/fakes/virtualClock';
import { contributedProcessors } from '../core/extensions/contributedProcessors';
import type { ProcessorContribution } from '../core/extensions/groundworkApi';
import { workspacePath } from '../core/model/workspacePath';
import { plainText } from './plainText';
import { readDocument } from './readDocument';

const PATH = workspacePath('a.ini');
const whole = (text: string) => [{ title: 'all', text, startLine: 1, endLine: 1 }];

async function read(text: string, ...contributed: readonly Partial<ProcessorContribution>[]) {
  const clock = new VirtualClock();
  const warnings: unknown[] = [];
  const processors = contributedProcessors(
    contributed.map((value, index) => ({
      extension: 'acme.tools',
      value: {
        id: `p${String(index)}`,
        canProcess: () => true,
        process: (file) => whole(file.text),
        ...value,
      },
    })),
    clock,
  );
  const log = { ...silentLog, warn: (_message: string, data?: unknown) => void warnings.push(data) };
  return { warnings, ...(await clock.run(readDocument({ path: PATH, text }, processors, { log }))) };
}

describe('readDocument', () => {
  it('takes the first processor that can', async () => {
    const { processor, chunks } = await read('x', { canProcess: () => false }, {}, {});
    assert.equal(processor, 'p1 (acme.tools)');
    assert.deepEqual(chunks, whole('x'));
  });

  it('is plain text when none can', async () => {
    assert.equal((await read('x', { canProcess: () => false })).processor, 'plain text');
  });

  const broken: readonly (readonly [string, Partial<ProcessorContribution>])[] = [
    ['throws', { process: () => assert.fail('boom') }],
    ['throws when it is asked', { canProcess: () => assert.fail('boom') }],
    ['hangs', { process: () => new Promise(() => undefined) }],
    ['answers nonsense', { process: () => [{ title: 'x' }] as never }],
    ['ends before it starts', { process: () => [{ title: 'x', text: '', startLine: 2, endLine: 1 }] }],
  ];
  for (const [title, contribution] of broken) {
    it(`goes on with the next when one ${title}, and says so`, async () => {
      const { processor, warnings } = await read('x', contribution, {});
      assert.equal(processor, 'p1 (acme.tools)');
      assert.equal(warnings.length, 1);
    });
  }
});

describe('plain text', () => {
  it('has every line that is not blank in a piece, where it stands', async () => {
    const line = fc.oneof(
      fc.constantFrom('', ' '),
      fc.string({ minLength: 1 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 300 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, end) => {
          const chunks = await plainText.process({ path: PATH, text: lines.join(end) });
          const found = new Set<number>();
          for (const { text, startLine, endLine } of chunks) {
            assert.deepEqual(text.split('\n'), lines.slice(startLine - 1, endLine));
            for (let at = startLine; at <= endLine; at += 1) found.add(at);
          }
          for (const [index, text] of lines.entries())
            if (text.trim() !== '') assert.ok(found.has(index + 1));
        },
      ),
      { numRuns: process.env['SOAK'] ? 10_000 : 200 },
    );
  });
});
