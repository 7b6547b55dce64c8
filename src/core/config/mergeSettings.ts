/** Settings as they are written: an object of sections; what is not there is undefined. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * Merges settings, later ones over earlier ones: objects key by key, at every depth; everything else, lists included, as a
 * whole. Neither argument is changed.
 */
export function mergeSettings(earlier: Settings, later: Settings): Settings {
  const merged = new Map(Object.entries(earlier));
  for (const [key, value] of Object.entries(later)) {
    if (value === undefined) continue;
    const before = merged.get(key);
    merged.set(key, isSettings(before) && isSettings(value) ? mergeSettings(before, value) : value);
  }
  // Defines properties, whatever they are called: a key `__proto__` stays a key.
  return Object.fromEntries(merged);
}

export function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
