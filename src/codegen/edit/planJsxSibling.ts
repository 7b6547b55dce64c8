import type { Parsers } from '../inspect/parsers';
import type { TsJsxElement } from '../inspect/typescriptModel';
import { compareText } from '../render/typescriptImports';
import type { EditPlan } from './editPlan';
import { linesAfter, linesBefore, textEdit, type EditLabel } from './insertLines';
import { sortedIndex } from './listInsertion';
import { indentAt, indentText, isFirstOnLine, lineStartAt, normalized } from './textLines';

export interface JsxSiblingRequest {
  /** Name of the elements to stand beside, e.g. `NavLink`. */
  readonly name: string;
  /** The element as code, not indented. */
  readonly element: string;
  /** The attribute that tells the elements apart, and its value in the new one; an expression with its braces. */
  readonly key: { readonly attribute: string; readonly value: string };
  readonly order: 'sorted' | 'last';
  readonly label?: EditLabel;
}

/** Adds an element beside those of the same name; where those stand under several parents, beside the first. */
export function planJsxSibling(parsers: Parsers, source: string, request: JsxSiblingRequest): EditPlan {
  const all = parsers.typescript(source, 'tsx').jsx.filter((element) => element.name === request.name);
  const keyOf = (element: TsJsxElement): string =>
    element.attributes.find((attribute) => attribute.name === request.key.attribute)?.value ?? '';
  const isPresent = all.some(
    (element) =>
      keyOf(element) === request.key.value ||
      normalized(source.slice(element.start, element.end)) === normalized(request.element),
  );
  if (isPresent) return { kind: 'alreadyPresent' };
  const first = all.find((element) => element.parent !== null);
  if (first === undefined) {
    return { kind: 'anchorMissing', reason: `there is no <${request.name}> inside another element` };
  }
  const siblings = all.filter((element) => element.parent?.start === first.parent?.start);
  const keys = siblings.map(keyOf);
  const index =
    request.order === 'sorted' ? sortedIndex(keys, request.key.value, compareText) : siblings.length;
  const label = request.label ?? { title: `Add <${request.name}> ${request.key.value}` };
  const before = siblings[index - 1];
  const near = before ?? first;
  const code = indentText(request.element, indentAt(source, near.start));
  if (!isFirstOnLine(source, near.start)) {
    const at = before === undefined ? first.start : before.end;
    return { kind: 'edits', edits: [textEdit(at, at, request.element, label)] };
  }
  if (before === undefined)
    return { kind: 'edits', edits: [linesBefore(lineStartAt(source, first.start), code, label)] };
  if (/^[ \t]*\S/.test(source.slice(before.end))) {
    const at = before.end;
    return { kind: 'edits', edits: [textEdit(at, at, `\n${code}`, label)] };
  }
  return { kind: 'edits', edits: [linesAfter(source, before.end, code, label)] };
}
