import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchContext } from './bench';

const PACKAGES = 25;
const MODULES = 100;
const PARTS = 20;
const EXTENSIONS = ['ts', 'tsx', 'py', 'json'];

const made = new Map<string, Promise<string>>();

/** The sample with 50,000 more files on disk, in 2,500 folders; made once for all benchmarks of a context. */
export function largeWorkspace(context: BenchContext): Promise<string> {
  const known = made.get(context.folder) ?? make(context);
  made.set(context.folder, known);
  return known;
}

async function make({ folder, repository }: BenchContext): Promise<string> {
  const workspace = path.join(folder, 'large');
  await cp(path.join(repository, 'test', 'fixtures', 'shop'), workspace, { recursive: true });
  for (let number = 0; number < PACKAGES * MODULES; number += 1) {
    const module = path.join(
      workspace,
      'packages',
      `package_${String(Math.floor(number / MODULES))}`,
      'src',
      `module_${String(number % MODULES)}`,
    );
    await mkdir(module, { recursive: true });
    const parts = Array.from({ length: PARTS }, (_, part) => {
      const name = `part_${String(part)}.${EXTENSIONS[part % EXTENSIONS.length] ?? 'txt'}`;
      return writeFile(path.join(module, name), `// ${name} of module ${String(number)}\n`.repeat(40));
    });
    await Promise.all(parts);
  }
  return workspace;
}
