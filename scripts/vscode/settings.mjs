import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** User settings of every VS Code that the scripts open: quiet, and nothing that reaches out. */
export const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'security.workspace.trust.untrustedFiles': 'open',
};

/**
 * Writes the user settings of the server whose data are in `dataDir` (a workbench that is open takes them up).
 * @param {string} dataDir
 * @param {Record<string, unknown>} [settings]
 */
export function writeUserSettings(dataDir, settings = {}) {
  const file = userSettingsFile(dataDir);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, undefined, 2));
}

/** @param {string} dataDir */
export function userSettingsFile(dataDir) {
  return path.join(dataDir, 'data', 'User', 'settings.json');
}
