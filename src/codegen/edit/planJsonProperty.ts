import {
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type Node,
  type ParseError, type ModificationOptions } from 'jsonc-parser';
import type { EditPlan } from './editPlan';
import { textEdit, type EditLabel } from './insertLines';
import { sortedIndex } from './listInsertion';
import { byCodePoint } from './planPyStatement';
import { indentUnitOf } from './textLines';

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
  if (more.length > 0) return wholeObject(text, offset, root, request, label);
  const edits = modify(text, [...missing.path], missing.value, optionsFor(text, missing)).map((change) =>
    textEdit(change.offset + offset, change.offset + change.length + offset, change.content, label),
  );
  return { kind: 'edits', edits };
}

function optionsFor(text: string, part: Part): ModificationOptions {
  const unit = indentUnitOf(text, '  ');
  return {
    formattingOptions: { insertSpaces: unit !== '\t', tabSize: unit === '\t' ? 4 : unit.length, eol: '\n' },
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

/** Several missing parts: applied one after another, then the object that changed is replaced as a whole. */
function wholeObject(
  text: string,
  offset: number,
  root: Node | undefined,
  request: JsonPropertyRequest,
  label: EditLabel,
): EditPlan {
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...request.path]);
  if (root === undefined || node === undefined)
    return { kind: 'anchorMissing', reason: 'the property is not there' };
  let current = text;
  for (const part of missingParts(root, request)) {
    const [change] = modify(current, [...part.path], part.value, optionsFor(text, part));
    if (change === undefined) continue;
    current = current.slice(0, change.offset) + change.content + current.slice(change.offset + change.length);
  }
  const end = node.offset + node.length;
  const replaced = current.slice(node.offset, current.length - (text.length - end));
  return { kind: 'edits', edits: [textEdit(node.offset + offset, end + offset, replaced, label)] };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
