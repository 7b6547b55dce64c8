import { AppError } from '../../core/model/appError';
import type { FileWrite } from '../../core/ports/workspaceFiles';
import { hasMixedLineEnds } from '../../core/review/lines';
import { hasBom } from './textEdit';

/** What is there before a write. `dirty` is the unsaved text, undefined when there is none. */
export interface Standing {
  readonly onDisk: string | undefined;
  readonly dirty: string | undefined;
}

/**
 * How a write reaches the file. Files that nobody is typing in are written as bytes, so that neither format on save nor
 * fixes on save can change what was accepted; unsaved buffers are edited and stay unsaved.
 */
export type PlannedWrite =
  | { readonly kind: 'create'; readonly write: FileWrite & { readonly kind: 'create' } }
  | { readonly kind: 'bytes'; readonly write: FileWrite & { readonly kind: 'replace' } }
  | { readonly kind: 'buffer'; readonly write: FileWrite & { readonly kind: 'replace' } }
  | { readonly kind: 'delete'; readonly write: FileWrite & { readonly kind: 'delete' } };

/** Throws AppError `staleBase` when the file is not what the write was computed from, `conflict` for a buffer that cannot hold the text. */
export function planWrite(write: FileWrite, { onDisk, dirty }: Standing): PlannedWrite {
  const now = dirty ?? onDisk;
  switch (write.kind) {
    case 'create':
      if (now !== undefined) throw stale(write.path, 'exists by now');
      return { kind: 'create', write };
    case 'delete':
      if (now !== write.expected) throw stale(write.path, 'changed since');
      return { kind: 'delete', write };
    case 'replace':
      if (now !== write.expected) throw stale(write.path, now === undefined ? 'is gone' : 'changed since');
      if (dirty === undefined) return { kind: 'bytes', write };
      if (
        hasMixedLineEnds(onDisk ?? '') ||
        hasMixedLineEnds(write.text) ||
        hasBom(onDisk ?? '') !== hasBom(write.text)
      ) {
        throw new AppError(
          'conflict',
          `${write.path} has unsaved changes and line ends or a byte order mark that an editor does not keep.`,
          'Save the file, then accept again.',
        );
      }
      return { kind: 'buffer', write };
  }
}

function stale(path: string, what: string): AppError {
  return new AppError(
    'staleBase',
    `${path} ${what}; nothing was written.`,
    'Look at the diff again, then accept.',
  );
}
