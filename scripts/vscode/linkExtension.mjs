import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes extensions that lie elsewhere the installed ones of a server, built files and all. The address's payload could
 * load one from its sources too, but only with the smoke test driver, which keeps VS Code from showing notifications.
 * @param {string} extensionsDir
 * @param {readonly string[]} folders
 */
export function linkExtensions(extensionsDir, folders) {
  mkdirSync(extensionsDir, { recursive: true });
  const entries = folders.map((folder) => {
    const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const id = `${publisher}.${name}`;
    const link = path.join(extensionsDir, `${id}-${version}`);
    rmSync(link, { recursive: true, force: true });
    symlinkSync(folder, link, 'junction');
    return {
      identifier: { id },
      version,
      location: { $mid: 1, path: asUriPath(link), scheme: 'file' },
      relativeLocation: path.basename(link),
    };
  });
  writeFileSync(path.join(extensionsDir, 'extensions.json'), JSON.stringify(entries));
}

/**
 * Windows paths become `/c:/...`.
 * @param {string} file
 */
function asUriPath(file) {
  const forward = file.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
