import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { copySample } from '../../../scripts/lib/sampleWorkspace.mjs';
import { inCache } from '../../../scripts/lib/paths.mjs';
import { hardLinkTree, tempFolder } from './folders';

export interface Shop {
  readonly folder: string;
  readonly backend: string;
  readonly frontend: string;
  /** The Python of its environment. */
  readonly python: string;
}

/** A fresh copy of the sample workspace with the tools of its backend. */
export function copyShop(name = 'shop'): Shop {
  const folder = tempFolder(name);
  copySample(folder);
  return linkPython(folder);
}

/** The workspace at a folder, with the environment that `npm test` installed. */
export function linkPython(folder: string): Shop {
  const backend = path.join(folder, 'backend');
  const link = path.join(backend, '.venv');
  const python = pythonOf();
  if (!existsSync(link)) symlinkSync(path.dirname(path.dirname(python)), link, 'junction');
  return { folder, backend, frontend: path.join(folder, 'frontend'), python };
}

/** The Python that `npm test` installed the samples' packages for. */
export const pythonOf = (): string =>
  requireInstalled(process.env['GROUNDWORK_TEST_PYTHON'], inCache('python', 'bin', 'python'));

/** Gives the copy the packages of its frontend, once. */
export function linkPackages(shop: Shop): void {
  const target = path.join(shop.frontend, 'node_modules');
  if (existsSync(target)) return;
  const source = requireInstalled(
    process.env['GROUNDWORK_TEST_NODE_MODULES'],
    inCache('shop-frontend', 'node_modules'),
  );
  hardLinkTree(source, target);
}

function requireInstalled(named: string | undefined, usual: string): string {
  const found = named ?? usual;
  if (!existsSync(found)) throw new Error(`${found} is missing. Run: npm test -- --suite output`);
  return found;
}
