import { EndOfLine, Range, workspace, type TextDocument, type Uri, type WorkspaceEdit } from 'vscode';
import { AppError } from '../../core/model/appError';
import { hasBom, smallestReplacement, withoutBom } from './textEdit';

/** The document of a URI when some editor or model holds it. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
}

/** The unsaved text of a file as it would be written, undefined when nothing is unsaved. */
export function dirtyText(uri: Uri, onDisk: string | undefined): string | undefined {
  const document = openDocument(uri);
  return document?.isDirty === true ? bufferText(document, onDisk) : undefined;
}

/** A buffer's text with the byte order mark that saving it writes. */
export function bufferText(document: TextDocument, onDisk: string | undefined): string {
  const mark = onDisk !== undefined && hasBom(onDisk) ? '\ufeff' : '';
  return mark + document.getText();
}

export const lineEndOf = (document: TextDocument): string =>
  document.eol === EndOfLine.CRLF ? '\r\n' : '\n';

/** Adds the smallest change that gives an open document this text. Throws AppError `staleBase` when it was closed. */
export function replaceInBuffer(edit: WorkspaceEdit, uri: Uri, text: string): void {
  const document = openDocument(uri);
  if (document === undefined) throw new AppError('staleBase', `${uri.path} was closed.`, 'Accept again.');
  const change = smallestReplacement(document.getText(), withoutBom(text));
  if (change === undefined) return;
  const range = new Range(document.positionAt(change.start), document.positionAt(change.end));
  edit.replace(uri, range, change.text);
}

/** Exact text of a file, undefined when there is none. Throws TypeError for bytes that are not UTF-8. */
export async function readDisk(uri: Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
