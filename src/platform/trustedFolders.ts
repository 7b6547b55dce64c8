import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const trustSchema = z.object({ folders: z.array(z.string()) });

/** Folders whose tools a person allowed to run, in a file of the user's data folder. */
export class TrustedFolders {
  private readonly file: string;

  constructor(dataFolder: string) {
    this.file = path.join(dataFolder, 'trusted.json');
  }

  async has(folder: string): Promise<boolean> {
    return (await this.read()).includes(await realpath(folder));
  }

  async add(folder: string): Promise<void> {
    const real = await realpath(folder);
    const folders = new Set([...(await this.read()), real]);
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const temporary = `${this.file}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify({ folders: [...folders].sort() }), { mode: 0o600 });
    await rename(temporary, this.file);
  }

  private async read(): Promise<readonly string[]> {
    try {
      return trustSchema.parse(JSON.parse(await readFile(this.file, 'utf8'))).folders;
    } catch {
      return []; // Missing or broken: nothing is trusted.
    }
  }
}
