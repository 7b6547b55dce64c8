import pluralize from 'pluralize';

/**
 * Splits an identifier or a phrase into lower-case words. Digits stay with the letters before them (`address2`),
 * acronyms stay together (`HTTPServer` -> `http`, `server`). Text that is lower-case already splits only at separators, so
 * that `snakeCase(snakeCase(x)) === snakeCase(x)`.
 */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const part of text.split(/[^A-Za-z0-9]+/)) {
    if (part === '') continue;
    const pieces = part.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+[0-9]*/g) ?? [part];
    words.push(...pieces.map((piece) => piece.toLowerCase()));
  }
  return words;
}

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const snakeCase = (text: string): string => splitWords(text).join('_');
export const kebabCase = (text: string): string => splitWords(text).join('-');
export const pascalCase = (text: string): string => splitWords(text).map(capitalize).join('');
export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** English plural of a snake_case name; only the last word changes. May equal the name (`news`, `series`). */
export function pluralOf(snake: string): string {
  return changeLastWord(snake, (word) => pluralize.plural(word));
}

/** English singular of a snake_case name; only the last word changes. */
export function singularOf(snake: string): string {
  return changeLastWord(snake, (word) => pluralize.singular(word));
}

function changeLastWord(snake: string, change: (word: string) => string): string {
  const cut = snake.lastIndexOf('_') + 1;
  const changed = change(snake.slice(cut)).toLowerCase();
  return snake.slice(0, cut) + (/^[a-z0-9]+$/.test(changed) ? changed : snake.slice(cut));
}
