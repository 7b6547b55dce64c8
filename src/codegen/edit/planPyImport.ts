import type { Parsers } from '../inspect/parsers';
import type { PyImportStatement, PythonModule } from '../inspect/pythonModel';
import {
  comparePyImports,
  comparePyMembers,
  pySection,
  renderPyImport,
  type PyImportLine,
} from '../render/pythonImports';
import type { EditPlan, TextEdit } from './editPlan';
import { linesAfter, linesAtEnd, linesBefore, textEdit, type EditLabel } from './insertLines';
import { insertIntoList, sortedIndex } from './listInsertion';
import { lineEndAt, lineStartAt } from './textLines';

export interface PyImportRequest {
  readonly module: string;
  /** Names of a `from` import; empty is `import module`. */
  readonly names: readonly string[];
  readonly width?: number;
  /** First segments of the project's own packages. */
  readonly firstParty?: readonly string[];
  readonly label?: EditLabel;
}

/** Adds an import: to a `from` import of the module in its sorted place, else as a statement at its isort place. */
export function planImport(parsers: Parsers, source: string, request: PyImportRequest): EditPlan {
  const model = parsers.python(source);
  const width = request.width ?? 88;
  const label = request.label ?? { title: `Import ${request.names.join(', ') || request.module}` };
  const same = model.imports.filter((item) => item.module === request.module);
  if (request.names.length === 0) {
    if (same.some((item) => item.kind === 'import' && item.alias === null)) return { kind: 'alreadyPresent' };
    return {
      kind: 'edits',
      edits: [newStatement(source, model, { module: request.module, names: null }, request, width, label)],
    };
  }
  const known = new Set(
    same.flatMap((item) => item.names.filter((name) => name.alias === null).map((name) => name.name)),
  );
  const missing = [...new Set(request.names)].filter((name) => !known.has(name)).sort(comparePyMembers);
  if (missing.length === 0) return { kind: 'alreadyPresent' };
  const target = same.find((item) => item.kind === 'from' && !item.wildcard && item.names.length > 0);
  const edits =
    target === undefined
      ? [newStatement(source, model, { module: request.module, names: missing }, request, width, label)]
      : extend(source, target, missing, width, label);
  return { kind: 'edits', edits };
}

function extend(
  source: string,
  target: PyImportStatement,
  missing: readonly string[],
  width: number,
  label: EditLabel,
): readonly TextEdit[] {
  const texts = target.names.map((name) => source.slice(name.start, name.end));
  const open = target.parenthesized ? source.indexOf('(', target.start) : -1;
  const inOrder = texts.every(
    (text, index) => index === 0 || comparePyMembers(texts[index - 1] ?? '', text) <= 0,
  );
  const statement = source.slice(target.start, target.end);
  const plainLine = !statement.includes('\n') && !statement.includes('#');
  if (plainLine) {
    const names = inOrder ? [...texts, ...missing].sort(comparePyMembers) : [...texts, ...missing];
    const suffix = source.slice(target.end, lineEndAt(source, target.end)).trimEnd();
    const item: PyImportLine = { module: target.module, names };
    const flat = renderPyImport(
      item,
      target.parenthesized ? 0 : width - (suffix.startsWith(';') ? suffix.length : 0),
    );
    return [textEdit(target.start, target.end, flat, label)];
  }
  // Names that end up at one place become one insertion, in order.
  const places = new Map<number, string[]>();
  for (const name of missing) {
    const index = sortedIndex(texts, name, comparePyMembers);
    places.set(index, [...(places.get(index) ?? []), name]);
  }
  return [...places].flatMap(([index, names]) => {
    if (open === -1) {
      const next = target.names[index];
      const last = target.names[target.names.length - 1];
      if (next !== undefined) return [textEdit(next.start, next.start, `${names.join(', ')}, `, label)];
      return last === undefined ? [] : [textEdit(last.end, last.end, `, ${names.join(', ')}`, label)];
    }
    const list = { start: open, end: target.end, elements: target.names };
    const style = { width, indentUnit: '    ', spaced: false, separator: ',' } as const;
    return insertIntoList(source, list, names.join(',\n'), index, style, label);
  });
}

function newStatement(
  source: string,
  model: PythonModule,
  item: PyImportLine,
  request: PyImportRequest,
  width: number,
  label: EditLabel,
): TextEdit {
  const statement = renderPyImport(item, width);
  const firstParty = request.firstParty ?? [];
  const top = (module: string): string => module.split('.')[0] ?? module;
  const section = pySection(item.module, firstParty);
  const sectionOf = (other: PyImportStatement): number =>
    top(other.module) === top(item.module) && !other.module.startsWith('.')
      ? section
      : pySection(other.module, firstParty);
  const asLine = (other: PyImportStatement): PyImportLine => ({
    module: other.module,
    names: other.kind === 'import' ? null : other.names.map((name) => name.name),
  });
  const siblings = model.imports.filter((other) => sectionOf(other) === section);
  const greater = siblings.find((other) => comparePyImports(asLine(other), item) > 0);
  const smaller =
    greater === undefined ? siblings[siblings.length - 1] : siblings[siblings.indexOf(greater) - 1];
  if (smaller !== undefined) return linesAfter(source, smaller.end, statement, label);
  if (greater !== undefined) return linesBefore(lineStartAt(source, greater.start), statement, label);
  const lower = model.imports.filter((other) => sectionOf(other) < section);
  const above = lower[lower.length - 1];
  if (above !== undefined) return linesAfter(source, above.end, `\n${statement}`, label);
  const [first] = model.imports;
  if (first !== undefined) return linesBefore(lineStartAt(source, first.start), `${statement}\n`, label);
  if (model.docstring !== null) return linesAfter(source, model.docstring.end, `\n${statement}`, label);
  const [body] = model.statements;
  if (body === undefined) return linesAtEnd(source, statement, label);
  const isDefinition = /^(@|class |def |async def )/.test(source.slice(body.start, body.start + 10));
  return linesBefore(topOfFile(source), isDefinition ? `${statement}\n\n` : `${statement}\n`, label);
}

/** Below a byte order mark, a shebang and an encoding line. */
function topOfFile(source: string): number {
  const start = source.startsWith('\uFEFF') ? 1 : 0;
  return start + (/^(#!.*\r?\n)?(#.*coding[:=].*\r?\n)?/.exec(source.slice(start))?.[0].length ?? 0);
}
