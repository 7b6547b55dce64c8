import { allSettings } from '../../core/config/settingNodes';
import { needsTrust } from '../../core/config/trustedSettings';

/** The configuration as settings of the editor, and its schema for the files of a workspace. */
export const SETTINGS = {
  configuration: {
    title: 'Groundwork',
    properties: Object.fromEntries(
      allSettings().map(({ name, setting }) => {
        const { description = '', ...rest } = setting;
        return [`groundwork.${name}`, { ...rest, markdownDescription: description, scope: 'resource' }];
      }),
    ),
  },
  yamlValidation: ['config.yaml', 'config.local.yaml'].map((file) => ({
    fileMatch: `**/.groundwork/${file}`,
    url: './media/config.schema.json',
  })),
};

/** Settings that a workspace may not make before a person trusts it: the editor leaves them out. */
export const RESTRICTED_SETTINGS: readonly string[] = allSettings()
  .map(({ name }) => name)
  .filter(needsTrust)
  .map((name) => `groundwork.${name}`);
