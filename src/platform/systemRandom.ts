import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from '../core/ports/system';

export const systemRandom: Random = {
  // 122 bits, of which Node keeps a supply: asking the system for each is five times as slow.
  id: () => randomUUID().replaceAll('-', ''),
  // 48 bits: the most that readUIntBE takes, and well inside a double's 53.
  number: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};
