/** The entity whose Python class holds a line (0-based), undefined outside of one. */
export function entityAtLine(text: string, line: number, entities: readonly string[]): string | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  for (let index = Math.min(line, lines.length - 1); index >= 0; index -= 1) {
    const content = lines[index] ?? '';
    const name = /^class\s+(\w+)/.exec(content)?.[1];
    if (name !== undefined) return entities.includes(name) ? name : undefined;
    // Code at the left edge ends the class above it; decorators and closing brackets belong to what they are at.
    if (/^[^\s#@)\]}]/.test(content)) return undefined;
  }
  return undefined;
}
