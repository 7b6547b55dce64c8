import type { ReadLayer, SettingPath } from './configLayer';
import { mergeSettings, type Settings } from './mergeSettings';
import { allSettings } from './settingNodes';

/** The settings of an editor, each asked for by its name; undefined where the person set nothing. */
export function settingsLayer(owner: 'person' | 'workspace', ask: (name: string) => unknown): ReadLayer {
  const data = allSettings().reduce<Settings>((settings, { name, section, key }) => {
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
