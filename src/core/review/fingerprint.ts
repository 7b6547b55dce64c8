const PRIME = 0x01000193;

/** 64 bits as 16 hex digits, two FNV-1a lanes over UTF-16 units. Stable across machines; a name, not a protection. */
export function fingerprint(parts: readonly string[]): string {
  // The length in front keeps ['ab'] and ['a', 'b'] apart.
  const text = parts.map((part) => `${part.length}:${part}`).join('');
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const low = unit & 0xff;
    const high = unit >>> 8;
    first = Math.imul(Math.imul(first ^ low, PRIME) ^ high, PRIME);
    second = Math.imul(Math.imul(second ^ low, PRIME) ^ high, PRIME);
  }
  return hex(first) + hex(second);
}

const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0');
