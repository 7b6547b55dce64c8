import { singularOf, splitWords } from './caseConversion';
import { ARABIC } from './arabicDictionary';

/** With the article, as forms and columns show it: `السعر`, `رقم الطلب`; undefined when a word is not known. */
export function arabicField(name: string): string | undefined {
  const words = splitWords(name);
  return definiteOf(words) ?? flagOf(words) ?? manyOf(singularWords(words, name));
}

/** Without the article, as one row is called: `منتج`, `بند طلب`. */
export function arabicSingular(name: string): string | undefined {
  return indefiniteOf(splitWords(name));
}

/** With the article, as a page of many is called: `المنتجات`, `بنود الطلبات`. */
export function arabicPlural(name: string): string | undefined {
  return manyOf(splitWords(name));
}

/** A value of an enumeration; two words that are no entry of their own make no state. */
export function arabicValue(name: string): string | undefined {
  return plain(entryOf(splitWords(name))?.[0]);
}

const entryOf = (words: readonly string[]): (typeof ARABIC)[string] | undefined => {
  const key = words.join('_');
  return Object.hasOwn(ARABIC, key) ? ARABIC[key] : undefined;
};

const isFixed = (text: string): boolean => text.startsWith('=');
const plain = (text: string | undefined): string | undefined => text?.replace(/^=/, '');
const definite = (text: string): string => (isFixed(text) ? text.slice(1) : `ال${text}`);

/**
 * English puts what something belongs to before it, Arabic after it with the article: `order number` is `رقم الطلب`. Only a
 * noun can stand first, and only what has the article by then second.
 */
function definiteOf(words: readonly string[]): string | undefined {
  const known = entryOf(words);
  if (known !== undefined) return definite(known[2] ?? known[0]);
  const [head, rest] = constructOf(words);
  const owner = rest === undefined ? undefined : definiteOf(rest);
  return head === undefined || owner === undefined || !/(^| )ال/.test(owner) ? undefined : `${head} ${owner}`;
}

function indefiniteOf(words: readonly string[]): string | undefined {
  const known = entryOf(words);
  if (known !== undefined) return plain(known[0]);
  const [head, rest] = constructOf(words);
  if (head === undefined || rest === undefined || isFixed(entryOf(rest)?.[0] ?? '')) return undefined;
  const owner = indefiniteOf(rest);
  return owner === undefined ? undefined : `${head} ${owner}`;
}

function manyOf(words: readonly string[]): string | undefined {
  const known = entryOf(words);
  if (known !== undefined) return known[1] === undefined ? undefined : definite(known[1]);
  const [head, rest] = constructOf(words);
  const many = head === undefined ? undefined : entryOf(words.slice(-1))?.[1];
  if (many === undefined || rest === undefined || isFixed(many)) return undefined;
  const owner = manyOf(rest) ?? definiteOf(rest);
  // Before what follows, the plural of people drops its last letter: `موظفون`, but `موظفو الشركة`.
  return owner === undefined ? undefined : `${many.replace(/ون$/, 'و')} ${owner}`;
}

/** The noun that the name ends with, and what it belongs to. */
function constructOf(words: readonly string[]): readonly [string?, (readonly string[])?] {
  const head = words.length < 2 ? undefined : entryOf(words.slice(-1))?.[0];
  if (head === undefined || isFixed(head) || head.includes(' ')) return [];
  return [head, words.slice(0, -1)];
}

/** `is_active` is what `active` is. */
function flagOf([first, ...rest]: readonly string[]): string | undefined {
  const state = first === 'is' ? entryOf(rest)?.[0] : undefined;
  return state !== undefined && isFixed(state) ? plain(state) : undefined;
}

const singularWords = (words: readonly string[], name: string): readonly string[] => {
  const singular = splitWords(singularOf(name));
  return singular.join() === words.join() ? [] : singular;
};
