import {
  LineCounter,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { entityInputSchema, type EntityInput } from '../../core/entity/entityInput';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import type { EntitySpec } from '../../core/model/entitySpec';

/** A problem at a place of the file. Line and column are 1-based; `length` in UTF-16 units, at least 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly path: readonly (string | number)[];
  readonly field: string | null;
  readonly message: string;
  readonly suggestion: string;
}

export type ParsedEntityFile =
  | { readonly kind: 'valid'; readonly input: EntityInput; readonly spec: EntitySpec }
  | { readonly kind: 'invalid'; readonly problems: readonly FileProblem[] };

const MAX_LENGTH = 1_000_000;

/** Reads `.groundwork/entities/<name>.yaml`. Never throws: anchors, tags, duplicate keys and broken YAML are problems. */
export function parseEntityFile(text: string): ParsedEntityFile {
  if (text.length > MAX_LENGTH)
    return refuseAt(1, 1, 'The file is larger than 1 MB.', 'Split it into several entities.');
  const lines = new LineCounter();
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(text.replace(/^\ufeff/, ' '), {
      lineCounter: lines,
      uniqueKeys: true,
      intAsBigInt: true,
      prettyErrors: false,
      logLevel: 'error',
      version: '1.2',
    });
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : 'unknown';
    return refuseAt(1, 1, `The file is no YAML: ${why}.`, 'Look at the indentation.');
  }
  const refused = [...document.errors, ...document.warnings].map((error) => ({
    ...place(error.pos[0]),
    length: Math.max(1, error.pos[1] - error.pos[0]),
    path: [],
    field: null,
    message:
      error.code === 'DUPLICATE_KEY' ? 'This key is there twice.' : `The YAML is broken: ${error.message}`,
    suggestion:
      error.code === 'DUPLICATE_KEY' ? 'Keep one of them.' : 'Look at indentation, colons and quotes.',
  }));
  if (refused.length > 0) return { kind: 'invalid', problems: refused };
  const unsafe = unsafeNode(document);
  if (unsafe !== undefined) {
    const { line, column } = place(unsafe.node.range?.[0] ?? 0);
    return refuseAt(line, column, unsafe.message, unsafe.suggestion);
  }
  const data = toData(document.contents);
  const result = normalizeEntity(data);
  if (result.kind === 'invalid') {
    const problems = result.problems.map((problem) => {
      const [start, end] = rangeOf(document, problem.path, text.length);
      return { ...place(start), length: Math.max(1, end - start), ...problem };
    });
    return { kind: 'invalid', problems };
  }
  return { kind: 'valid', input: entityInputSchema.parse(data), spec: result.spec };
}

function refuseAt(line: number, column: number, message: string, suggestion: string): ParsedEntityFile {
  return {
    kind: 'invalid',
    problems: [{ line, column, length: 1, path: [], field: null, message, suggestion }],
  };
}

/** Aliases can grow a small file without bound, tags call for types: an entity needs neither. */
function unsafeNode(
  document: Document.Parsed,
): { node: Node; message: string; suggestion: string } | undefined {
  let found: { node: Node; message: string; suggestion: string } | undefined;
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined) {
        found = { node, message: 'Anchors and aliases are refused.', suggestion: 'Write the value out.' };
      } else if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
        found = {
          node,
          message: `The tag ${node.tag.slice(0, 40)} is refused.`,
          suggestion: 'Leave it out.',
        };
      } else if (isMap(node) && node.items.some((pair) => !isScalar(pair.key))) {
        found = { node, message: 'A key is no plain word.', suggestion: 'Write keys as plain words.' };
      }
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  return found;
}

/** Plain data of a node. Keys stay text as written; whole numbers beyond 2^53 become text, so that no digit is lost. */
function toData(node: unknown): unknown {
  if (isMap(node)) {
    const data = {};
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : '';
      // Object.defineProperty, so that a key `__proto__` is seen and refused instead of setting the prototype.
      Object.defineProperty(data, name, {
        value: toData(value),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return data;
  }
  if (isSeq(node)) return node.items.map(toData);
  if (!isScalar(node)) return null;
  if (typeof node.value !== 'bigint')
    return isLossyNumber(node.value, node.source) ? node.source : node.value;
  const number = Number(node.value);
  return Number.isSafeInteger(number) ? number : String(node.value);
}

/** A number whose digits JavaScript does not keep (`1.10`, 20 digits): its text is what was meant. */
function isLossyNumber(value: unknown, source: string | undefined): boolean {
  return (
    typeof value === 'number' &&
    source !== undefined &&
    /^[-+]?\d+\.\d+$/.test(source) &&
    String(value) !== source
  );
}

/** Where a path stands in the file: the nearest node that exists. An unknown key is found by its name. */
function rangeOf(
  document: Document.Parsed,
  path: readonly (string | number)[],
  end: number,
): readonly [number, number] {
  let node: unknown = document.contents;
  let range: readonly [number, number] = [0, Math.min(1, end)];
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && (key.source ?? String(key.value)) === String(part),
      );
      if (pair === undefined) break;
      node = pair.value;
      const target = isScalar(pair.value) && pair.value.range ? pair.value : pair.key;
      if (isScalar(target) && target.range) range = [target.range[0], target.range[1]];
    } else if (isSeq(node)) {
      const item: unknown = typeof part === 'number' ? node.items[part] : itemNamed(node.items, part);
      if (item === undefined) break;
      node = item;
      if ((isMap(item) || isScalar(item)) && item.range) range = [item.range[0], item.range[1]];
    } else break;
  }
  return range;
}

function itemNamed(items: readonly unknown[], name: string): unknown {
  return items.find((item) => isMap(item) && item.get('name') === name);
}
