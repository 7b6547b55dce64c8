import type { Parsers } from '../inspect/parsers';
import type { PyAssignment, PyClass } from '../inspect/pythonModel';
import type { EditPlan } from './editPlan';
import { linesAfter, linesBefore, textEdit, type EditLabel } from './insertLines';
import { indentAt, indentText, indentUnitOf, lineStartAt, nextLineAt } from './textLines';

export interface PyMemberRequest {
  readonly className: string;
  readonly name: string;
  /** Not indented, lines joined with LF. */
  readonly code: string;
  readonly section: 'field' | 'relationship' | 'method';
  readonly label?: EditLabel;
}

/** Adds a member to a class: fields below fields, relationships below relationships, methods at the end. */
export function planClassMember(parsers: Parsers, source: string, request: PyMemberRequest): EditPlan {
  const found = findClass(parsers, source, request.className);
  if (found === undefined) return { kind: 'anchorMissing', reason: `there is no class ${request.className}` };
  if (hasMember(found, request.name)) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add ${request.className}.${request.name}` };
  const bodyText = source.slice(found.body.start, found.body.end);
  const header = source.slice(found.start, found.body.start);
  if (!header.includes('\n') || !/\n[ \t]*$/.test(header)) {
    if (bodyText !== 'pass' && bodyText !== '...') {
      return { kind: 'anchorMissing', reason: `the class ${request.className} is written on one line` };
    }
    const margin = indentAt(source, found.body.start) + indentUnitOf(source, '    ');
    const colon = source.lastIndexOf(':', found.body.start) + 1;
    return {
      kind: 'edits',
      edits: [textEdit(colon, found.body.end, `\n${indentText(request.code, margin)}`, label)],
    };
  }
  const margin = indentAt(source, found.body.start);
  const code = indentText(request.code, margin);
  if (bodyText === 'pass' || bodyText === '...') {
    return {
      kind: 'edits',
      edits: [textEdit(found.body.start - margin.length, found.body.end, code, label)],
    };
  }
  const spot = placeOf(found, request.section);
  const edit =
    spot.kind === 'before'
      ? linesBefore(lineStartAt(source, spot.offset), `${code}\n`, label)
      : linesAfter(source, spot.offset, spot.blank ? `\n${code}` : code, label);
  return { kind: 'edits', edits: [edit] };
}

type Place =
  | { readonly kind: 'after'; readonly offset: number; readonly blank: boolean }
  | { readonly kind: 'before'; readonly offset: number };

function placeOf(found: PyClass, section: PyMemberRequest['section']): Place {
  if (section === 'method') return { kind: 'after', offset: found.body.end, blank: true };
  const lastOf = (fields: readonly PyAssignment[]): PyAssignment | undefined => fields[fields.length - 1];
  const plain = lastOf(found.fields.filter((field) => !isRelationship(field) && !isDunder(field)));
  const special = lastOf(found.fields.filter(isDunder));
  if (section === 'relationship') {
    const related = lastOf(found.fields.filter(isRelationship));
    if (related !== undefined) return { kind: 'after', offset: related.end, blank: false };
  } else if (plain !== undefined) {
    return { kind: 'after', offset: plain.end, blank: false };
  }
  const above = section === 'relationship' ? (plain ?? special) : special;
  if (above !== undefined) return { kind: 'after', offset: above.end, blank: true };
  if (found.docstring !== null) return { kind: 'after', offset: found.docstring.end, blank: true };
  return { kind: 'before', offset: found.body.start };
}

function isRelationship(field: PyAssignment): boolean {
  return field.call !== null && /(^|\.)relationship$/.test(field.call.callee);
}

function isDunder(field: PyAssignment): boolean {
  return /^__\w+__$/.test(field.name) || field.name === 'model_config';
}

/** Takes a member out with the lines that it has for itself. What is not there counts as removed. */
export function planRemoveMember(
  parsers: Parsers,
  source: string,
  request: { readonly className: string; readonly name: string; readonly label?: EditLabel },
): EditPlan {
  const found = findClass(parsers, source, request.className);
  if (found === undefined) return { kind: 'anchorMissing', reason: `there is no class ${request.className}` };
  const members = [...found.fields, ...found.methods];
  const member = members.find((item) => item.name === request.name);
  if (member === undefined) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Remove ${request.className}.${request.name}` };
  const isOnly = member.start === found.body.start && member.end === found.body.end;
  if (isOnly) return { kind: 'edits', edits: [textEdit(member.start, member.end, 'pass', label)] };
  let start = lineStartAt(source, member.start);
  let end = nextLineAt(source, member.end);
  const blanksAbove = /(\r?\n[ \t]*)*$/.exec(source.slice(0, start))?.[0] ?? '';
  const isLast = member.end === found.body.end;
  const blankBelow = /^[ \t]*\r?\n/.exec(source.slice(end));
  if (isLast) start -= Math.max(0, blanksAbove.length - (/^\r?\n/.exec(blanksAbove)?.[0].length ?? 0));
  else if (blankBelow !== null && blanksAbove.split('\n').length > 2) end += blankBelow[0].length;
  return { kind: 'edits', edits: [textEdit(start, end, '', label)] };
}

function findClass(parsers: Parsers, source: string, name: string): PyClass | undefined {
  return parsers.python(source).classes.find((item) => item.name === name);
}

function hasMember(found: PyClass, name: string): boolean {
  return (
    found.fields.some((field) => field.name === name) || found.methods.some((method) => method.name === name)
  );
}
