import type { Parsers } from '../../codegen/inspect/parsers';
import { zodObjectKeys, type TsModel } from '../../codegen/inspect/typescriptModel';
import type { Target } from '../../codegen/propose/target';
import type { EntityBase } from '../../core/model/entityBase';
import type { NewFinding } from '../../core/ports/stateStore';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { EntityView } from './entityView';

interface Mismatch {
  readonly line: number;
  readonly message: string;
}

/** Where files that are there already, and were not generated, differ from what the spec asks for. They keep every byte. */
export async function inspectExisting(
  view: EntityView,
  targets: readonly Target[],
  context: { readonly files: WorkspaceFiles; readonly base: EntityBase | null; readonly parsers: Parsers },
): Promise<readonly NewFinding[]> {
  const findings: NewFinding[] = [];
  for (const target of targets) {
    if (target.kind !== 'file' || context.base?.fragments[target.key] !== undefined) continue;
    const source = await context.files.read(target.path);
    if (source === undefined || source === target.text) continue;
    for (const { line, message } of mismatches(view, target.key, target.path, source, context.parsers)) {
      findings.push({
        severity: 'minor',
        category: 'custom',
        message,
        path: target.path,
        line,
        column: null,
        source: 'groundwork',
        rule: 'mismatch',
      });
    }
  }
  return findings;
}

function mismatches(
  view: EntityView,
  key: string,
  path: string,
  source: string,
  parsers: Parsers,
): readonly Mismatch[] {
  const language = path.endsWith('x') ? 'tsx' : 'typescript';
  const [problem] = parsers.syntaxErrors(language, source);
  if (problem !== undefined) {
    return [
      {
        line: problem.line,
        message: `The file does not parse (${problem.message}), so it is left as it is.`,
      },
    ];
  }
  const model = parsers.typescript(source, language);
  const part = key.replace('frontend/', '');
  if (part === 'types') return typesMismatches(view, source, model);
  return [...exportMismatches(expectedExports(view, part), model), ...fieldMismatches(view, part, source)];
}

function typesMismatches(view: EntityView, source: string, model: TsModel): readonly Mismatch[] {
  const { ids } = view;
  const schema = model.consts.find((item) => item.name === ids.createSchema);
  const lost = exportMismatches(
    [ids.createSchema, ids.updateSchema, ids.createType, ids.updateType, ids.type],
    model,
  );
  if (schema === undefined) return lost;
  const line = lineAt(source, schema.start);
  return [
    ...lost,
    ...difference(
      view.wire.map(({ json }) => json),
      zodObjectKeys(schema.value),
      line,
      ids.createSchema,
    ),
  ];
}

function difference(
  asked: readonly string[],
  there: readonly string[],
  line: number,
  where: string,
): readonly Mismatch[] {
  return [
    ...asked
      .filter((name) => !there.includes(name))
      .map((name) => ({ line, message: `"${name}" is in the specification, but not in ${where}.` })),
    ...there
      .filter((name) => !asked.includes(name))
      .map((name) => ({ line, message: `"${name}" is in ${where}, but not in the specification.` })),
  ];
}

/** What other generated files import from a file; routes must answer their methods. */
function expectedExports(view: EntityView, part: string): readonly string[] {
  const { ids } = view;
  const exports = new Map<string, readonly string[]>([
    ['route', ['GET', 'POST']],
    ['item-route', ['GET', 'PUT', 'DELETE']],
    ['restore-route', ['POST']],
    ['options-route', ['GET']],
    ['export-route', ['GET']],
    ['bulk-delete-route', ['POST']],
    ['table', [ids.table]],
    ['columns', [ids.columnsHook]],
    ['filters', [ids.filters]],
    ['form', [ids.form]],
    ['add-sheet', [ids.addSheet]],
    ['edit-sheet', [ids.editSheet]],
  ]);
  return exports.get(part) ?? [];
}

function exportMismatches(names: readonly string[], model: TsModel): readonly Mismatch[] {
  const exported = new Set(model.exports.map((item) => item.name));
  return names
    .filter((name) => !exported.has(name))
    .map((name) => ({ line: 1, message: `The file exports no ${name}.` }));
}

/** Fields that a form or a table shows, by their names in the source. */
function fieldMismatches(view: EntityView, part: string, source: string): readonly Mismatch[] {
  const asked = part === 'form' ? view.inputs : part === 'columns' ? view.columns : [];
  const pattern = part === 'form' ? /\bname="(\w+)"/g : /accessor\(\s*["'](\w+)["']/g;
  const there = [...source.matchAll(pattern)].flatMap((match) => match[1] ?? []);
  const what = part === 'form' ? 'the form' : 'the table';
  return asked
    .filter(({ json }) => !there.includes(json))
    .map(({ json }) => ({ line: 1, message: `"${json}" is in the specification, but not in ${what}.` }));
}

const lineAt = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;
