import { createHash } from 'node:crypto';
import type { Hasher } from '../core/ports/system';

/** SHA-256 over the text as UTF-8. */
export const nodeHasher: Hasher = {
  hash: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};
