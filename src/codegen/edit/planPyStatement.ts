import type { Parsers } from '../inspect/parsers';
import type { PyCall } from '../inspect/pythonModel';
import type { EditPlan } from './editPlan';
import { linesAfter, linesBefore, type EditLabel } from './insertLines';
import { insertIntoList, sortedIndex } from './listInsertion';
import { indentAt, indentText, indentUnitOf, lineStartAt, normalized } from './textLines';

export interface PyStatementRequest {
  /** Who is called in the siblings, e.g. `setting_router.include_router`. */
  readonly callee: string | ((call: PyCall) => boolean);
  /** Not indented. */
  readonly statement: string;
  /** An argument that tells whether the statement is there, e.g. `product_router.router`. */
  readonly key: string;
  readonly order: 'sorted' | 'last';
  /** Name of the top-level function that the siblings are in. */
  readonly insideFunction?: string;
  readonly label?: EditLabel;
}

/**
 * Adds a call statement beside those of the same callee. Where there are none yet, it goes below the assignment of the
 * object that is called.
 */
export function planStatementBesideSiblings(
  parsers: Parsers,
  source: string,
  request: PyStatementRequest,
): EditPlan {
  const model = parsers.python(source);
  const scope =
    request.insideFunction === undefined
      ? model
      : model.functions.find((item) => item.name === request.insideFunction);
  if (scope === undefined) {
    return { kind: 'anchorMissing', reason: `there is no function ${request.insideFunction ?? ''}` };
  }
  const { callee } = request;
  const siblings = scope.calls.filter((call) =>
    typeof callee === 'string' ? call.callee === callee : callee(call),
  );
  const isPresent = siblings.some(
    (call) =>
      call.arguments.some((argument) => argument.text === request.key) ||
      normalized(source.slice(call.start, call.end)) === normalized(request.statement),
  );
  if (isPresent) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add ${request.key}` };
  const owner = typeof callee === 'string' ? callee.slice(0, callee.lastIndexOf('.')) : '';
  const assignment = scope.assignments.find((item) => item.name === owner);
  if (siblings.length === 0) {
    if (assignment === undefined) {
      return {
        kind: 'anchorMissing',
        reason: `nothing calls ${typeof callee === 'string' ? callee : 'what was looked for'}`,
      };
    }
    const code = indentText(request.statement, indentAt(source, assignment.start));
    return { kind: 'edits', edits: [linesAfter(source, assignment.end, `\n${code}`, label)] };
  }
  const keys = siblings.map((call) => call.arguments[0]?.text ?? '');
  const index = request.order === 'sorted' ? sortedIndex(keys, request.key, byCodePoint) : siblings.length;
  const before = siblings[index - 1];
  const next = siblings[index];
  if (before !== undefined) {
    const code = indentText(request.statement, indentAt(source, before.start));
    return { kind: 'edits', edits: [linesAfter(source, before.end, code, label)] };
  }
  if (next === undefined) return { kind: 'anchorMissing', reason: 'there is no sibling' };
  const code = indentText(request.statement, indentAt(source, next.start));
  return { kind: 'edits', edits: [linesBefore(lineStartAt(source, next.start), code, label)] };
}

export interface PyListItemRequest {
  /** Of the variable, `__all__`, or `Class.attribute`. */
  readonly name: string;
  /** The element as code, e.g. `"Product"` or `"key": value`. */
  readonly item: string;
  readonly order: 'sorted' | 'last';
  readonly width?: number;
  readonly label?: EditLabel;
}

/** Adds an element to a list, tuple, dictionary or set that is assigned to a name. */
export function planListItem(parsers: Parsers, source: string, request: PyListItemRequest): EditPlan {
  const model = parsers.python(source);
  const [owner = '', attribute] = request.name.split('.');
  const assignments =
    attribute === undefined
      ? model.assignments
      : (model.classes.find((item) => item.name === owner)?.fields ?? []);
  const literal = assignments.find((item) => item.name === (attribute ?? owner))?.literal;
  if (literal === undefined || literal === null) {
    return {
      kind: 'anchorMissing',
      reason: `${request.name} is not assigned a list, tuple, dictionary or set`,
    };
  }
  const texts = literal.elements.map((element) => element.key ?? element.text);
  const key =
    literal.kind === 'dictionary' ? (/^("[^"]*"|'[^']*'|[^:]*)/.exec(request.item)?.[0] ?? '') : request.item;
  if (texts.some((text) => sameText(text, key))) return { kind: 'alreadyPresent' };
  if (literal.kind === 'tuple' && !source.startsWith('(', literal.start)) {
    return { kind: 'anchorMissing', reason: `${request.name} is a tuple without brackets` };
  }
  const label = request.label ?? { title: `Add ${request.item} to ${request.name}` };
  const index = request.order === 'sorted' ? sortedIndex(texts, key, byCodePoint) : texts.length;
  const style = {
    width: request.width ?? 88,
    indentUnit: indentUnitOf(source, '    '),
    spaced: false,
    separator: ',',
  } as const;
  const item = literal.kind === 'tuple' && texts.length === 0 ? `${request.item},` : request.item;
  return { kind: 'edits', edits: insertIntoList(source, literal, item, index, style, label) };
}

function sameText(left: string, right: string): boolean {
  const unquote = (text: string): string => text.replace(/^'(.*)'$/, '"$1"');
  return unquote(normalized(left)) === unquote(normalized(right));
}

export function byCodePoint(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
