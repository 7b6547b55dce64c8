import { isSettings, type Settings } from './mergeSettings';

/**
 * Whether a setting chooses what runs on this machine or where texts are sent. From a workspace, files and editor settings
 * alike, it counts only once a person trusts it.
 */
export function needsTrust(name: string): boolean {
  return name === 'verification.custom' || name === 'logging.otlpEndpoint' || name.startsWith('models.');
}

/** The settings without those that need trust, and the names of these. */
export function withoutTrusted(settings: Settings): {
  readonly settings: Settings;
  readonly ignored: readonly string[];
} {
  const ignored: string[] = [];
  const sections = Object.entries(settings).map(([section, value]): [string, unknown] => {
    if (!isSettings(value)) return [section, value];
    const kept = Object.entries(value).filter(([key]) => {
      const name = `${section}.${key}`;
      if (!needsTrust(name)) return true;
      ignored.push(name);
      return false;
    });
    return [section, Object.fromEntries(kept)];
  });
  return { settings: Object.fromEntries(sections), ignored };
}
