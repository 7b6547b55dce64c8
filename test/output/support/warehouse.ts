import { cpSync, existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { copyFixture } from '../../../scripts/lib/sampleWorkspace.mjs';
import { tempFolder } from './folders';
import { pythonOf, type Shop } from './shop';

/** A fresh copy of the second sample, whose folders and conventions are others, with the tools of its backend. */
export function copyWarehouse(name = 'warehouse'): Shop {
  const folder = tempFolder(name);
  copyFixture('warehouse', folder);
  return linked(folder);
}

/** The same sources elsewhere, as after `git clone`: the run store of the first copy is not theirs. */
export function cloneWarehouse({ folder }: Shop, name: string): Shop {
  const target = tempFolder(name);
  const left = new Set(['.venv', 'node_modules', '.next', '__pycache__', '.mypy_cache', '.ruff_cache']);
  cpSync(folder, target, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
  return linked(target);
}

function linked(folder: string): Shop {
  const backend = path.join(folder, 'services', 'api');
  const python = pythonOf();
  const link = path.join(backend, '.venv');
  if (!existsSync(link)) symlinkSync(path.dirname(path.dirname(python)), link, 'junction');
  return { folder, backend, frontend: path.join(folder, 'apps', 'web'), python };
}
