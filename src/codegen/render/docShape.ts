import type { Doc } from './doc';

type GroupDoc = Extract<Doc, { kind: 'group' }>;

/** The group that a document starts with, if it starts with one. */
export function leadingGroup(doc: Doc): GroupDoc | undefined {
  if (doc.kind === 'group') return doc;
  if (doc.kind === 'indent') return leadingGroup(doc.content);
  if (doc.kind !== 'concat') return undefined;
  const first = doc.parts.find((part) => part.kind !== 'text' || part.text !== '');
  return first === undefined ? undefined : leadingGroup(first);
}

/** Whether the text of a document's first line, on one line, matches. */
export function startsLike(doc: Doc, pattern: RegExp): boolean {
  return pattern.test(firstLine(doc));
}

/** The first line with everything that may break on one line; string values stand for themselves. */
export function firstLine(doc: Doc): string {
  return flatten(doc).text;
}

function flatten(doc: Doc): { readonly text: string; readonly ended: boolean } {
  switch (doc.kind) {
    case 'text':
      return { text: doc.text, ended: false };
    case 'string':
      return { text: JSON.stringify(doc.value), ended: false };
    case 'semicolon':
      return { text: ';', ended: false };
    case 'line':
      return { text: doc.flat, ended: false };
    case 'hardline':
      return { text: '', ended: true };
    case 'indent':
    case 'group':
    case 'flat':
      return flatten(doc.content);
    case 'ifBreak':
      return flatten(doc.flat);
    case 'choice':
      return flatten(doc.states[0]);
    case 'byPrevious':
      return flatten(doc.detached);
    case 'concat': {
      let text = '';
      for (const part of doc.parts) {
        const flat = flatten(part);
        text += flat.text;
        if (flat.ended) return { text, ended: true };
      }
      return { text, ended: false };
    }
  }
}
