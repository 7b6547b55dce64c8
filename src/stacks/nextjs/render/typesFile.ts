import { joinLines, type Code } from '../../../codegen/render/code';
import { ts, tsBlocks, tsGroup, tsImport, tsString } from '../../../codegen/render/typescript';
import type { EntityView } from '../entityView';
import { host, moduleText } from './hostCode';
import { propertyKey } from './propertyKey';
import { zodOf } from './zodField';

/** Types of the wire and the schemas that the forms validate with: `lib/types/api/product.ts`. */
export function renderTypesFile(view: EntityView): string {
  const { ids } = view;
  const zod = tsImport('zod', 'z');
  const properties = view.wire.map((entry) => ts`${entry.json}: ${zodOf(view, entry)},`);
  return moduleText(
    view,
    tsBlocks([
      ...enumConstants(view),
      ts`
        export const ${ids.createSchema} = ${zod}.object({
          ${joinLines(properties)}
        });
      `,
      ts`
        export const ${ids.updateSchema} = ${ids.createSchema}.extend({
          version: ${zod}.int32(),
        });
      `,
      ts`export type ${ids.createType} = ${zod}.infer<typeof ${ids.createSchema}>;`,
      ts`export type ${ids.updateType} = ${zod}.infer<typeof ${ids.updateSchema}>;`,
      rowInterface(view),
    ]),
  );
}

function enumConstants(view: EntityView): readonly Code[] {
  return [...view.enums.values()].flatMap(({ constant, values, labelKeys, keys }) => {
    const list = ts`export const ${constant} = ${tsGroup('[', values.map(tsString), ']')} as const;`;
    if (keys === null) return [list];
    const entries = values.map(
      (value, index) => ts`${propertyKey(value)}: ${tsString(labelKeys[index] ?? '')},`,
    );
    return [
      list,
      ts`
        /** Names of the values in the messages. */
        export const ${keys.name} = {
          ${joinLines(entries)}
        } as const;
      `,
    ];
  });
}

function rowInterface(view: EntityView): Code {
  const { ids } = view;
  const { audit, softDelete } = view.spec.features;
  const json = view.wire.filter((entry) => entry.kind === 'field' && entry.python === 'json');
  const bases = [ts`${ids.updateType}`];
  if (audit) {
    const fields = host(view, 'auditFields', 'type');
    bases.push(softDelete ? fields : ts`Omit<${fields}, 'deleted_at'>`);
  }
  const members = [
    ts`id: number;`,
    // The schema says \`unknown\`; what is read is known to be JSON.
    ...json.map((entry) => {
      const type = host(view, 'jsonValueType', 'type');
      return entry.nullable ? ts`${entry.json}: ${type} | null;` : ts`${entry.json}: ${type};`;
    }),
    ...(softDelete && !audit ? [ts`deleted_at: string | null;`] : []),
  ];
  return ts`
    export interface ${ids.type} extends ${tsCommas(bases)} {
      ${joinLines(members)}
    }
  `;
}

function tsCommas(codes: readonly Code[]): Code {
  const [first, ...others] = codes;
  return others.reduce((result, item) => ts`${result}, ${item}`, first ?? ts``);
}
