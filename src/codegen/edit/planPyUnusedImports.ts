import type { Parsers } from '../inspect/parsers';
import type { PyImportStatement } from '../inspect/pythonModel';
import { renderPyImport } from '../render/pythonImports';
import type { EditPlan, TextEdit } from './editPlan';
import { textEdit, type EditLabel } from './insertLines';
import { lineStartAt, nextLineAt } from './textLines';

export interface PyImportedSymbol {
  readonly module: string;
  readonly name: string;
}

export interface PyUnusedImports {
  /** Names that may go when nothing in the file uses them; others stay, used or not. */
  readonly symbols: readonly PyImportedSymbol[];
  readonly width: number;
  readonly label: EditLabel;
}

/** Takes names away that were imported and are not used any more, also those that type checkers alone see. */
export function planPyUnusedImports(parsers: Parsers, source: string, request: PyUnusedImports): EditPlan {
  const model = parsers.python(source);
  const block = model.statements.find(({ start, end }) => TYPE_BLOCK.test(source.slice(start, end)));
  const typed = block === undefined ? [] : typeImports(source, block.start, block.end);
  const code = withoutRanges(source, [...model.imports, ...typed]);
  const isUnused = (module: string, name: string): boolean =>
    request.symbols.some((item) => item.module === module && item.name === name) &&
    !new RegExp(`\\b${name}\\b`).test(code);
  const edits: TextEdit[] = [];
  for (const item of typed) {
    const kept = item.names.filter((name) => !isUnused(item.module, name));
    if (kept.length === item.names.length) continue;
    const text = kept.length === 0 ? '' : `    from ${item.module} import ${kept.join(', ')}\n`;
    edits.push(textEdit(item.start, item.end, text, request.label));
  }
  // A block that would be left empty goes as a whole, and the name that it is guarded by with it.
  const isEmptied =
    block !== undefined &&
    typed.length > 0 &&
    edits.length === typed.length &&
    edits.every((edit) => edit.text === '') &&
    withoutRanges(source.slice(block.start, block.end), shifted(typed, -block.start)).trim() === GUARD;
  if (isEmptied) edits.splice(0, edits.length, removeLines(source, block.start, block.end, request.label));
  const guardUses = code.split(/\bTYPE_CHECKING\b/).length - 1;
  for (const item of model.imports) {
    const isGuardImport = (name: string): boolean =>
      isEmptied && item.module === 'typing' && name === 'TYPE_CHECKING' && guardUses === 1;
    const edit = shortened(
      source,
      item,
      request,
      (name) => isGuardImport(name) || isUnused(item.module, name),
    );
    if (edit !== undefined) edits.push(edit);
  }
  return edits.length === 0 ? { kind: 'alreadyPresent' } : { kind: 'edits', edits };
}

const TYPE_BLOCK = /^if (typing\.)?TYPE_CHECKING:/;
const GUARD = 'if TYPE_CHECKING:';

interface Range {
  readonly start: number;
  readonly end: number;
}

interface TypeImport extends Range {
  readonly module: string;
  readonly names: readonly string[];
}

/** Plain lines of the block, whole lines each. */
function typeImports(source: string, start: number, end: number): readonly TypeImport[] {
  const lines = source
    .slice(start, end)
    .matchAll(/^[ \t]+from[ \t]+(\S+)[ \t]+import[ \t]+([\w, \t]+?)[ \t]*\r?$/gm);
  return [...lines].map((line) => ({
    module: line[1] ?? '',
    names: (line[2] ?? '').split(',').map((name) => name.trim()),
    start: start + line.index,
    end: nextLineAt(source, start + line.index),
  }));
}

/** The statement without the names that go; one with a comment or another name for something stays as it is. */
function shortened(
  source: string,
  item: PyImportStatement,
  { width, label }: PyUnusedImports,
  goes: (name: string) => boolean,
): TextEdit | undefined {
  const text = source.slice(item.start, nextLineAt(source, item.end));
  const isPlain = item.kind === 'from' && !item.wildcard && !text.includes('#');
  if (!isPlain || item.names.some(({ alias }) => alias !== null)) return undefined;
  const kept = item.names.map(({ name }) => name).filter((name) => !goes(name));
  if (kept.length === item.names.length) return undefined;
  if (kept.length === 0) return removeLines(source, item.start, item.end, label);
  return textEdit(item.start, item.end, renderPyImport({ module: item.module, names: kept }, width), label);
}

/** Whole lines, with the blank lines above when blank ones follow; at the top of the file with those below. */
function removeLines(source: string, from: number, to: number, label: EditLabel): TextEdit {
  const isBlank = (start: number): boolean =>
    start < source.length && source.slice(start, nextLineAt(source, start)).trim() === '';
  let start = lineStartAt(source, from);
  let end = nextLineAt(source, to);
  if (start === 0) while (isBlank(end)) end = nextLineAt(source, end);
  else if (isBlank(end))
    while (start > 0 && isBlank(lineStartAt(source, start - 1))) start = lineStartAt(source, start - 1);
  return textEdit(start, end, '', label);
}

function withoutRanges(source: string, ranges: readonly Range[]): string {
  let text = '';
  let cursor = 0;
  for (const { start, end } of [...ranges].sort((left, right) => left.start - right.start)) {
    if (start < cursor) continue;
    text += source.slice(cursor, start);
    cursor = end;
  }
  return text + source.slice(cursor);
}

const shifted = (ranges: readonly Range[], by: number): readonly Range[] =>
  ranges.map(({ start, end }) => ({ start: start + by, end: end + by }));
