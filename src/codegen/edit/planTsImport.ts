import type { Parsers } from '../inspect/parsers';
import type { TsImportStatement, TsModel } from '../inspect/typescriptModel';
import type { TsImportKind } from '../render/code';
import {
  compareText,
  renderTsImport,
  tsImportGroup,
  type TsImportLine,
  type TsImportName,
} from '../render/typescriptImports';
import type { EditPlan, TextEdit } from './editPlan';
import { linesAfter, linesAtEnd, linesBefore, textEdit, type EditLabel } from './insertLines';
import { insertIntoList, sortedIndex } from './listInsertion';
import { lineStartAt } from './textLines';
import { tsStyleOf } from './tsStyle';

export interface TsImportRequest {
  readonly module: string;
  readonly names: readonly { readonly name: string; readonly kind: TsImportKind }[];
  readonly language?: 'typescript' | 'tsx';
  readonly width?: number;
  /** Where the source has no import to tell. */
  readonly quotes?: 'single' | 'double';
  readonly semi?: boolean;
  /** Prefixes of path aliases. */
  readonly aliases?: readonly string[];
  readonly label?: EditLabel;
}

/** Adds names to the import of a module in their sorted place, else a statement at its place among the imports. */
export function planTsImport(parsers: Parsers, source: string, request: TsImportRequest): EditPlan {
  const model = parsers.typescript(source, request.language ?? 'tsx');
  const same = model.imports.filter((item) => item.module === request.module);
  const missing = request.names.filter((wanted) => !same.some((item) => has(item, wanted)));
  if (missing.length === 0 && (request.names.length > 0 || same.length > 0))
    return { kind: 'alreadyPresent' };
  const label = request.label ?? {
    title: `Import ${missing.map((item) => item.name).join(', ') || request.module}`,
  };
  const named = missing.filter((item) => item.kind === 'value' || item.kind === 'type');
  const defaults = missing.filter((item) => item.kind === 'default' || item.kind === 'typeDefault');
  const onlyTypes = named.every((item) => item.kind === 'type');
  const target = same.find(
    (item) => item.namespace === null && item.braces !== null && (!item.typeOnly || onlyTypes),
  );
  const edits: TextEdit[] = [];
  if (target !== undefined && named.length > 0) {
    const names = named.map((item) => ({ name: item.name, type: item.kind === 'type' && !target.typeOnly }));
    edits.push(...extend(source, target, names, request.width ?? 80, label));
  }
  const leftNamed = target === undefined ? named : [];
  const [byDefault] = defaults;
  if (leftNamed.length > 0 || byDefault !== undefined || request.names.length === 0) {
    const typeOnly =
      byDefault === undefined ? leftNamed.length > 0 && onlyTypes : byDefault.kind === 'typeDefault';
    const line: TsImportLine = {
      module: request.module,
      defaultName: byDefault?.name ?? null,
      names: leftNamed
        .map((item) => ({ name: item.name, type: item.kind === 'type' && !typeOnly }))
        .sort((left, right) => compareText(left.name, right.name)),
      typeOnly,
    };
    edits.push(newStatement(source, model, line, request, label));
  }
  return { kind: 'edits', edits };
}

function has(
  item: TsImportStatement,
  wanted: { readonly name: string; readonly kind: TsImportKind },
): boolean {
  const isType = wanted.kind === 'type' || wanted.kind === 'typeDefault';
  if (item.typeOnly && !isType) return false;
  if (wanted.kind === 'default' || wanted.kind === 'typeDefault') return item.defaultName === wanted.name;
  return item.names.some(
    (name) => name.name === wanted.name && name.alias === null && (isType || !name.type),
  );
}

function extend(
  source: string,
  target: TsImportStatement,
  names: readonly TsImportName[],
  width: number,
  label: EditLabel,
): readonly TextEdit[] {
  const { braces } = target;
  if (braces === null) return [];
  const sorted = [...names].sort((left, right) => compareText(left.name, right.name));
  // A value that so far is imported as a type loses its mark instead of being named twice.
  const unmarked = sorted.flatMap((name) => {
    const known = target.names.find((item) => item.name === name.name && item.alias === null && item.type);
    return known === undefined || name.type ? [] : [textEdit(known.start, known.end, name.name, label)];
  });
  const added = sorted.filter(
    (name) => !target.names.some((item) => item.name === name.name && item.alias === null),
  );
  const keys = target.names.map((item) => item.name);
  const places = new Map<number, string[]>();
  for (const name of added) {
    const index = sortedIndex(keys, name.name, compareText);
    places.set(index, [...(places.get(index) ?? []), name.type ? `type ${name.name}` : name.name]);
  }
  const style = { width, indentUnit: '  ', spaced: true, separator: ',' } as const;
  const list = { ...braces, elements: target.names };
  const isLine = !source.slice(braces.start, braces.end).includes('\n');
  const total = added.reduce((sum, name) => sum + name.name.length + (name.type ? 7 : 2), 0);
  if (isLine && added.length > 1 && target.end - target.start + total > width) {
    const texts = target.names.map((item) => source.slice(item.start, item.end));
    const all = [...places].reduceRight(
      (result, [index, items]) => result.toSpliced(index, 0, ...items),
      texts,
    );
    const lines = all.map((text) => `  ${text},\n`).join('');
    return [textEdit(braces.start, braces.end, `{\n${lines}}`, label)];
  }
  return [
    ...unmarked,
    ...[...places].flatMap(([index, items]) =>
      insertIntoList(source, list, items.join(isLine ? ', ' : ',\n'), index, style, label),
    ),
  ];
}

function newStatement(
  source: string,
  model: TsModel,
  line: TsImportLine,
  request: TsImportRequest,
  label: EditLabel,
): TextEdit {
  const style = tsStyleOf(source, model, { quotes: request.quotes ?? 'double', semi: request.semi ?? true });
  const statement = renderTsImport(line, { ...style, width: request.width ?? 80 });
  const aliases = request.aliases ?? ['@/', '~/'];
  const group = tsImportGroup(line.module, aliases);
  const groupOf = (item: TsImportStatement): number => tsImportGroup(item.module, aliases);
  const siblings = model.imports.filter((item) => groupOf(item) === group);
  const index = sortedIndex(
    siblings.map((item) => item.module),
    line.module,
    compareText,
  );
  const before = siblings[index - 1];
  const next = siblings[index];
  if (before !== undefined) return linesAfter(source, before.end, statement, label);
  if (next !== undefined) return linesBefore(lineStartAt(source, next.start), statement, label);
  const blank = model.imports.some((item, position) => {
    const following = model.imports[position + 1];
    return following !== undefined && /\n[ \t]*\r?\n/.test(source.slice(item.end, following.start));
  });
  const above = model.imports.filter((item) => groupOf(item) < group).at(-1);
  if (above !== undefined) return linesAfter(source, above.end, blank ? `\n${statement}` : statement, label);
  const [first] = model.imports;
  if (first !== undefined) {
    return linesBefore(lineStartAt(source, first.start), blank ? `${statement}\n` : statement, label);
  }
  const [body] = model.statements;
  if (model.directive !== null && body !== undefined)
    return linesAfter(source, body.end, `\n${statement}`, label);
  if (body === undefined) return linesAtEnd(source, statement, label);
  return linesBefore(source.startsWith('\uFEFF') ? 1 : 0, `${statement}\n`, label);
}
