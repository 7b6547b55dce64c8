import { configJsonSchema } from '../../core/config/settingNodes';

/** The text of `config.schema.json`, which package.json names for the configuration files. */
export function renderConfigSchema(): string {
  return `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`;
}
