import type { Parsers } from '../inspect/parsers';
import type { TsObjectProperty, TsValue } from '../inspect/typescriptModel';
import type { EditPlan } from './editPlan';
import type { EditLabel } from './insertLines';
import { insertIntoList, sortedIndex } from './listInsertion';
import { indentUnitOf, normalized } from './textLines';
import { compareText } from '../render/typescriptImports';

/** A step into a literal: a property, an index, or the element of an array whose property has a string value. */
export type TsPathStep = string | number | { readonly property: string; readonly value: string };

interface LiteralRequest {
  /** The constant that holds the literal. */
  readonly variable: string;
  readonly path?: readonly TsPathStep[];
  readonly order: 'sorted' | 'last';
  readonly language?: 'typescript' | 'tsx';
  readonly width?: number;
  readonly label?: EditLabel;
}

export interface TsArrayItemRequest extends LiteralRequest {
  /** The element as code. */
  readonly item: string;
  /** What tells elements apart: the value of a property of theirs; without it, their text. */
  readonly key?: { readonly property: string; readonly value: string };
}

/** Adds an element to an array literal. */
export function planArrayItem(parsers: Parsers, source: string, request: TsArrayItemRequest): EditPlan {
  const found = resolve(parsers, source, request);
  if (found?.kind !== 'array') return missing(request, 'an array');
  const { key } = request;
  const keyOf = (element: TsValue): string =>
    key === undefined ? normalized(element.text) : (propertyText(element, key.property) ?? '');
  const wanted = key === undefined ? normalized(request.item) : key.value;
  const keys = found.elements.map(keyOf);
  if (keys.includes(wanted)) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add to ${request.variable}` };
  const index = request.order === 'sorted' ? sortedIndex(keys, wanted, compareText) : keys.length;
  const style = styleOf(source, request, false);
  const list = { start: found.start, end: found.end, elements: found.elements };
  return { kind: 'edits', edits: insertIntoList(source, list, request.item, index, style, label) };
}

export interface TsObjectPropertyRequest extends LiteralRequest {
  readonly name: string;
  /** The property as code, e.g. `status: z.enum(["draft"])`. */
  readonly property: string;
}

/** Adds a property to an object literal, or to the object that a call such as `z.object({ ... })` gets. */
export function planObjectProperty(
  parsers: Parsers,
  source: string,
  request: TsObjectPropertyRequest,
): EditPlan {
  const found = resolve(parsers, source, request);
  const literal = found?.kind === 'call' ? objectArgument(found) : found;
  if (literal?.kind !== 'object') return missing(request, 'an object');
  const names = literal.properties.map((property) => property.name ?? '');
  if (names.includes(request.name)) return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add ${request.name} to ${request.variable}` };
  const index = request.order === 'sorted' ? sortedIndex(names, request.name, compareText) : names.length;
  const style = styleOf(source, request, true);
  const list = { start: literal.start, end: literal.end, elements: literal.properties };
  return { kind: 'edits', edits: insertIntoList(source, list, request.property, index, style, label) };
}

function styleOf(source: string, request: LiteralRequest, spaced: boolean) {
  return {
    width: request.width ?? 80,
    indentUnit: indentUnitOf(source, '  '),
    spaced,
    separator: ',',
  } as const;
}

function missing(request: LiteralRequest, what: string): EditPlan {
  const path = (request.path ?? []).map((step) =>
    typeof step === 'object' ? `[${step.value}]` : String(step),
  );
  return { kind: 'anchorMissing', reason: `${[request.variable, ...path].join('.')} is not ${what}` };
}

function resolve(parsers: Parsers, source: string, request: LiteralRequest): TsValue | undefined {
  const model = parsers.typescript(source, request.language ?? 'tsx');
  let value = model.consts.find((item) => item.name === request.variable)?.value ?? undefined;
  for (const step of request.path ?? []) {
    if (value === undefined) return undefined;
    value = stepInto(value, step);
  }
  return value;
}

function stepInto(value: TsValue, step: TsPathStep): TsValue | undefined {
  if (value.kind === 'call' && typeof step === 'string') {
    const argument = objectArgument(value);
    return argument === undefined ? undefined : stepInto(argument, step);
  }
  if (typeof step === 'string') return property(value, step)?.value ?? undefined;
  if (value.kind !== 'array') return undefined;
  if (typeof step === 'number') return value.elements[step];
  return value.elements.find((element) => propertyText(element, step.property) === step.value);
}

/** The object that the last call of a chain gets that gets one. */
function objectArgument(value: TsValue): TsValue | undefined {
  if (value.kind !== 'call') return undefined;
  const own = value.arguments.find((item) => item.kind === 'object');
  return own ?? (value.receiver === null ? undefined : objectArgument(value.receiver));
}

function property(value: TsValue, name: string): TsObjectProperty | undefined {
  return value.kind === 'object' ? value.properties.find((item) => item.name === name) : undefined;
}

function propertyText(value: TsValue, name: string): string | undefined {
  const found = property(value, name)?.value ?? undefined;
  return found?.kind === 'string' ? found.value : found?.text;
}
