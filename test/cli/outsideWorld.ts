import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runCli } from '../../src/cli/runCli';
import { readTextFile } from '../../src/platform/files/readTextFile';
import { diagnose } from '../../src/roots/diagnose';
import { openHeadlessApp } from '../../src/roots/headlessApp';
import { CliWorkspace } from './support';

/** Stands in every file outside, and must never turn up anywhere. */
const CANARY = 'canary-7f3a91';
const LONG_AGO = new Date('2001-01-01T00:00:00Z');

export interface Answer {
  readonly code: number;
  readonly last: Readonly<Record<string, unknown>>;
  /** Everything that was printed or logged. */
  readonly printed: string;
}

/** A copy of the sample with a folder beside it that nothing may be read from or written to. */
export class OutsideWorld extends CliWorkspace {
  readonly outside = path.join(this.folder, 'outside');
  private readonly notesReads: boolean;
  private before = '';

  constructor() {
    super();
    mkdirSync(this.outside);
    const probe = path.join(this.folder, 'probe');
    writeFileSync(probe, 'x');
    utimesSync(probe, LONG_AGO, new Date());
    readFileSync(probe);
    this.notesReads = statSync(probe).atimeMs > LONG_AGO.getTime();
    this.put('secret.txt', '');
    this.put('entities/product.yaml', 'name: product\nfields:\n  name: string\n');
    this.put('versions/0001_first.py', 'revision = "0001"\ndown_revision = None\n');
  }

  /** A file outside; its text begins with the canary. */
  put(name: string, text: string): string {
    const file = path.join(this.outside, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `# ${CANARY}\n${text}`);
    return file;
  }

  /** Puts a link at a path of the workspace; what stood there moves outside, with a canary in each file. */
  link(name: string, target = path.join(this.outside, 'moved', name)): void {
    const place = path.join(this.root, name);
    mkdirSync(path.dirname(place), { recursive: true });
    if (lstatSync(place, { throwIfNoEntry: false }) !== undefined) {
      mkdirSync(path.dirname(target), { recursive: true });
      renameSync(place, target);
      for (const file of filesBelow(target))
        writeFileSync(file, `# ${CANARY}\n${readFileSync(file, 'utf8')}`);
    }
    symlinkSync(target, place);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    writeFileSync(path.join(this.root, name), text);
  }

  change(name: string, edit: (text: string) => string): void {
    const before = readFileSync(path.join(this.root, name), 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`${name} stayed as it was`);
    this.write(name, after);
  }

  /** From here on nothing outside may change or be read. */
  seal(): void {
    for (const file of filesBelow(this.outside)) utimesSync(file, LONG_AGO, statSync(file).mtime);
    this.before = this.state();
  }

  /** What happened outside since `seal`, null when nothing did. */
  breach(): string | null {
    const read = filesBelow(this.outside).find((file) => statSync(file).atimeMs !== LONG_AGO.getTime());
    if (this.notesReads && read !== undefined) return `${read} was read`;
    return this.state() === this.before ? null : `${this.before}\nbecame\n${this.state()}`;
  }

  leaks(text: string): boolean {
    return text.includes(CANARY);
  }

  /** The command line in this process, over the real disk. */
  async cli(...args: readonly string[]): Promise<Answer> {
    let printed = '';
    const print = (text: string): void => void (printed += text);
    let last = '{}';
    const environment = { XDG_DATA_HOME: process.env['XDG_DATA_HOME'], HOME: process.env['HOME'] };
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (chunk) => {
      print(String(chunk));
      return true;
    };
    Object.assign(process.env, { XDG_DATA_HOME: path.join(this.folder, 'data'), HOME: this.folder });
    try {
      const code = await runCli({
        argv: [...args, '--workspace', this.root, '--json'],
        currentFolder: this.root,
        version: '0.0.0',
        open: (options) => openHeadlessApp(options, path.resolve('dist')),
        diagnose: (request) =>
          diagnose({ ...request, host: 'commandLine', distFolder: path.resolve('dist') }),
        readFile: (file) => readTextFile(file, file),
        out(text) {
          print(text);
          last = text;
        },
        err: print,
      });
      const value: unknown = JSON.parse(last);
      return { code, printed, last: typeof value === 'object' && value !== null ? { ...value } : {} };
    } finally {
      process.stderr.write = write;
      for (const [name, value] of Object.entries(environment)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  }

  private state(): string {
    return entriesBelow(this.outside)
      .map((entry) => `${path.relative(this.outside, entry)} ${fingerprint(entry)}`)
      .join('\n');
  }
}

function entriesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

const filesBelow = (place: string): readonly string[] =>
  statSync(place).isFile() ? [place] : entriesBelow(place).filter((entry) => lstatSync(entry).isFile());

/** Reading for the hash would be noticed as a read, so it is put back. */
function fingerprint(entry: string): string {
  const { size, mtimeMs, atime, mtime } = lstatSync(entry);
  if (lstatSync(entry).isSymbolicLink()) return readlinkSync(entry);
  if (!lstatSync(entry).isFile()) return 'folder';
  const hash = createHash('sha256').update(readFileSync(entry)).digest('hex');
  utimesSync(entry, atime, mtime);
  return `${String(size)} ${String(mtimeMs)} ${hash}`;
}
