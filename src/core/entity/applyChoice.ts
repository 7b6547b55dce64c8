import { z } from 'zod';

const memberSchema = z.looseObject({ name: z.string() });
const entitySchema = z.looseObject({
  fields: z.array(memberSchema).optional(),
  relationships: z.array(memberSchema).optional(),
});

/**
 * The entity with another value at a place, `fields.price.type` or `features.csvExport`; null leaves the field or the
 * setting out. Undefined when there is no such place.
 */
export function applyChoice(entity: unknown, path: string, value: string | boolean | null): unknown {
  const parsed = entitySchema.safeParse(entity);
  if (!parsed.success) return undefined;
  const [list, name = '', key, ...rest] = path.split('.');
  if (rest.length > 0) return undefined;
  if (list === 'fields' || list === 'relationships') {
    const members = parsed.data[list] ?? [];
    if (!members.some((member) => member.name === name)) return undefined;
    return {
      ...parsed.data,
      [list]: members.flatMap((member) => {
        if (member.name !== name) return [member];
        if (value === null) return [];
        return [{ ...member, [key ?? 'type']: value }];
      }),
    };
  }
  if (list === 'features' && key === undefined) {
    const features = z.record(z.string(), z.unknown()).catch({}).parse(parsed.data['features']);
    return { ...parsed.data, features: { ...features, [name]: value ?? false } };
  }
  if (list === undefined || name !== '') return undefined;
  const { [list]: _old, ...others } = parsed.data;
  return value === null ? others : { ...others, [list]: value };
}
