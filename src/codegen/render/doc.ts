/**
 * The layout documents under `Code`: text, lines that may break, groups that fit or break (P. Wadler, "A prettier
 * printer"). `hard` says that a document holds a line break that no layout can avoid, so every group around it breaks.
 */
export type Doc =
  | { readonly kind: 'text'; readonly text: string; readonly hard: false }
  /** A string literal of TypeScript, quoted as the host quotes. */
  | { readonly kind: 'string'; readonly value: string; readonly hard: false }
  /** A statement's end in TypeScript, nothing where the host writes no semicolons. */
  | { readonly kind: 'semicolon'; readonly hard: false }
  | { readonly kind: 'line'; readonly flat: '' | ' '; readonly hard: false }
  | { readonly kind: 'hardline'; readonly hard: true }
  | { readonly kind: 'concat'; readonly parts: readonly Doc[]; readonly hard: boolean }
  | { readonly kind: 'indent'; readonly by: string; readonly content: Doc; readonly hard: boolean }
  | {
      readonly kind: 'group';
      readonly content: Doc;
      readonly hard: boolean;
      readonly shape: GroupShape | null;
    }
  | { readonly kind: 'ifBreak'; readonly broken: Doc; readonly flat: Doc; readonly hard: false }
  /** The first state that fits; the last one when none does. Breaks inside do not choose the last by themselves. */
  | { readonly kind: 'choice'; readonly states: readonly [Doc, ...Doc[]]; readonly hard: boolean }
  /** Looks at the character before: `attached` after a name or a closing bracket (a call), else `detached` (a literal). */
  | { readonly kind: 'byPrevious'; readonly attached: Doc; readonly detached: Doc; readonly hard: boolean }
  /** Never broken. */
  | { readonly kind: 'flat'; readonly content: Doc; readonly hard: false };

/** What a group of items is, for rules that look at neighbours. */
export interface GroupShape {
  readonly kind: 'object' | 'array' | 'call';
  readonly items: number;
}

export const text = (value: string): Doc => ({ kind: 'text', text: value, hard: false });
export const hardline: Doc = { kind: 'hardline', hard: true };
export const line: Doc = { kind: 'line', flat: ' ', hard: false };
export const softline: Doc = { kind: 'line', flat: '', hard: false };
export const semicolon: Doc = { kind: 'semicolon', hard: false };

export function concat(parts: readonly Doc[]): Doc {
  return { kind: 'concat', parts, hard: parts.some((part) => part.hard) };
}

export function indent(by: string, content: Doc): Doc {
  return { kind: 'indent', by, content, hard: content.hard };
}

export function group(content: Doc, shape: GroupShape | null = null): Doc {
  return { kind: 'group', content, hard: content.hard, shape };
}

/** A group that is broken whatever fits. */
export function brokenGroup(content: Doc, shape: GroupShape | null = null): Doc {
  return { kind: 'group', content, hard: true, shape };
}

export function ifBreak(broken: Doc, flat: Doc = text('')): Doc {
  return { kind: 'ifBreak', broken, flat, hard: false };
}

export function join(separator: readonly Doc[], docs: readonly Doc[]): Doc {
  return concat(docs.flatMap((doc, index) => (index === 0 ? [doc] : [...separator, doc])));
}
