import type { ReadLayer, SettingPath } from './configLayer';
import { mergeSettings, type Settings } from './mergeSettings';
import { allSettings } from './settingNodes';

/** Settings that there are not, and that people would put keys in: an editor says nothing of what it does not know. */
const KEY_SETTINGS = ['apiKey', 'openaiApiKey', 'anthropicApiKey', 'openaiKey', 'anthropicKey', 'token'];

/** The settings of an editor, each asked for by its name; undefined where the person set nothing. */
export function settingsLayer(owner: 'person' | 'workspace', ask: (name: string) => unknown): ReadLayer {
  const names = [
    ...allSettings(),
    ...KEY_SETTINGS.map((key) => ({ name: `models.${key}`, section: 'models', key })),
  ];
  const data = names.reduce<Settings>((settings, { name, section, key }) => {
    const value = ask(name);
    return value === undefined ? settings : mergeSettings(settings, { [section]: { [key]: value } });
  }, {});
  const whose = owner === 'person' ? 'user settings' : 'workspace settings';
  const locate = (path: SettingPath) => ({
    source: `groundwork.${path.slice(0, 2).join('.')} (${whose})`,
    position: null,
  });
  return { kind: 'layer', layer: { owner, data, locate } };
}
