import { randomBytes } from 'node:crypto';
import type { Random } from '../core/ports/system';

export const systemRandom: Random = {
  id: () => randomBytes(16).toString('hex'),
  // 48 bits: the most that readUIntBE takes, and well inside a double's 53.
  number: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};
