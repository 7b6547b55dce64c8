import { toAppError } from '../core/model/appError';
import type { DocumentChunk, DocumentProcessor, SourceDocument } from '../core/ports/documentProcessor';
import type { Log } from '../core/ports/system';
import type { Cancellable } from '../core/ports/workspaceFiles';
import { plainText } from './plainText';

export interface DocumentReading {
  /** Name of the processor that cut it. */
  readonly processor: string;
  readonly chunks: readonly DocumentChunk[];
}

/**
 * Cuts a file into pieces with the first processor that can; one that fails is told to the log, and the file is plain text
 * then: retrieval never stops for one file. Throws AppError `cancelled`.
 */
export async function readDocument(
  document: SourceDocument,
  processors: readonly DocumentProcessor[],
  { log, ...options }: Cancellable & { readonly log: Log },
): Promise<DocumentReading> {
  for (const processor of processors) {
    try {
      if (!processor.canProcess(document.path)) continue;
      return { processor: processor.name, chunks: await processor.process(document, options) };
    } catch (failure) {
      const { code, message } = toAppError(failure);
      if (code === 'cancelled') throw failure;
      log.warn('a file was not processed as it should', { path: document.path, message });
    }
  }
  return { processor: plainText.name, chunks: await plainText.process(document, options) };
}
