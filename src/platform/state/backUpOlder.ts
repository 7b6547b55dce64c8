import path from 'node:path';
import type { LoadedState } from './loadState';
import { SCHEMA_VERSION } from './schema';
import { writeSynced, type StoreFiles } from './storeFiles';

interface BackUpOptions {
  readonly files: StoreFiles;
  readonly folder: string;
  readonly random: { id(): string };
}

const backupName = (version: number): string => `backup-version-${String(version)}.sqlite`;

/**
 * Before a store of an older version is migrated: the whole database as it is, a plain SQLite file. One for each version,
 * the last; a migration that was cut off is done again from the same records, so that the same file comes out.
 */
export async function backUpOlder(options: BackUpOptions, { database }: LoadedState): Promise<void> {
  const { files, folder, random } = options;
  const { version } = database;
  // An empty store has nothing to lose.
  if (version === 0 || version >= SCHEMA_VERSION) return;
  const temporary = path.join(folder, `backup-${random.id()}.tmp`);
  await writeSynced(files, temporary, database.export());
  await files.rename(temporary, path.join(folder, backupName(version)));
  await files.syncFolder(folder);
}
