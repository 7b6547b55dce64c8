import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { ArchivedRun } from '../../core/model/archivedRun';
import type { RunId } from '../../core/model/ids';
import { RUN_STATUSES, type Run } from '../../core/model/run';
import { runIdColumn, text } from './rowSchemas';
import { writeSynced, type StoreFiles } from './storeFiles';
import { archiveFolder } from './storeLayout';

const archiveSchema = z.strictObject({
  version: z.literal(1),
  run: z.strictObject({
    id: runIdColumn,
    workflow: text,
    task: text,
    status: z.enum(RUN_STATUSES),
    createdAt: text,
  }),
  markdown: text,
  json: text,
});
type Archive = z.infer<typeof archiveSchema>;

export interface ArchivePorts {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly random: { id(): string };
}

const SUFFIX = '.json.gz';
const isArchive = (name: string): boolean => name.endsWith(SUFFIX);
/** Sorts by time. */
const nameOf = ({ id, createdAt }: Pick<Run, 'id' | 'createdAt'>): string =>
  `${createdAt.replaceAll(/[^0-9TZ]/g, '')}-${id}${SUFFIX}`;

/** Makes the report of a run durable in a file of its own; doing it again writes the same. */
export async function archiveRun(
  { files, folder, random }: ArchivePorts,
  run: Run,
  report: (format: 'markdown' | 'json') => Promise<string>,
): Promise<void> {
  const { id, workflow, task, status, createdAt } = run;
  const [markdown, json] = [await report('markdown'), await report('json')];
  const archive: Archive = { version: 1, run: { id, workflow, task, status, createdAt }, markdown, json };
  const place = archiveFolder(folder);
  await files.ensureFolder(place);
  const temporary = path.join(place, `${random.id()}.tmp`);
  await writeSynced(files, temporary, await promisify(gzip)(JSON.stringify(archive)));
  await files.rename(temporary, path.join(place, nameOf(run)));
  await files.syncFolder(place);
}

/** Removes the oldest beyond a number. */
export async function limitArchive({ files, folder }: ArchivePorts, kept: number): Promise<void> {
  const names = (await files.list(archiveFolder(folder))).filter(isArchive).sort().reverse();
  for (const name of names.slice(kept)) await files.unlink(path.join(archiveFolder(folder), name));
}

/** Newest first. One that is damaged is left out: it keeps nobody from the others. */
export async function listArchive(ports: Omit<ArchivePorts, 'random'>): Promise<readonly ArchivedRun[]> {
  const names = (await ports.files.list(archiveFolder(ports.folder))).filter(isArchive).sort().reverse();
  const archives = await Promise.all(names.map((name) => readArchive(ports, name)));
  return archives.flatMap((archive) => (archive === undefined ? [] : [archive.run]));
}

/** Undefined where there is no such run, or its file is damaged. */
export async function archivedReport(
  ports: Omit<ArchivePorts, 'random'>,
  runId: RunId,
  format: 'markdown' | 'json',
): Promise<string | undefined> {
  const names = await ports.files.list(archiveFolder(ports.folder));
  const name = names.find((candidate) => candidate.endsWith(`-${runId}${SUFFIX}`));
  return name === undefined ? undefined : (await readArchive(ports, name))?.[format];
}

async function readArchive(
  { files, folder }: Omit<ArchivePorts, 'random'>,
  name: string,
): Promise<Archive | undefined> {
  try {
    const bytes = await files.read(path.join(archiveFolder(folder), name));
    if (bytes === undefined) return undefined;
    return archiveSchema.parse(JSON.parse((await promisify(gunzip)(bytes)).toString('utf8')));
  } catch {
    return undefined;
  }
}
