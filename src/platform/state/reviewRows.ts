import { z } from 'zod';
import { LAYERS } from '../../core/model/changeSet';
import type { ContentHash, RunId } from '../../core/model/ids';
import type { StateStore } from '../../core/ports/stateStore';
import type { AcceptedStep, FileReview } from '../../core/review/fileReview';
import type { BlobStore } from './blobStore';
import { CachedQuery } from './cachedQuery';
import type { Operation } from './journalRecord';
import { agentIdColumn, flag, hashColumn, json, pathColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import { insert, type StoreContext } from './storeContext';

const markSchema = z.object({
  startLine: z.number(),
  endLine: z.number(),
  title: text,
  provides: z.array(text),
  requires: z.array(text),
  conflict: z.boolean(),
});

const stepSchema = z.object({ hunks: z.array(text), before: hashColumn.nullable(), after: hashColumn });
type StoredStep = z.infer<typeof stepSchema>;

/** What a person decided so far, with hashes in the place of texts. */
const stateSchema = z.object({
  decisions: z.array(z.object({ hunk: text, kind: z.enum(['accepted', 'rejected']) })),
  accepted: z.array(stepSchema),
  undone: z.array(stepSchema),
  intent: stepSchema.nullable(),
});

const reviewRow = z.object({
  path: pathColumn,
  phase: text,
  agent: agentIdColumn,
  layer: z.enum(LAYERS),
  title: text,
  marks: json(z.array(markSchema)),
  change_base: hashColumn.nullable(),
  change_proposed: hashColumn,
  base: hashColumn.nullable(),
  proposed: hashColumn,
  state: json(stateSchema),
  rejected_hunks: z.number(),
  viewed: flag,
});

const filesOfRun = new CachedQuery(reviewRow, 'review_files', 'run_id = ? ORDER BY rowid');

type ReviewMethods = Pick<StateStore, 'getReview' | 'saveReview'>;

export function reviewMethods(context: StoreContext): ReviewMethods {
  // The same objects as long as the rows are the same: what is computed from them need not be computed again.
  const reviews = new WeakMap<readonly unknown[], readonly FileReview[]>();
  return {
    getReview: async (runId) => {
      const rows = filesOfRun.all(await context.read(), runId);
      const known = reviews.get(rows);
      if (known !== undefined) return known;
      const files = await Promise.all(rows.map((row) => readFile(context.blobs, row)));
      reviews.set(rows, files.sort(reviewOrder));
      return files;
    },
    saveReview: async (runId, files) => {
      await context.saveBlobs(textsOf(files));
      await context.commit((reader) => {
        requireRun(reader, runId);
        return { operations: files.map((file) => saveFile(context.blobs, runId, file)), result: undefined };
      });
    },
  };
}

/** Every text that the rows of these files refer to. */
export function textsOf(files: readonly FileReview[]): readonly string[] {
  return files
    .flatMap(({ change, base, proposed, accepted, undone, intent }) => [
      change.base,
      change.proposed,
      base,
      proposed,
      ...[...accepted, ...undone, ...(intent === null ? [] : [intent])].flatMap((step) => [
        step.before,
        step.after,
      ]),
    ])
    .filter((value) => value !== null);
}

/** What an earlier try of the phase proposed goes. */
export function replacePhaseFiles(
  blobs: BlobStore,
  runId: RunId,
  phase: string,
  files: readonly FileReview[],
): readonly Operation[] {
  return [
    { sql: 'DELETE FROM review_files WHERE run_id = ? AND phase = ?', params: [runId, phase] },
    ...files.map((file) => saveFile(blobs, runId, file)),
  ];
}

/** Edits to existing files first, then new files, each by layer. */
function reviewOrder(a: FileReview, b: FileReview): number {
  const isNew = (file: FileReview): number => (file.change.base === null ? 1 : 0);
  const layer = (file: FileReview): number => LAYERS.indexOf(file.change.layer);
  return isNew(a) - isNew(b) || layer(a) - layer(b);
}

function saveFile(blobs: BlobStore, runId: RunId, file: FileReview): Operation {
  const { change } = file;
  const hash = (value: string): ContentHash => blobs.hash(value);
  const nullableHash = (value: string | null): ContentHash | null => (value === null ? null : hash(value));
  const step = ({ hunks, before, after }: AcceptedStep): StoredStep => ({
    hunks: [...hunks],
    before: nullableHash(before),
    after: hash(after),
  });
  const state: z.infer<typeof stateSchema> = {
    decisions: [...file.decisions],
    accepted: file.accepted.map(step),
    undone: file.undone.map(step),
    intent: file.intent === null ? null : step(file.intent),
  };
  return insert(
    'review_files',
    {
      run_id: runId,
      path: change.path,
      phase: change.phase,
      agent: change.agent,
      layer: change.layer,
      title: change.title,
      marks: JSON.stringify(change.marks),
      change_base: nullableHash(change.base),
      change_proposed: hash(change.proposed),
      base: nullableHash(file.base),
      proposed: hash(file.proposed),
      state: JSON.stringify(state),
      rejected_hunks: file.rejectedHunks,
      viewed: file.viewed,
    },
    ['run_id', 'path'],
  );
}

async function readFile(blobs: BlobStore, row: z.infer<typeof reviewRow>): Promise<FileReview> {
  const read = async (hash: ContentHash | null): Promise<string | null> =>
    hash === null ? null : blobs.read(hash);
  const step = async ({ hunks, before, after }: StoredStep): Promise<AcceptedStep> => ({
    hunks,
    before: await read(before),
    after: await blobs.read(after),
  });
  return {
    change: {
      path: row.path,
      base: await read(row.change_base),
      proposed: await blobs.read(row.change_proposed),
      layer: row.layer,
      phase: row.phase,
      agent: row.agent,
      title: row.title,
      marks: row.marks,
    },
    base: await read(row.base),
    proposed: await blobs.read(row.proposed),
    decisions: row.state.decisions,
    accepted: await Promise.all(row.state.accepted.map(step)),
    undone: await Promise.all(row.state.undone.map(step)),
    intent: row.state.intent === null ? null : await step(row.state.intent),
    rejectedHunks: row.rejected_hunks,
    viewed: row.viewed,
  };
}
