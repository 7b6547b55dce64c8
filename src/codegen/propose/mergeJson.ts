import {
  applyEdits as applyJsonEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type Node,
} from 'jsonc-parser';
import { TextMemo } from '../../shared/textMemo';
import { lineEndOf } from './fileState';

type Value = Readonly<Record<string, unknown>>;

export interface MergedJson {
  readonly text: string;
  /** Properties that a person changed and that would be something else now; lines of the merged text, 1-based. */
  readonly kept: readonly { readonly property: string; readonly line: number }[];
}

/** Messages are read for each language and each target, mostly as they were; nobody changes a tree. */
const parsed = new TextMemo<{ readonly tree: Node | undefined }>(500_000);

/**
 * Brings the leaves of a generated property into a JSON text: what is missing is added, what still has the value that
 * was generated last gets the new one, what a person changed stays. Leaves that are no longer generated are removed
 * only when they still have the generated value.
 */
export function mergeJson(
  source: string,
  property: readonly string[],
  last: Value | undefined,
  next: Value,
): MergedJson {
  const kept: (readonly string[])[] = [];
  let text = source;
  let root = parsed.get(source, () => ({ tree: parseTree(source) })).tree;
  const formattingOptions = formattingOf(source);
  const edited = (path: readonly string[], value: unknown): string =>
    applyJsonEdits(text, modify(text, [...path], value, { formattingOptions }));
  const set = (path: readonly string[], value: unknown): void => {
    text = edited(path, value);
    root = parseTree(text);
  };
  const nextLeaves = leaves(next);
  const lastLeaves = leaves(last ?? {});
  if (nextLeaves.size > 0 && valueAt(root, property) === undefined && !isBlocked(root, property)) {
    return { text: edited(property, next), kept: [] };
  }
  // Removing comes first: a text that becomes a group of texts makes way for it.
  for (const [key, { path, value }] of lastLeaves) {
    if (nextLeaves.has(key)) continue;
    if (valueAt(root, [...property, ...path]) === value) {
      for (let length = path.length; length > 0; length -= 1) {
        set([...property, ...path.slice(0, length)], undefined);
        if (!isEmptyObject(valueAt(root, [...property, ...path.slice(0, length - 1)]))) break;
      }
    }
  }
  for (const [key, { path, value }] of nextLeaves) {
    const place = [...property, ...path];
    const current = valueAt(root, place);
    const before = lastLeaves.get(key)?.value;
    if (isBlocked(root, place)) kept.push(place);
    else if (current === undefined) {
      // A person who deleted it does not get it back, unless it is new.
      if (before === undefined || valueAt(root, property) === undefined) set(place, value);
    } else if (current !== value && before !== undefined) {
      if (current === before) set(place, value);
      else if (before !== value) kept.push(place);
    }
  }
  return {
    text,
    kept: kept.map((place) => ({ property: place.join('.'), line: lineOf(text, root, place) })),
  };
}

function leaves(
  value: Value,
  path: readonly string[] = [],
): Map<string, { readonly path: readonly string[]; readonly value: unknown }> {
  const found = new Map<string, { readonly path: readonly string[]; readonly value: unknown }>();
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, key];
    if (isValue(item)) for (const [name, leaf] of leaves(item, here)) found.set(name, leaf);
    else found.set(JSON.stringify(here), { path: here, value: item });
  }
  return found;
}

function isValue(item: unknown): item is Value {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function isEmptyObject(item: unknown): boolean {
  return isValue(item) && Object.keys(item).length === 0;
}

/** Whether a text, a number or a list of a person's stands where an object is needed. */
function isBlocked(root: Node | undefined, path: readonly string[]): boolean {
  if (root === undefined) return false;
  return path.some((_, depth) => {
    const node = findNodeAtLocation(root, path.slice(0, depth));
    return node !== undefined && node.type !== 'object';
  });
}

/** The line of a property, or of the innermost value on the way to it. */
function lineOf(text: string, root: Node | undefined, path: readonly string[]): number {
  for (let length = path.length; length > 0 && root !== undefined; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return text.slice(0, node.offset).split('\n').length;
  }
  return 1;
}

function valueAt(root: Node | undefined, path: readonly string[]): unknown {
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  const value: unknown = node === undefined ? undefined : getNodeValue(node);
  return value;
}

function formattingOf(source: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /^([ \t]+)"/m.exec(source)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: lineEndOf(source) };
}
