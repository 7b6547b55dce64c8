const PRIME = 0x01000193;
const OFFSETS = [0x811c9dc5, 0x9e3779b9] as const;

/** 64 bits as 16 hex digits, two FNV-1a lanes over UTF-16 units. Stable across machines; a name, not a protection. */
export function fingerprint(parts: readonly string[]): string {
  // The length in front keeps ['ab'] and ['a', 'b'] apart.
  const text = parts.map((part) => `${part.length}:${part}`).join('');
  return OFFSETS.map((offset) => lane(text, offset)).join('');
}

function lane(text: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), PRIME);
    hash = Math.imul(hash ^ (unit >>> 8), PRIME);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
