import { strict as assert } from 'node:assert';
import path from 'node:path';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { Parsers } from '../../../src/codegen/inspect/parsers';
import { nodeAssets } from '../../../src/platform/nodeAssets';
import { RUN } from '../../fakes/reviewPorts';
import { SUBJECTS, applyPlan, sources } from '../../fakes/plannerSubjects';
import { eventually, reviewInEditor, save } from './reviewInEditor';

const numRuns = process.env['SOAK'] ? 500 : 50;

const planned = fc.constantFrom(...Object.values(SUBJECTS)).chain((subject) =>
  fc.record({
    subject: fc.constant(subject),
    planner: fc.constantFrom(...Object.values(subject.planners)),
    source: sources(subject),
    open: fc.boolean(),
  }),
);

const EXTENSIONS = { python: 'py', tsx: 'tsx', json: 'json', yaml: 'yaml', env: 'env' } as const;

/** What an edit planner plans is proposed, accepted, planned again and undone. */
describe('edit planners in the real editor', function () {
  this.timeout(15 * 60_000);
  const { start, disk } = reviewInEditor();
  let parsers: Parsers;
  let files = 0;
  before(async () => {
    const extension = vscode.extensions.getExtension('groundwork.groundwork');
    parsers = await Parsers.create(nodeAssets(path.join(extension?.extensionPath ?? '', 'dist')));
  });

  it('give the planned bytes, have nothing to do afterwards, and are undone to the first bytes', async () => {
    await fc.assert(
      fc.asyncProperty(planned, async ({ subject, planner, source, open }) => {
        const plan = planner(parsers, source);
        fc.pre(plan.kind === 'edits');
        const { text, marks } = applyPlan(parsers, subject.language, source, plan);
        const name = `planned-${String((files += 1))}.${EXTENSIONS[subject.language]}`;
        const review = await start({ base: source, proposed: text, marks, open, path: name });
        try {
          for (const hunk of review.hunks.toReversed()) await review.accept(hunk);
          const bytes = await review.bytes();
          assert.equal(bytes, text);
          assert.deepEqual(planner(parsers, bytes), { kind: 'alreadyPresent' });
          await vscode.window.showTextDocument(review.uri, { preview: false });
          for (const hunk of review.hunks) {
            await vscode.commands.executeCommand('undo');
            await eventually(`${hunk} is pending again`, async () => {
              const file = await review.session.file(RUN, review.path);
              return file?.hunks.some(({ id }) => id === hunk) === true;
            });
          }
          await save(review.uri);
          assert.equal(await disk.read(review.path), source);
        } finally {
          await review.end();
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });
});
