import { isMap, isScalar, parseDocument, stringify, type Pair, type YAMLMap } from 'yaml';
import type { EditPlan } from './editPlan';
import { linesAfter, textEdit, type EditLabel } from './insertLines';
import { indentText, indentUnitOf, lineStartAt } from './textLines';

export interface YamlPropertyRequest {
  /** Keys from the root; what is missing on the way is made. */
  readonly path: readonly [string, ...string[]];
  readonly value: unknown;
  readonly label?: EditLabel;
}

/** Adds a property below the last sibling of its block map. A key that is there keeps its value. */
export function planYamlProperty(source: string, request: YamlPropertyRequest): EditPlan {
  const offset = source.startsWith('\uFEFF') ? 1 : 0;
  const text = source.slice(offset);
  const document = parseDocument(text);
  if (document.errors.length > 0) return { kind: 'anchorMissing', reason: 'the file is not valid YAML' };
  const label = request.label ?? { title: `Add ${request.path.join('.')}` };
  const unit = indentUnitOf(text, '  ');
  const step = unit === '\t' ? 2 : unit.length;
  const render = (path: readonly string[]): string =>
    stringify(nest(path, request.value), { indent: step, lineWidth: 0 }).trimEnd();
  if (document.contents === null) {
    const code = render(request.path);
    const empty = text.trim() === '';
    const edit = empty
      ? textEdit(source.length, source.length, `${code}\n`, label)
      : linesAfter(source, source.trimEnd().length, code, label);
    return { kind: 'edits', edits: [edit] };
  }
  if (!isMap(document.contents)) return { kind: 'anchorMissing', reason: 'the file is not a YAML map' };
  let map: YAMLMap = document.contents;
  for (const [index, key] of request.path.entries()) {
    const pair = findPair(map, key);
    if (pair === undefined) return insertInto(source, offset, map, render(request.path.slice(index)), label);
    if (index === request.path.length - 1) return { kind: 'alreadyPresent' };
    if (isMap(pair.value)) {
      map = pair.value;
      continue;
    }
    return { kind: 'anchorMissing', reason: `${request.path.slice(0, index + 1).join('.')} is not a map` };
  }
  return { kind: 'alreadyPresent' };
}

function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
}

function insertInto(source: string, offset: number, map: YAMLMap, code: string, label: EditLabel): EditPlan {
  const [start = 0, valueEnd = 0] = map.range ?? [];
  if (map.flow === true) {
    const close = valueEnd - 1 + offset;
    if (code.includes('\n')) return { kind: 'anchorMissing', reason: 'the map is written on one line' };
    const empty = map.items.length === 0;
    const inner = source.slice(start + offset, close).trimEnd();
    const at = start + offset + inner.length;
    return { kind: 'edits', edits: [textEdit(at, at, empty ? ` ${code} ` : `, ${code}`, label)] };
  }
  const first = start + offset;
  const margin = ' '.repeat(first - lineStartAt(source, first));
  const end = source.slice(0, valueEnd + offset).trimEnd().length;
  return { kind: 'edits', edits: [linesAfter(source, end, indentText(code, margin), label)] };
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
