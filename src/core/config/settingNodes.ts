import { z } from 'zod';
import { configSchema } from './configSchema';
import type { SettingPath } from './configLayer';

/** The part of a JSON schema that describes one setting. */
export interface SettingNode {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly properties?: Readonly<Record<string, SettingNode>> | undefined;
  readonly additionalProperties?: SettingNode | boolean | undefined;
  readonly items?: SettingNode | undefined;
}

const nodeSchema: z.ZodType<SettingNode> = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), nodeSchema]).optional();
  },
  get items() {
    return nodeSchema.optional();
  },
});

/** JSON schema of the configuration files, for completion and hover in an editor. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
  return { ...schema, title: 'Groundwork configuration' };
}

let root: SettingNode | undefined;

/** What may stand at a path, undefined for what is unknown. */
export function settingNode(path: SettingPath): SettingNode | undefined {
  root ??= nodeSchema.parse(configJsonSchema());
  let found: SettingNode | undefined = root;
  for (const part of path) {
    const { properties = {}, additionalProperties, items }: SettingNode = found;
    if (typeof part === 'number') found = items;
    else if (Object.hasOwn(properties, part)) found = properties[part];
    else found = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    if (found === undefined) return undefined;
  }
  return found;
}

/** A setting by its whole name, e.g. `execution.concurrency`. */
export interface Setting {
  readonly name: string;
  readonly section: string;
  readonly key: string;
  readonly setting: SettingNode;
}

/** All settings, in the order of the schema. */
export function allSettings(): readonly Setting[] {
  return Object.entries(settingNode([])?.properties ?? {}).flatMap(([section, { properties = {} }]) =>
    Object.entries(properties).map(([key, setting]) => ({
      name: `${section}.${key}`,
      section,
      key,
      setting,
    })),
  );
}
