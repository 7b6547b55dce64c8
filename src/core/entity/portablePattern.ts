export type PatternResult =
  | { readonly kind: 'valid'; readonly pattern: string }
  | { readonly kind: 'invalid'; readonly message: string; readonly suggestion: string };

const MAX_LENGTH = 500;
/** Letters whose escape means the same in JavaScript, in Python's `re` and in the Rust engine of Pydantic. */
const LETTER_ESCAPES = new Set(['s', 'S', 't', 'n', 'r', 'f', 'v']);

const invalid = (message: string, suggestion: string): PatternResult => ({
  kind: 'invalid',
  message,
  suggestion,
});

/**
 * Checks that a pattern means the same to JavaScript, Python's `re` and Pydantic's regex engine (Rust: no look-around,
 * no back-references), and rewrites what only differs outside ASCII: `\d` to `[0-9]`, `\w` to `[A-Za-z0-9_]`, `\/` to `/`.
 * Python and Rust let `\d` match Arabic-Indic digits, JavaScript does not.
 */
export function portablePattern(source: string): PatternResult {
  if (source === '')
    return invalid('The pattern is empty.', 'Leave it out, or write one, e.g. `^[A-Z]{3}$`.');
  if (source.length > MAX_LENGTH) {
    return invalid(`The pattern is longer than ${MAX_LENGTH} characters.`, 'Shorten it.');
  }
  const strange = /[\p{Cc}\u{10000}-\u{10ffff}]/u.exec(source);
  if (strange !== null) {
    return invalid(
      'The pattern has a control character or one beyond U+FFFF.',
      'Write it as an escape, or leave it out.',
    );
  }
  let output = '';
  let inClass = false;
  let index = 0;
  while (index < source.length) {
    const rest = source.slice(index);
    const character = source.charAt(index);
    let size = 1;
    let text = character;
    if (character === '\\') {
      const escape = translateEscape(rest, inClass);
      if (typeof escape !== 'object')
        return invalid(escape, 'Write the characters themselves, e.g. `[0-9]`, `[A-Za-z]`.');
      ({ size, text } = escape);
    } else if (inClass) {
      if (character === '[')
        return invalid('`[` inside a character class means different things.', 'Write `\\[`.');
      const operator = /^(&&|--|~~|\|\|)/.exec(rest)?.[0];
      if (operator !== undefined)
        return invalid(
          `\`${operator}\` in a class is a set operation for some engines.`,
          'Escape it with `\\`.',
        );
      if (character === ']') inClass = false;
    } else if (character === '[') {
      const start = /^\[\^?/.exec(rest)?.[0] ?? '[';
      if (rest.charAt(start.length) === ']') {
        return invalid(
          'A character class that starts with `]` means different things.',
          'Write `\\]` for a bracket.',
        );
      }
      inClass = true;
      [size, text] = [start.length, start];
    } else if (character === '(' && rest.charAt(1) === '?' && !rest.startsWith('(?:')) {
      return invalid(groupProblem(rest), 'Use plain groups `(...)` or `(?:...)`.');
    } else if (character === '{') {
      const quantifier = /^\{\d{1,4}(,\d{0,4})?\}/.exec(rest)?.[0];
      if (quantifier === undefined)
        return invalid('A `{` starts no quantifier.', 'Write `\\{` for a brace, or `{2}`, `{2,}`, `{2,5}`.');
      [size, text] = [quantifier.length, quantifier];
      const after = rest.charAt(size);
      if (after === '+' || after === '*')
        return invalid('Two quantifiers follow each other.', 'Put the first in a group `(?:...)`.');
    } else if ('*+?'.includes(character) && (rest.charAt(1) === '+' || rest.charAt(1) === '*')) {
      return invalid(
        `\`${rest.slice(0, 2)}\` is a possessive quantifier, which JavaScript does not know.`,
        'Leave the second sign out.',
      );
    } else if (character === ']' || character === '}') {
      return invalid(`A lone \`${character}\` means different things.`, `Write \`\\${character}\`.`);
    }
    output += text;
    index += size;
  }
  try {
    new RegExp(output);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message.replace(/^.*: /, '') : 'unknown';
    return invalid(`The pattern is no regular expression: ${why}.`, 'Escape special characters with `\\`.');
  }
  return { kind: 'valid', pattern: output };
}

function groupProblem(rest: string): string {
  if (/^\(\?<?[=!]/.test(rest))
    return `Look-around \`${/^\(\?<?[=!]/.exec(rest)?.[0] ?? ''}\` does not work in Pydantic.`;
  if (/^\(\?P?</.test(rest)) return 'Named groups are written differently in Python and JavaScript.';
  return `\`${rest.slice(0, 3)}\` is not known to all of JavaScript, Python and Pydantic.`;
}

/** The portable form of the escape at the start, or why there is none. */
function translateEscape(rest: string, inClass: boolean): { size: number; text: string } | string {
  const next = rest.charAt(1);
  if (next === '') return 'The pattern ends in a backslash.';
  if (next === 'd') return { size: 2, text: inClass ? '0-9' : '[0-9]' };
  if (next === 'w') return { size: 2, text: inClass ? 'A-Za-z0-9_' : '[A-Za-z0-9_]' };
  if ((next === 'D' || next === 'W') && !inClass)
    return { size: 2, text: next === 'D' ? '[^0-9]' : '[^A-Za-z0-9_]' };
  const code = /^\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})/.exec(rest)?.[0];
  if (code !== undefined) {
    if (/^\\ud[89a-f]/i.test(code)) return `\`${code}\` is half a character.`;
    return { size: code.length, text: code };
  }
  if (LETTER_ESCAPES.has(next)) return { size: 2, text: `\\${next}` };
  if (/[0-9]/.test(next)) return `\`\\${next}\` refers back to a group, which Pydantic does not support.`;
  if (next === 'b' || next === 'B')
    return `\`\\${next}\` finds word borders differently in Python and JavaScript.`;
  if (/[A-Za-z]/.test(next)) return `\`\\${next}\` is not known to all of JavaScript, Python and Pydantic.`;
  if (next === '/') return { size: 2, text: '/' };
  if (!/[\\^$.*+?()[\]{}|\-/]/.test(next)) {
    return `\`\\${next}\` is an escape of a character that needs none.`;
  }
  // Outside a class JavaScript's `u` mode refuses `\-`.
  if (next === '-' && !inClass) return { size: 2, text: '-' };
  return { size: 2, text: `\\${next}` };
}
