import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../../../test/fakes/silentLog';
import { ChildRecords } from './childRecords';
import { processStat } from './processStat';
import { until } from '../../../test/fakes/until';

const HOST = path.join(__dirname, '../../../test/fakes/toolHostProcess.ts');
const WAIT = 'setInterval(() => {}, 1000);';
/** Says its id in a file, so that nobody has to guess when it is there. */
const here = (file: string, rest = WAIT): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); ${rest}`;
const starting = (script: string, options = {}): string =>
  `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], ${JSON.stringify(options)});`;

function isAlive(pid: number): boolean {
  const stat = processStat(pid);
  return stat !== undefined && stat.state !== 'Z';
}

const children = (folder: string): string => path.join(folder, 'children');

describe('childRecords', () => {
  it('records nothing of a process of which the system tells nothing', () => {
    const storage = mkdtempSync(path.join(tmpdir(), 'groundwork-children-'));
    new ChildRecords(storage, silentLog).add(2 ** 30, storage);
    assert.ok(!existsSync(children(storage)));
    rmSync(storage, { recursive: true });
  });
});

// Linux does. Elsewhere there is nothing but the case above.
if (processStat(process.pid) !== undefined) {
  describe('childRecords where the system tells when a process began', function () {
    this.timeout(60_000);
    let root = '';
    let storage = '';
    let work = '';
    let hosts: ChildProcess[] = [];
    const files: string[] = [];

    beforeEach(() => {
      root = mkdtempSync(path.join(tmpdir(), 'groundwork-children-'));
      [storage, work] = [path.join(root, 'storage'), path.join(root, 'overlay')];
      mkdirSync(work);
      hosts = [];
      files.length = 0;
    });
    afterEach(() => {
      for (const host of hosts) host.kill('SIGKILL');
      for (const file of files) {
        if (existsSync(file) && isAlive(Number(readFileSync(file, 'utf8'))))
          process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL');
      }
      rmSync(root, { recursive: true });
    });

    const pidFile = (name: string): string => {
      const file = path.join(root, name);
      files.push(file);
      return file;
    };
    const pidIn = (file: string): number => Number(readFileSync(file, 'utf8'));
    /** Runs the scripts as tools of a host, until each of the files is there. */
    const host = async (...scripts: readonly string[]): Promise<ChildProcess> => {
      const child = spawn(process.execPath, ['--import', 'tsx', HOST, storage, work, ...scripts], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      hosts.push(child);
      await until(
        () => files.every((file) => existsSync(file) && readFileSync(file, 'utf8') !== ''),
        'the tools',
      );
      return child;
    };
    const kill = async (child: ChildProcess): Promise<void> => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    };
    const records = (): readonly string[] => readdirSync(children(storage));
    const next = (): ChildRecords => new ChildRecords(storage, silentLog);

    it('ends what a killed host left, with what that had started, politely or not', async () => {
      const [polite = '', deaf = '', grandchild = ''] = ['polite', 'deaf', 'grandchild'].map(pidFile);
      const killed = await host(
        here(polite, starting(here(grandchild)) + WAIT),
        here(deaf, `process.on('SIGTERM', () => undefined); ${WAIT}`),
      );
      assert.equal(records().length, 2);
      await kill(killed);
      for (const file of files) assert.ok(isAlive(pidIn(file)), `${path.basename(file)} outlives its host`);
      await next().endOrphans();
      for (const file of files) assert.ok(!isAlive(pidIn(file)), `${path.basename(file)} still runs`);
      assert.deepEqual(records(), []);
    });

    it('touches no child of a host that lives, and forgets those that ended', async () => {
      const file = pidFile('tool');
      const living = await host(here(file), 'process.exit()');
      await until(() => records().length === 1, 'the record of the one that ended to go');
      await next().endOrphans();
      assert.ok(isAlive(pidIn(file)));
      assert.equal(records().length, 1);
      await kill(living);
      await next().endOrphans();
      assert.ok(!isAlive(pidIn(file)));
    });

    it('touches no other program that has got the id of a child', async () => {
      const file = pidFile('tool');
      const killed = await host(here(file, starting(here(pidFile('grandchild'))) + WAIT));
      const [name = ''] = records();
      const record = path.join(storage, 'children', name);
      await kill(killed);
      const written = JSON.parse(readFileSync(record, 'utf8')) as { readonly start: string };
      writeFileSync(record, JSON.stringify({ ...written, start: `${written.start}1` }));
      await next().endOrphans();
      for (const other of files) assert.ok(isAlive(pidIn(other)), 'another program was ended');
      assert.deepEqual(records(), []);
    });

    it('of a group whose leader is gone it ends what works where the child did, and nothing else', async () => {
      const [inside = '', elsewhere = ''] = ['inside', 'elsewhere'].map(pidFile);
      const script = `${starting(here(inside))} ${starting(here(elsewhere), { cwd: tmpdir() })} ${WAIT}`;
      const leader = spawn(process.execPath, ['-e', script], { detached: true, cwd: work, stdio: 'ignore' });
      const ended = new Promise((resolve) => leader.once('close', resolve));
      const pid = leader.pid ?? 0;
      const record = { pid, start: processStat(pid)?.start, cwd: work, host: { pid, start: 'of another' } };
      await until(() => files.every((file) => existsSync(file) && readFileSync(file, 'utf8') !== ''), 'it');
      leader.kill('SIGKILL');
      await ended;
      mkdirSync(path.join(storage, 'children'), { recursive: true });
      writeFileSync(path.join(storage, 'children', `${String(pid)}.json`), JSON.stringify(record));
      await next().endOrphans();
      assert.deepEqual([isAlive(pidIn(inside)), isAlive(pidIn(elsewhere))], [false, true]);
      assert.deepEqual(records(), []);
    });

    it('is not stopped by a record that nobody can read, nor by a folder that is not there', async () => {
      await next().endOrphans();
      mkdirSync(path.join(storage, 'children'), { recursive: true });
      writeFileSync(path.join(storage, 'children', '1.json'), '{"pid":');
      await next().endOrphans();
      assert.deepEqual(records(), []);
    });
  });
}
