import { REDACTED, Secrets } from '../redaction/secrets';
import type { ConfigLayer, SettingPath } from './configLayer';
import type { ConfigProblem } from './configProblem';

/** What to do with a key that stands in a setting. */
export const KEYS_BELONG =
  'Remove it, and replace it at its provider if others could read it. Keys belong in "Groundwork: Set Provider Key" or in the environment.';

const FORMS = new Secrets();

/** Settings whose texts have the form of a key or hold a password: they count, and are warned about. */
export function keyWarnings(layer: ConfigLayer): readonly ConfigProblem[] {
  return textsIn(layer.data, []).flatMap(({ path, text }) =>
    FORMS.redact(text).includes(REDACTED) && !text.includes(REDACTED)
      ? [
          {
            ...layer.locate(path, 'value'),
            severity: 'warning' as const,
            message: `\`${path.slice(0, 3).join('.')}\` holds what looks like a key or a password.`,
            suggestion: KEYS_BELONG,
          },
        ]
      : [],
  );
}

function textsIn(
  value: unknown,
  path: SettingPath,
): readonly { readonly path: SettingPath; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => textsIn(child, [...path, key]));
}
