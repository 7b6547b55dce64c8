import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { log } from '../lib/log.mjs';
import { inCache, repoRoot } from '../lib/paths.mjs';
import { which } from '../lib/run.mjs';
import { writeUserSettings } from '../vscode/settings.mjs';

/**
 * Opens a desktop VS Code on a folder with the extension loaded from its sources: the installed one, else one that
 * @vscode/test-electron downloads.
 * @param {string} folder
 * @returns {Promise<string | undefined>} what was opened, or undefined where there is no desktop or no VS Code
 */
export async function openDesktop(folder) {
  if (!hasDisplay()) return undefined;
  const installed = installedCode();
  if (installed !== undefined) {
    start(installed, [folder]);
    return 'opened in the VS Code that is installed';
  }
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    const executable = await downloadAndUnzipVSCode({ cachePath: inCache('vscode-desktop') });
    const userData = inCache('start', 'desktop');
    // Its user data folder has the settings where the server has them below `data`.
    writeUserSettings(userData);
    start(executable, ['--user-data-dir', path.join(userData, 'data'), folder]);
    return 'opened in a VS Code that was downloaded for it';
  } catch (error) {
    log(`No desktop VS Code could be downloaded (${String(error).split('\n', 1)[0] ?? ''}); serving one.`);
    return undefined;
  }
}

export function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

function installedCode() {
  const launcher = which('code');
  if (launcher === undefined || process.platform !== 'win32') return launcher;
  // `code` is a batch file there, which cannot be started without a shell.
  const executable = path.join(path.dirname(launcher), '..', 'Code.exe');
  return existsSync(executable) ? executable : undefined;
}

/**
 * @param {string} executable
 * @param {readonly string[]} args
 */
function start(executable, args) {
  const child = spawn(executable, [`--extensionDevelopmentPath=${repoRoot}`, ...args], {
    detached: true,
    stdio: 'ignore',
  });
  child.once('error', (error) => {
    log(`VS Code did not start: ${error.message}`);
  });
  child.unref();
}
