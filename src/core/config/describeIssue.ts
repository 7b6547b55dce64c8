import type { z } from 'zod';
import { nearest } from '../entity/didYouMean';
import type { SettingPath } from './configLayer';
import { KEYS_BELONG } from './keyWarnings';
import { allSettings, settingNode, type SettingNode } from './settingNodes';

export interface DescribedIssue {
  readonly path: SettingPath;
  /** Whether the key itself is wrong or what is said of it. */
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly suggestion: string;
}

/** What zod found wrong in one layer, in words for people. */
export function describeIssue(issue: z.core.$ZodIssue, data: unknown): readonly DescribedIssue[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key));
    case 'invalid_key':
      return [{ path, part: 'key', ...fromParams(issue.issues[0], path.at(-1)) }];
    case 'custom':
      return [{ path, part: 'value', ...fromParams(issue, valueAt(data, path)) }];
    default:
      return [wrongValue(path, data)];
  }
}

/** What people call a setting that they put a key in. */
const KEY_NAME = /(api|access|secret|private|openai|anthropic)_?-?key$|token$|secret$|password$/i;

function unknownKey(path: SettingPath, key: string): DescribedIssue {
  if (KEY_NAME.test(key)) {
    return {
      path: [...path, key],
      part: 'key',
      message: `There is no setting ${quoted([...path, key])}, and keys belong in no setting.`,
      suggestion: KEYS_BELONG,
    };
  }
  const siblings = Object.keys(settingNode(path)?.properties ?? {});
  const near = nearest(key, siblings);
  const elsewhere = allSettings().find((setting) => setting.key === key);
  const within = path.length === 0 ? 'Sections are' : `\`${path.join('.')}\` has`;
  return {
    path: [...path, key],
    part: 'key',
    message: `There is no ${path.length === 0 ? 'section' : 'setting'} ${quoted([...path, key])}.`,
    suggestion:
      near !== undefined
        ? `Did you mean \`${near}\`?`
        : elsewhere !== undefined
          ? `\`${key}\` belongs in \`${elsewhere.section}\`.`
          : `Leave it out. ${within} ${siblings.join(', ')}.`,
  };
}

function wrongValue(path: SettingPath, data: unknown): DescribedIssue {
  const setting = settingNode(path);
  const value = valueAt(data, path);
  const name = path.length === 0 ? 'The configuration' : quoted(path);
  const message = value === undefined ? `${name} is missing.` : `${name} is ${shown(value)}.`;
  const near = typeof value === 'string' ? nearest(value, (setting?.enum ?? []).map(String)) : undefined;
  const suggestion = near === undefined ? `Write ${expected(setting, path)}.` : `Did you mean \`${near}\`?`;
  return { path, part: 'value', message, suggestion };
}

/** What a check of ours says, see `text` in configSchema. */
function fromParams(issue: z.core.$ZodIssue | undefined, value: unknown) {
  const params = issue?.code === 'custom' ? issue.params : undefined;
  // An address may hold a password: problems go to logs.
  const what = typeof value === 'string' && value.includes('@') ? 'This text' : shown(value);
  return {
    message: `${what} ${String(params?.['says'] ?? 'is not what is expected here')}.`,
    suggestion: String(params?.['write'] ?? 'Leave it out.'),
  };
}

function expected(setting: SettingNode | undefined, path: SettingPath): string {
  if (setting?.enum !== undefined) return `one of ${setting.enum.map(String).join(', ')}`;
  switch (setting?.type) {
    case 'integer':
      return `a whole number from ${String(setting.minimum)} to ${String(setting.maximum)}`;
    case 'number':
      return `a number from ${String(setting.minimum)} to ${String(setting.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a text';
    case 'array':
      return path.at(-1) === 'command'
        ? 'the executable and its arguments as a list, e.g. `[npm, run, check]`'
        : `a list, e.g. \`[${(setting.items?.enum ?? []).slice(2, 5).join(', ')}]\``;
    default:
      return example(path);
  }
}

function example(path: SettingPath): string {
  if (path.length === 0) return 'sections with settings, e.g. `execution:` and below it `concurrency: 4`';
  const [key = ''] = Object.keys(settingNode(path)?.properties ?? {});
  if (key !== '') return `its settings below it, indented, e.g. \`${key}: ...\``;
  if (path[0] !== 'models') return 'checks by name';
  return path[1] === 'prices'
    ? 'models and their prices, e.g. `openai/gpt-5: { input: 1.25, output: 10 }`'
    : 'agents and their models, e.g. `planner: ollama/qwen3`';
}

const quoted = (path: SettingPath): string => `\`${path.join('.').slice(0, 80)}\``;

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function valueAt(data: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(part))?.[1];
  }, data);
}
