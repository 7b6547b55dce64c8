import { group, hardline, text, type Doc } from './doc';

/** What a piece of code needs from elsewhere; a module printer turns these into import statements. */
export type CodeImport =
  /** `from module import name`; `name` null is `import module`. */
  | { readonly language: 'python'; readonly module: string; readonly name: string | null }
  | {
      readonly language: 'typescript';
      readonly module: string;
      readonly name: string;
      readonly kind: TsImportKind;
    };

export type TsImportKind = 'value' | 'type' | 'default' | 'typeDefault';

/** A piece of code that is not laid out yet: immutable, opaque to those who write templates. */
export interface Code {
  readonly kind: 'code';
  readonly doc: Doc;
  readonly imports: readonly CodeImport[];
}

/** What can stand in a template. An array is joined by newlines; null, undefined, false and '' are nothing. */
export type CodeValue = string | number | Code | readonly Code[] | null | undefined | false;

export function code(doc: Doc, imports: readonly CodeImport[] = []): Code {
  return Object.freeze({ kind: 'code', doc, imports: Object.freeze([...imports]) });
}

export const emptyCode: Code = code(text(''));

export function isEmptyCode(value: Code): boolean {
  return isEmptyDoc(value.doc);
}

function isEmptyDoc(doc: Doc): boolean {
  if (doc.kind === 'text') return doc.text === '';
  if (doc.kind === 'concat') return doc.parts.every(isEmptyDoc);
  if (doc.kind === 'indent') return isEmptyDoc(doc.content);
  return false;
}

/** Joins what is not empty. The separator is a document, e.g. two hard lines. */
export function joinCode(codes: readonly Code[], separator: readonly Doc[]): Code {
  const kept = codes.filter((item) => !isEmptyCode(item));
  const parts = kept.flatMap((item, index) => (index === 0 ? [item.doc] : [...separator, item.doc]));
  return code(
    { kind: 'concat', parts, hard: parts.some((part) => part.hard) },
    kept.flatMap((item) => item.imports),
  );
}

/** One below the other. */
export function joinLines(codes: readonly Code[]): Code {
  return joinCode(codes, [hardline]);
}

/** Keeps a piece together: on one line when it fits. */
export function groupCode(value: Code): Code {
  return code(group(value.doc), value.imports);
}
