import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nodeAssets } from '../../../test/fakes/nodeAssets';
import {
  SUBJECTS,
  applyPlan,
  sources,
  type Edits,
  type Planner,
  type Subject,
} from '../../../test/fakes/plannerSubjects';
import { Parsers } from '../inspect/parsers';

describe('edit planners', function () {
  this.timeout(process.env['SOAK'] ? 1_800_000 : 60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await Parsers.create(nodeAssets);
  });

  for (const [name, subject] of Object.entries(SUBJECTS)) {
    for (const [title, planner] of Object.entries(subject.planners)) {
      it(`${name}: ${title} is idempotent, parses and keeps every other line`, () => {
        fc.assert(
          fc.property(sources(subject), (source) => check(parsers, subject, source, planner)),
          { numRuns: process.env['SOAK'] ? 10_000 : 1_000 },
        );
      });
    }
  }
});

function check(parsers: Parsers, subject: Subject, source: string, planner: Planner): void {
  const plan = planner(parsers, source);
  if (plan.kind !== 'edits') return;
  const { text, marks } = applyPlan(parsers, subject.language, source, plan);
  assert.notEqual(text, source);
  assert.deepEqual(planner(parsers, text), { kind: 'alreadyPresent' }, `planned again on:\n${text}`);
  assert.equal(text.startsWith('\uFEFF'), source.startsWith('\uFEFF'), 'byte order mark');
  assert.equal(text.lastIndexOf('\uFEFF'), source.lastIndexOf('\uFEFF'), 'byte order mark stays first');
  const pure = ['\r\n', '\n'].find((end) => linesOf(source).every((line) => lineEnd(line) === end));
  if (pure !== undefined && source.includes('\n'))
    assert.ok(
      linesOf(text).every((line) => lineEnd(line) === pure),
      `line ends:\n${JSON.stringify(text)}`,
    );
  if (source.replace('\uFEFF', '') !== '') {
    assert.equal(text.endsWith('\n'), source.endsWith('\n'), `last newline:\n${JSON.stringify(text)}`);
  }
  keepsLines(source, text, plan);
  keepsComments(subject, source, text);
  const lines = text.split('\n').length;
  for (const mark of marks)
    assert.ok(mark.startLine >= 0 && mark.endLine <= lines && mark.endLine >= mark.startLine);
}

/** Lines with their ends. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n/g) ?? [];
const lineEnd = (line: string): string => (line.endsWith('\r\n') ? '\r\n' : '\n');

/** Lines that no edit reaches into stand in the result, byte for byte and in order. */
function keepsLines(source: string, text: string, plan: Edits): void {
  const result = text.split('\n');
  let offset = 0;
  let from = 0;
  for (const line of source.split('\n')) {
    const start = offset;
    const end = offset + line.length;
    offset = end + 1;
    const touched = plan.edits.some((edit) =>
      edit.start === edit.end
        ? edit.start > start && edit.start <= end
        : edit.start <= end && edit.end > start,
    );
    if (touched) continue;
    const at = result.findIndex((candidate, index) => index >= from && candidate === line);
    assert.ok(at !== -1, `the line ${JSON.stringify(line)} is gone:\n${JSON.stringify(text)}`);
    from = at + 1;
  }
}

/** Also those on lines that an edit reaches into. */
function keepsComments({ comment }: Subject, source: string, text: string): void {
  const pattern = comment === '#' ? /#[^\r\n]*/g : /\/\/[^\r\n]*|\/\*[^]*?\*\//g;
  const left = [...text.matchAll(pattern)].map(([found]) => found);
  for (const [found] of source.matchAll(pattern)) {
    const at = left.indexOf(found);
    assert.ok(at !== -1, `the comment ${found} is gone:\n${text}`);
    left.splice(at, 1);
  }
}
