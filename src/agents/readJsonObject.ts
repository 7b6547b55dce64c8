import { parseDocument } from 'yaml';

export type JsonObjectReading =
  { readonly kind: 'object'; readonly value: object } | { readonly kind: 'none'; readonly reason: string };

/**
 * The JSON object in an answer. Models put fences, thoughts and greetings around what they were asked for: what a fence
 * holds comes first, then what the outermost braces do. Trailing commas and comments, which they like, are no reason to ask
 * again.
 */
export function readJsonObject(answer: string): JsonObjectReading {
  const text = answer.replace(/<think>[\s\S]*?<\/think>/g, '');
  const candidates = [...fenced(text), ...braced(text)];
  for (const read of [JSON.parse, parseLoosely]) {
    for (const candidate of candidates) {
      const value = attempt(() => read(candidate) as unknown);
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return { kind: 'object', value };
    }
  }
  const [last] = candidates.slice(-1);
  if (last === undefined) return { kind: 'none', reason: 'There is no JSON object in it.' };
  return { kind: 'none', reason: `It is not valid JSON: ${reasonOf(last)}` };
}

function fenced(text: string): readonly string[] {
  return [...text.matchAll(/```(?:json5?|jsonc)?[ \t]*\n([\s\S]*?)```/gi)]
    .map(([, content = '']) => content.trim())
    .filter((content) => content.startsWith('{'));
}

function braced(text: string): readonly string[] {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  return start === -1 || end < start ? [] : [text.slice(start, end + 1)];
}

/** Lines that are comments and comments after a comma; not what follows two slashes in a text. */
const COMMENT = /^[ \t]*\/\/.*$|(?<=[,{[][ \t]*)\/\/.*$/gm;

/** YAML's flow style is JSON that takes trailing commas. */
function parseLoosely(json: string): unknown {
  const document = parseDocument(json.replace(COMMENT, ''), { uniqueKeys: true, schema: 'core' });
  if (document.errors.length > 0) throw document.errors[0] ?? new Error('It is no YAML.');
  return document.toJS({ maxAliasCount: 0 }) as unknown;
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function reasonOf(json: string): string {
  try {
    JSON.parse(json);
    return 'it is no object.';
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
}
