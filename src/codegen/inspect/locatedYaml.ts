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

/** A place in a text. Line and column are 1-based; `length` in UTF-16 units, at least 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface YamlProblem extends YamlPlace {
  readonly message: string;
  readonly suggestion: string;
}

export type YamlPath = readonly (string | number)[];

export type LocatedYaml =
  | {
      readonly kind: 'read';
      readonly data: unknown;
      /** Where a path stands: the nearest node that exists. An item of a list is found by its `name`, too. */
      locate(path: YamlPath, part: 'key' | 'value'): YamlPlace;
    }
  | { readonly kind: 'refused'; readonly problems: readonly YamlProblem[] };

/**
 * Reads YAML that a person wrote as plain data with places. Never throws: broken YAML, duplicate keys, anchors, tags and
 * keys that are no plain words are problems.
 */
export function readLocatedYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const place = (start: number, end: number): YamlPlace => {
    const { line, col } = lines.linePos(Math.min(start, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col), length: Math.max(1, end - start) };
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
    const problem = { message: `The file is no YAML: ${why}.`, suggestion: 'Look at the indentation.' };
    return { kind: 'refused', problems: [{ line: 1, column: 1, length: 1, ...problem }] };
  }
  const refused = [...document.errors, ...document.warnings].map((error) => ({
    ...place(error.pos[0], error.pos[1]),
    ...(error.code === 'DUPLICATE_KEY'
      ? { message: 'This key is there twice.', suggestion: 'Keep one of them.' }
      : {
          message: `The YAML is broken: ${error.message.replace(/[.:]?$/, '.')}`,
          suggestion: 'Look at indentation, colons and quotes.',
        }),
  }));
  if (refused.length > 0) return { kind: 'refused', problems: refused };
  const unsafe = unsafeNode(document);
  if (unsafe !== undefined) {
    const { node, message, suggestion } = unsafe;
    const start = node.range?.[0] ?? 0;
    return { kind: 'refused', problems: [{ ...place(start, start + 1), message, suggestion }] };
  }
  return {
    kind: 'read',
    data: toData(document.contents),
    locate: (path, part) => place(...rangeOf(document, path, part, text.length)),
  };
}

/** Aliases can grow a small file without bound, tags call for types: what people write here needs neither. */
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

function rangeOf(
  document: Document.Parsed,
  path: YamlPath,
  part: 'key' | 'value',
  end: number,
): readonly [number, number] {
  let node: unknown = document.contents;
  let range: readonly [number, number] = [0, Math.min(1, end)];
  for (const [index, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && (key.source ?? String(key.value)) === String(step),
      );
      if (pair === undefined) break;
      node = pair.value;
      const wantsKey = part === 'key' && index === path.length - 1;
      const target = !wantsKey && isScalar(pair.value) && pair.value.range ? pair.value : pair.key;
      if (isScalar(target) && target.range) range = [target.range[0], target.range[1]];
    } else if (isSeq(node)) {
      const item: unknown = typeof step === 'number' ? node.items[step] : itemNamed(node.items, step);
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
