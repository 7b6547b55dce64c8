import { z } from 'zod';
import { AppError } from '../../core/model/appError';
import { artifactId } from '../../core/model/ids';
import type { Artifact } from '../../core/model/run';
import type { StateStore } from '../../core/ports/stateStore';
import { artifactIdColumn, hashColumn, pathColumn, phaseIdColumn, runIdColumn, text } from './rowSchemas';
import { requireRun } from './runRows';
import { insert, requireRow, type StoreContext } from './storeContext';

const artifactRow = z
  .object({
    id: artifactIdColumn,
    run_id: runIdColumn,
    phase_id: phaseIdColumn.nullable(),
    name: text,
    path: pathColumn.nullable(),
    type: text,
    size: z.number(),
    hash: hashColumn,
    created_at: text,
  })
  .transform((row): Artifact => ({
    id: row.id,
    runId: row.run_id,
    phaseId: row.phase_id,
    name: row.name,
    path: row.path,
    type: row.type,
    size: row.size,
    hash: row.hash,
    createdAt: row.created_at,
  }));

type ArtifactMethods = Pick<StateStore, 'addArtifact' | 'getArtifacts' | 'readArtifact' | 'findArtifact'>;

export function artifactMethods(context: StoreContext): ArtifactMethods {
  return {
    addArtifact: async (runId, { phaseId, name, path, type, text }) => {
      await context.saveBlobs([text]);
      return context.commit((reader) => {
        requireRun(reader, runId);
        const artifact: Artifact = {
          id: artifactId(context.random.id()),
          runId,
          phaseId,
          name,
          path,
          type,
          size: new TextEncoder().encode(text).length,
          hash: context.blobs.hash(text),
          createdAt: context.clock.now().toISOString(),
        };
        const { id, size, hash, createdAt } = artifact;
        const row = {
          id,
          run_id: runId,
          phase_id: phaseId,
          name,
          path,
          type,
          size,
          hash,
          created_at: createdAt,
        };
        return { operations: [insert('artifacts', row)], result: artifact };
      });
    },
    getArtifacts: async (runId) =>
      (await context.read()).all(artifactRow, 'SELECT * FROM artifacts WHERE run_id = ? ORDER BY rowid', [
        runId,
      ]),
    findArtifact: async (type, name) => {
      const sql = 'SELECT * FROM artifacts WHERE name = ? AND type = ? ORDER BY rowid DESC LIMIT 1';
      return (await context.read()).all(artifactRow, sql, [name, type])[0];
    },
    readArtifact: async (id) => {
      const [found] = (await context.read()).all(artifactRow, 'SELECT * FROM artifacts WHERE id = ?', [id]);
      const artifact = requireRow(
        found,
        () => new AppError('notFound', `There is no artifact ${id}.`, 'Open the run again.'),
      );
      return context.blobs.read(artifact.hash);
    },
  };
}
