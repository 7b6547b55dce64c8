import type { Parsers } from '../inspect/parsers';
import { compareText } from '../render/typescriptImports';
import type { EditPlan } from './editPlan';
import type { EditLabel } from './insertLines';
import { insertIntoList, sortedIndex, type ListStyle } from './listInsertion';
import { indentUnitOf } from './textLines';

export interface TypeMemberRequest {
  /** Name of the interface or of the alias of an object type. */
  readonly type: string;
  readonly name: string;
  /** The member as code, without separator, e.g. `price: string | null`. */
  readonly member: string;
  readonly order: 'sorted' | 'last';
  readonly language?: 'typescript' | 'tsx';
  readonly width?: number;
  readonly label?: EditLabel;
}

/** Adds a property to an interface or to an alias of an object type. */
export function planTypeMember(parsers: Parsers, source: string, request: TypeMemberRequest): EditPlan {
  const model = parsers.typescript(source, request.language ?? 'tsx');
  const found = model.types.find((item) => item.name === request.type);
  if (found === undefined || found.body === null) {
    return { kind: 'anchorMissing', reason: `there is no interface or object type ${request.type}` };
  }
  const names = found.properties.map((property) => property.name);
  if (names.includes(request.name)) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add ${request.type}.${request.name}` };
  const index = request.order === 'sorted' ? sortedIndex(names, request.name, compareText) : names.length;
  const last = found.properties[found.properties.length - 1];
  const after = last === undefined ? ';' : source.charAt(last.end);
  const style: ListStyle = {
    width: request.width ?? 80,
    indentUnit: indentUnitOf(source, '  '),
    spaced: true,
    separator: after === ',' ? ',' : ';',
  };
  const list = { ...found.body, elements: found.properties };
  const edits = insertIntoList(source, list, request.member, index, style, label);
  const isMultiLine = source.slice(found.body.start, found.body.end).includes('\n');
  if (last === undefined || after === ',' || after === ';' || !isMultiLine) return { kind: 'edits', edits };
  // A host without semicolons has none between members either.
  return {
    kind: 'edits',
    edits: edits
      .filter((edit) => edit.text !== ';')
      .map((edit) => ({ ...edit, text: edit.text.replace(/;\n$/, '\n') })),
  };
}
