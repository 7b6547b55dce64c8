import { AppError } from '../../core/model/appError';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes as text, byte order mark kept. Throws AppError `parseFailed` for other bytes: writing them back would lose some. */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return decoder.decode(bytes);
  } catch (failure) {
    throw new AppError(
      'parseFailed',
      `${name} is not UTF-8 text.`,
      'Save the file as UTF-8, then try again.',
      {
        cause: failure,
      },
    );
  }
}
