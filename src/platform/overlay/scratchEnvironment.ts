import path from 'node:path';

/** Places beside the copy that tools may fill. */
export interface ScratchPlaces {
  readonly home: string;
  readonly temporary: string;
  readonly database: string;
}

export function scratchPlaces(area: string): ScratchPlaces {
  return {
    home: path.join(area, 'home'),
    temporary: path.join(area, 'tmp'),
    database: path.join(area, 'scratch.db'),
  };
}

/** The address of the scratch database, for the kind of driver that the project uses. */
export function scratchDatabaseUrl(database: string, driver: 'sync' | 'async'): string {
  return `${driver === 'async' ? 'sqlite+aiosqlite' : 'sqlite'}:///${database}`;
}

/** What tools see: the path, a language, and scratch places. No secret, proxy or service address of the user. */
export function scratchEnvironment(
  places: ScratchPlaces,
  databaseUrl: string,
  inherited: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'SYSTEMROOT', 'COMSPEC', 'PATHEXT'].flatMap((name) => {
    const value = inherited[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: places.home,
    USERPROFILE: places.home,
    TMPDIR: places.temporary,
    TMP: places.temporary,
    TEMP: places.temporary,
    CI: 'true',
    NO_COLOR: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONNOUSERSITE: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
  };
}
