import type { Parsers } from '../inspect/parsers';
import { comparePyMembers, comparePyModules } from '../render/pythonImports';
import type { EditPlan } from './editPlan';
import { linesAfter, linesBefore, textEdit, type EditLabel } from './insertLines';
import { lineStartAt } from './textLines';

export interface PyTypeImportRequest {
  readonly module: string;
  readonly name: string;
  readonly label?: EditLabel;
}

const BLOCK = /^if (typing\.)?TYPE_CHECKING:/;

/**
 * Adds an import that only type checkers run, so that two modules may name each other's classes. `TYPE_CHECKING` itself has
 * to be imported beside it.
 */
export function planTypeImport(parsers: Parsers, source: string, request: PyTypeImportRequest): EditPlan {
  const model = parsers.python(source);
  const label = request.label ?? { title: `Import ${request.name} for type checkers` };
  const line = `    from ${request.module} import ${request.name}`;
  const block = model.statements.find(({ start, end }) => BLOCK.test(source.slice(start, end)));
  if (block === undefined) {
    const last = model.imports[model.imports.length - 1];
    if (last === undefined) return { kind: 'anchorMissing', reason: 'the file imports nothing' };
    return { kind: 'edits', edits: [linesAfter(source, last.end, `\nif TYPE_CHECKING:\n${line}`, label)] };
  }
  const text = source.slice(block.start, block.end);
  const imports = [...text.matchAll(/^[ \t]+from[ \t]+(\S+)[ \t]+import[ \t]+(.*)$/gm)];
  const same = imports.find(([, module]) => module === request.module);
  if (same !== undefined) {
    const names = (same[2] ?? '').split(',').map((name) => name.trim());
    if (names.includes(request.name)) return { kind: 'alreadyPresent' };
    if (names.some((name) => !/^\w+$/.test(name))) {
      return { kind: 'anchorMissing', reason: `the import of ${request.module} is not a plain line` };
    }
    const start = block.start + same.index;
    const all = [...names, request.name].sort(comparePyMembers).join(', ');
    const text = `    from ${request.module} import ${all}`;
    return { kind: 'edits', edits: [textEdit(start, start + same[0].length, text, label)] };
  }
  const next = imports.find(([, module]) => comparePyModules(module ?? '', request.module) > 0);
  const edit =
    next === undefined
      ? linesAfter(source, block.end, line, label)
      : linesBefore(lineStartAt(source, block.start + next.index), line, label);
  return { kind: 'edits', edits: [edit] };
}
