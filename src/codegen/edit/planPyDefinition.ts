import type { Parsers } from '../inspect/parsers';
import type { PythonModule } from '../inspect/pythonModel';
import type { SourceRange } from '../inspect/sourceRange';
import type { EditPlan } from './editPlan';
import { linesAfter, linesBefore, textEdit, type EditLabel } from './insertLines';
import { lineStartAt } from './textLines';

export interface PyDefinitionRequest {
  readonly name: string;
  /** The whole definition, decorators included, lines joined with LF. */
  readonly code: string;
  /** The definition or assignment that it goes below; by default the file's last statement. */
  readonly after?: string;
  readonly label?: EditLabel;
}

/** Adds a class or function with two blank lines around. `after: 'end'` is the default. */
export function planDefinition(parsers: Parsers, source: string, request: PyDefinitionRequest): EditPlan {
  const model = parsers.python(source);
  if (findNamed(model, request.name) !== undefined) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add ${request.name}` };
  const after = request.after ?? 'end';
  if (after !== 'end') {
    const anchor = findNamed(model, after);
    if (anchor === undefined)
      return { kind: 'anchorMissing', reason: `there is no ${after} at the top level` };
    return { kind: 'edits', edits: [linesAfter(source, anchor.end, `\n\n${request.code}`, label)] };
  }
  if (source.trim() === '' || source === '\uFEFF') {
    return { kind: 'edits', edits: [textEdit(source.length, source.length, `${request.code}\n`, label)] };
  }
  const last = model.statements[model.statements.length - 1];
  if (last !== undefined && source.startsWith('if __name__', last.start)) {
    const start = lineStartAt(source, last.start);
    return { kind: 'edits', edits: [linesBefore(start, `${request.code}\n\n`, label)] };
  }
  return {
    kind: 'edits',
    edits: [linesAfter(source, source.trimEnd().length, `\n\n${request.code}`, label)],
  };
}

/** Puts new text in the place of a class or function, decorators included. */
export function planReplaceDefinition(
  parsers: Parsers,
  source: string,
  request: Omit<PyDefinitionRequest, 'after'>,
): EditPlan {
  const model = parsers.python(source);
  const range = [...model.classes, ...model.functions].find((item) => item.name === request.name);
  if (range === undefined)
    return { kind: 'anchorMissing', reason: `there is no ${request.name} at the top level` };
  const present = source.slice(range.start, range.end).replaceAll('\r\n', '\n');
  const code = request.code.trimEnd();
  if (present === code) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Update ${request.name}` };
  return { kind: 'edits', edits: [textEdit(range.start, range.end, code, label)] };
}

/** The text of a class or function, decorators included, lines joined with LF. */
export function readDefinition(parsers: Parsers, source: string, name: string): string | undefined {
  const model = parsers.python(source);
  const range = [...model.classes, ...model.functions].find((item) => item.name === name);
  return range === undefined ? undefined : source.slice(range.start, range.end).replaceAll('\r\n', '\n');
}

function findNamed(model: PythonModule, name: string): SourceRange | undefined {
  return [...model.classes, ...model.functions, ...model.assignments].find((item) => item.name === name);
}
