import { code, joinCode, type Code } from '../../../codegen/render/code';
import { brokenGroup, concat, group, hardline, indent, softline } from '../../../codegen/render/doc';
import { ts, tsGroup, tsImport, tsString } from '../../../codegen/render/typescript';
import { EMAIL_PATTERN, URL_PATTERN } from '../../../core/entity/textPatterns';
import type { WireField, WireRelationship } from '../../../core/entity/wire';
import type { EntityView, WireEntry } from '../entityView';
import { host } from './hostCode';

const zod = tsImport('zod', 'z');
const id = ts`${zod}.int32().min(1)`;

/** A schema as it is written: what the chain starts with, and the calls on it. */
interface Chain {
  readonly head: Code;
  readonly calls: readonly Code[];
  /** An argument that is more than a few characters of literal: Prettier then puts each call on a line of its own. */
  readonly hasLongArgument: boolean;
}

/** The schema of a value as the backend takes it. */
export function zodOf(view: EntityView, entry: WireEntry): Code {
  const chain = entry.kind === 'field' ? fieldChain(view, entry) : relationChain(view, entry);
  return chainCode(entry.nullable ? { ...chain, calls: [...chain.calls, ts`.nullable()`] } : chain);
}

function chainCode({ head, calls, hasLongArgument }: Chain): Code {
  if (calls.length < 2) return joinCode([head, ...calls], []);
  const imports = [head, ...calls].flatMap((part) => part.imports);
  const startsWithCall = head.imports[0]?.name !== 'z';
  const isForced = hasLongArgument && calls.length + (startsWithCall ? 1 : 0) > 2;
  const lines = calls.flatMap((call) => [isForced ? hardline : softline, call.doc]);
  const content = concat([head.doc, indent('  ', concat(lines))]);
  return code(isForced ? brokenGroup(content) : group(content), imports);
}

const ofZod = (...calls: readonly (string | Code)[]): Chain => ({
  head: zod,
  calls: calls.filter((call) => call !== '').map((call) => ts`${call}`),
  hasLongArgument: false,
});

function fieldChain(view: EntityView, entry: WireField): Chain {
  const { type } = entry.field;
  const { rules } = entry;
  switch (type.kind) {
    case 'string':
      return textChain(view, entry, rules.pattern === null ? '' : regex(rules.pattern, 'u'));
    case 'text':
      return textChain(view, entry, '');
    case 'email':
      return textChain(view, entry, regex(EMAIL_PATTERN, ''));
    case 'url':
      return textChain(view, entry, regex(URL_PATTERN, ''));
    case 'int':
      return ofZod('.int32()', ...bounds(rules.min, rules.max));
    case 'float':
      return ofZod('.number()', ...bounds(rules.min, rules.max));
    case 'bigint':
      return {
        head: helper(view, 'bigintString', limits(rules.min, rules.max)),
        calls: [],
        hasLongArgument: false,
      };
    case 'decimal': {
      const items = [ts`${type.precision}`, ts`${type.scale}`, ...limits(rules.min, rules.max)];
      return { head: helper(view, 'decimalString', items), calls: [], hasLongArgument: false };
    }
    case 'bool':
      return ofZod('.boolean()');
    case 'date':
      return { ...ofZod('.date()'), head: ts`${zod}.iso` };
    case 'datetime':
      return { ...ofZod('.datetime({ offset: true })'), head: ts`${zod}.iso` };
    case 'time':
      return { ...ofZod('.time()'), head: ts`${zod}.iso` };
    case 'uuid':
      return ofZod('.guid()');
    case 'json':
      return { head: helper(view, 'jsonValue', []), calls: [], hasLongArgument: false };
    case 'bytes': {
      // Three bytes are four characters of base64.
      const characters = Math.ceil((rules.maxBytes ?? type.maxSize) / 3) * 4;
      return ofZod('.base64()', entry.nullable ? '' : '.min(1)', `.max(${String(characters)})`);
    }
    case 'enum':
      return ofZod(`.enum(${view.enums.get(entry)?.constant ?? ''})`);
  }
}

function helper(
  view: EntityView,
  role: 'bigintString' | 'decimalString' | 'jsonValue',
  items: readonly Code[],
): Code {
  return ts`${host(view, role)}${tsGroup('(', items, ')')}`;
}

function relationChain(view: EntityView, entry: WireRelationship): Chain {
  if (entry.link !== null) {
    const items = [
      ts`${entry.link.targetKey}: ${id}`,
      ...entry.link.payload.map((field) => ts`${field.json}: ${zodOf(view, field)}`),
    ];
    const object = ts`${zod}.object${tsGroup('(', [tsGroup('{', items, '}')], ')')}`;
    return ofZod(ts`.array${tsGroup('(', [object], ')')}`);
  }
  return entry.widget === 'relation-many' ? ofZod(ts`.array(${id})`) : ofZod('.int32()', '.min(1)');
}

function textChain(view: EntityView, entry: WireField, pattern: string): Chain {
  const { minLength, maxLength } = entry.rules;
  const calls = [
    minLength === null || minLength === 0 ? '' : `.min(${String(minLength)})`,
    maxLength === null ? '' : `.max(${String(maxLength)})`,
    pattern === '' ? '' : `.regex(${pattern})`,
  ];
  return {
    head: ts`${host(view, 'plainText')}()`,
    calls: calls.filter((call) => call !== '').map((call) => code({ kind: 'text', text: call, hard: false })),
    hasLongArgument: pattern.replace(/^\/|\/u?$/g, '').length > 5,
  };
}

function bounds(min: string | null, max: string | null): readonly string[] {
  return [min === null ? '' : `.min(${min})`, max === null ? '' : `.max(${max})`];
}

function limits(min: string | null, max: string | null): readonly Code[] {
  const entries = [
    ...(min === null ? [] : [ts`min: ${tsString(min)}`]),
    ...(max === null ? [] : [ts`max: ${tsString(max)}`]),
  ];
  return entries.length === 0 ? [] : [tsGroup('{', entries, '}')];
}

/** A regular expression literal. */
function regex(pattern: string, flags: string): string {
  return `/${pattern.replace(/\\.|\//g, (match) => (match === '/' ? '\\/' : match))}/${flags}`;
}
