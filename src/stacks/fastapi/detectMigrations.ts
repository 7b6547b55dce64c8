import { joinPath } from '../../core/model/workspacePath';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { Migrations } from './project';
import { below, readQuietly } from './pythonSources';

/** Revisions of Alembic, with the heads: those that no other one follows. Null where there is no migration folder. */
export async function detectMigrations(
  folder: string,
  paths: readonly string[],
  files: WorkspaceFiles,
): Promise<Migrations | null> {
  const versions = paths.filter((path) => /(^|\/)versions\/[^/]+\.py$/.test(below(folder, path) ?? ''));
  const environment = paths.find((path) => /(^|\/)env\.py$/.test(below(folder, path) ?? ''));
  const [first] = versions;
  const home = first ?? environment?.replace(/env\.py$/, 'versions/x.py');
  if (home === undefined) return null;
  const revisions: Migrations['revisions'] = [];
  for (const path of versions) {
    const text = await readQuietly(files, joinPath(path));
    const [, revision] = /^revision\b[^=\n]*=\s*["']([^"']+)["']/m.exec(text ?? '') ?? [];
    if (text === undefined || revision === undefined) continue;
    const [, down = ''] = /^down_revision\b[^=\n]*=\s*(\([^)]*\)|[^\n]*)/m.exec(text) ?? [];
    revisions.push({
      revision,
      path,
      down: [...down.matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? ''),
    });
  }
  const followed = new Set(revisions.flatMap((item) => item.down));
  const settings = environment === undefined ? '' : ((await readQuietly(files, joinPath(environment))) ?? '');
  const numbered = revisions.length > 0 && revisions.every((item) => /^\d+$/.test(item.revision));
  const own = below(folder, home) ?? home;
  return {
    folder: own.slice(0, own.lastIndexOf('/')),
    revisions,
    heads: revisions.map((item) => item.revision).filter((revision) => !followed.has(revision)),
    digits: numbered ? (revisions[0]?.revision.length ?? 4) : null,
    pattern: '{revision}_{slug}',
    foreignKeysOff: /PRAGMA\s+foreign_keys\s*=\s*(OFF|0|false)\b/i.test(settings),
  };
}
