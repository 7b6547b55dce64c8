import type { Uri } from 'vscode';
import { EndOfLine, workspace, type TextDocument } from 'vscode';
import { hasBom } from './textEdit';

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
