import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What can have a program run: settings that name one, and hooks. */
export interface GitTraps {
  readonly settings: readonly string[];
  readonly hooks: readonly string[];
}

/** A folder with a workspace and a home of its own, and git as the person there calls it. */
export class GitSandbox {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'groundwork-git-')));
  readonly root = path.join(this.folder, 'workspace');
  readonly #canary = path.join(this.folder, 'canary');

  constructor() {
    mkdirSync(this.root);
    this.configure('[user]\n\tname = T\n\temail = t@example.org\n[commit]\n\tgpgSign = true\n');
  }

  /** The configuration of the person. */
  configure(text: string): void {
    writeFileSync(path.join(this.folder, '.gitconfig'), text);
  }

  get environment(): NodeJS.ProcessEnv {
    return { PATH: process.env['PATH'], HOME: this.folder };
  }

  git(...args: readonly string[]): string {
    return this.gitIn(this.root, ...args);
  }

  gitIn(cwd: string, ...args: readonly string[]): string {
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.environment,
    });
  }

  /** The person signs; nobody can here. */
  commitIn(cwd: string, ...args: readonly string[]): void {
    this.gitIn(cwd, '-c', 'commit.gpgSign=false', 'commit', '-q', ...args);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    writeFileSync(path.join(this.root, name), text);
  }

  /** Each leaves a trace when it runs. Answers the program that the settings name. */
  trap({ settings, hooks }: GitTraps): string {
    const program = path.join(this.folder, 'program');
    writeExecutable(program, `echo "$0 $*" >> '${this.#canary}'\ncat\n`);
    for (const key of settings) this.git('config', key, program);
    const folder = path.join(this.root, '.git', 'hooks');
    mkdirSync(folder, { recursive: true });
    for (const hook of hooks) writeExecutable(path.join(folder, hook), `echo ${hook} >> '${this.#canary}'\n`);
    return program;
  }

  /** What trapped programs left, undefined when none ran. */
  trace(): string | undefined {
    return existsSync(this.#canary) ? readFileSync(this.#canary, 'utf8') : undefined;
  }

  forgetTrace(): void {
    rmSync(this.#canary, { force: true });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function writeExecutable(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}`);
  chmodSync(file, 0o755);
}
