import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../scripts/lib/freePort.mjs';
import { run, which } from '../../../scripts/lib/run.mjs';
import { runTool } from './runTool';

export interface Postgres {
  /** A SQLAlchemy address of a new, empty database. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

const USER = 'shop';
const START_TIMEOUT_MS = 30_000;

/** A scratch cluster on the loopback address, owned by an unprivileged user: PostgreSQL refuses root. */
export async function startPostgres(): Promise<Postgres> {
  const bin = await postgresFolder();
  const owner = await clusterOwner();
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwork-postgres-'));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = path.join(folder, 'data');
  const initdb = [
    path.join(bin, 'initdb'),
    '-D',
    data,
    '-U',
    USER,
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ];
  await ended(initdb, folder, owner);
  const port = String(await freePort());
  const flags = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', `unix_socket_directories=${folder}`];
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', port, ...flags], {
    cwd: folder,
    stdio: 'ignore',
    ...owner,
  });
  const kill = (): void => void server.kill('SIGKILL');
  process.once('exit', kill);
  const connect = ['-h', '127.0.0.1', '-p', port, '-U', USER];
  await untilReady([path.join(bin, 'pg_isready'), ...connect], folder);
  return {
    async createDatabase(name) {
      await ended([path.join(bin, 'createdb'), ...connect, name], folder, {});
      return `postgresql+psycopg://${USER}@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      process.off('exit', kill);
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the server's programs, installed where the user may. */
async function postgresFolder(): Promise<string> {
  const found = findPostgres();
  if (found !== undefined) return found;
  const install = 'apt-get install -y --no-install-recommends postgresql';
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new Error(`PostgreSQL's server (initdb, postgres) was not found. On Debian run: sudo ${install}`);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { output: 'tail', env });
  await run('apt-get', install.split(' ').slice(1), { output: 'tail', env });
  const installed = findPostgres();
  if (installed === undefined)
    throw new Error('apt-get installed postgresql, but initdb is not below /usr/lib/postgresql.');
  return installed;
}

function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = which('initdb');
  return [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(onPath === undefined ? [] : [path.dirname(onPath)]),
  ].find((folder) =>
    ['initdb', 'postgres', 'pg_isready', 'createdb'].every((name) => existsSync(path.join(folder, name))),
  );
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

async function clusterOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string): Promise<number> =>
    Number((await runTool(['id', flag, 'postgres'], { cwd: '/' })).stdout.trim());
  return { uid: await id('-u'), gid: await id('-g') };
}

async function ended(argv: readonly string[], cwd: string, owner: Owner): Promise<void> {
  const [command = '', ...args] = argv;
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], ...owner });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${path.basename(command)} ended with ${String(code)}.`);
}

async function untilReady(argv: readonly string[], cwd: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while ((await runTool(argv, { cwd })).code !== 0) {
    if (Date.now() > deadline) throw new Error('PostgreSQL did not start in time.');
    await sleep(100);
  }
}
