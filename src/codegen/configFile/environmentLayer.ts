import type { ReadLayer, SettingPath } from '../../core/config/configLayer';
import type { ConfigProblem } from '../../core/config/configProblem';
import { mergeSettings, type Settings } from '../../core/config/mergeSettings';
import { allSettings, settingNode } from '../../core/config/settingNodes';
import { nearest } from '../../core/entity/didYouMean';
import { readLocatedYaml } from '../inspect/locatedYaml';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'GROUNDWORK_';

/** `GROUNDWORK_EXECUTION_MAX_RETRIES` for `execution.maxRetries`. */
export function variableOf(path: SettingPath): string {
  const words = path.map((part) => String(part).replaceAll(/[A-Z]/g, (letter) => `_${letter}`));
  return `${PREFIX}${words.join('_')}`.toUpperCase();
}

/**
 * Settings of the environment: a variable a setting, its value as YAML would read it (`4`, `true`, `[lint, type]`). An empty
 * one says nothing. Variables that do not begin like a section are not ours.
 */
export function environmentLayer(environment: Environment): ReadLayer {
  const problems: ConfigProblem[] = [];
  let data: Settings = {};
  const sections = Object.keys(settingNode([])?.properties ?? {}).map((section) => variableOf([section]));
  const known = new Map(
    allSettings().map(({ section, key }) => [variableOf([section, key]), { section, key }]),
  );
  for (const [source, value = ''] of Object.entries(environment)) {
    if (value === '' || !sections.some((section) => source.startsWith(`${section}_`))) continue;
    const setting = known.get(source);
    const yaml = readLocatedYaml(value);
    if (setting === undefined) {
      problems.push({ source, position: null, ...unknownVariable(source, known.keys()) });
    } else if (yaml.kind === 'refused') {
      problems.push({ source, position: null, ...BROKEN });
    } else {
      data = mergeSettings(data, { [setting.section]: { [setting.key]: yaml.data } });
    }
  }
  if (problems.length > 0) return { kind: 'refused', problems };
  const locate = (path: SettingPath) => ({ source: variableOf(path.slice(0, 2)), position: null });
  return { kind: 'layer', layer: { owner: 'person', data, locate } };
}

const BROKEN = {
  message: 'The value is no YAML.',
  suggestion: 'Write a value as in the configuration file, e.g. `4` or `[lint, type]`.',
};

function unknownVariable(name: string, known: Iterable<string>) {
  const near = nearest(name, known);
  return {
    message: 'There is no such setting.',
    suggestion: near === undefined ? 'Unset it.' : `Did you mean \`${near}\`?`,
  };
}
