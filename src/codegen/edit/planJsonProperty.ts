import {
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type Node,
  type ParseError,
  type ModificationOptions,
} from 'jsonc-parser';
import type { EditPlan } from './editPlan';
import { textEdit, type EditLabel } from './insertLines';
import { sortedIndex } from './listInsertion';
import { byCodePoint } from './planPyStatement';
import { indentUnitOf, lineEndOf } from './textLines';

export interface JsonPropertyRequest {
  /** Names of properties from the root; what is missing on the way is made. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** What to do with another value that is there. Under `keep`, missing parts of objects are still added. */
  readonly onDifferent?: 'keep' | 'replace';
  readonly label?: EditLabel;
}

/** Sets a property of a JSON file (comments allowed): last among its siblings, or in place where those are sorted. */
export function planJsonProperty(source: string, request: JsonPropertyRequest): EditPlan {
  const offset = source.startsWith('\uFEFF') ? 1 : 0;
  const text = source.slice(offset);
  const errors: ParseError[] = [];
  const root = text.trim() === '' ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || (root !== undefined && root.type !== 'object')) {
    return { kind: 'anchorMissing', reason: 'the file is not a JSON object' };
  }
  const label = request.label ?? { title: `Add ${request.path.join('.')}` };
  const [missing, ...more] = root === undefined ? [request] : missingParts(root, request);
  if (missing === undefined) return { kind: 'alreadyPresent' };
  const parent = root === undefined ? undefined : deepestObject(root, missing.path);
  if (parent === null)
    return { kind: 'anchorMissing', reason: `${missing.path.join('.')} lies inside a value` };
  if (more.length > 0) return severalParts(text, offset, [missing, ...more], label);
  const edits = modify(text, [...missing.path], missing.value, optionsFor(text, missing)).map((change) =>
    textEdit(change.offset + offset, change.offset + change.length + offset, change.content, label),
  );
  return { kind: 'edits', edits };
}

function optionsFor(text: string, part: Part): ModificationOptions {
  const unit = indentUnitOf(text, '  ');
  return {
    formattingOptions: {
      insertSpaces: unit !== '\t',
      tabSize: unit === '\t' ? 4 : unit.length,
      eol: lineEndOf(text),
    },
    getInsertionIndex: (names) => sortedIndex(names, part.path.at(-1) ?? '', byCodePoint),
  };
}

interface Part {
  readonly path: readonly string[];
  readonly value: unknown;
}

function missingParts(root: Node, request: JsonPropertyRequest): readonly Part[] {
  const collect = (path: readonly string[], value: unknown): readonly Part[] => {
    const node = findNodeAtLocation(root, [...path]);
    if (node === undefined) return [{ path, value }];
    const present: unknown = getNodeValue(node);
    if (JSON.stringify(present) === JSON.stringify(value)) return [];
    if (request.onDifferent === 'replace') return [{ path, value }];
    if (node.type !== 'object' || !isRecord(value)) return [];
    return Object.entries(value).flatMap(([name, part]) => collect([...path, name], part));
  };
  return collect(request.path, request.value);
}

/** The object that the first missing property goes into; null when a value that is no object is in the way. */
function deepestObject(root: Node, path: readonly string[]): Node | null {
  let node = root;
  for (const name of path.slice(0, -1)) {
    const next = findNodeAtLocation(node, [name]);
    if (next === undefined) return node;
    if (next.type !== 'object') return null;
    node = next;
  }
  return node;
}

/** Several missing parts: added one after another; the edit is the range in which the texts then differ. */
function severalParts(text: string, offset: number, parts: readonly Part[], label: EditLabel): EditPlan {
  let current = text;
  for (const part of parts) {
    const [change] = modify(current, [...part.path], part.value, optionsFor(text, part));
    if (change === undefined) continue;
    current = current.slice(0, change.offset) + change.content + current.slice(change.offset + change.length);
  }
  let start = 0;
  while (start < text.length && text.charAt(start) === current.charAt(start)) start += 1;
  let kept = 0;
  const most = Math.min(text.length, current.length) - start;
  while (kept < most && text.charAt(text.length - 1 - kept) === current.charAt(current.length - 1 - kept))
    kept += 1;
  const inserted = current.slice(start, current.length - kept);
  return { kind: 'edits', edits: [textEdit(start + offset, text.length - kept + offset, inserted, label)] };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
