/**
 * Remembers what was computed from texts, up to so many characters of them; what was not asked for the longest goes first.
 * Only for results that depend on nothing but the text and that nobody changes.
 */
export class TextMemo<T> {
  private readonly limit: number;
  private readonly results = new Map<string, T>();
  private held = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get(text: string, compute: () => T): T {
    const known = this.results.get(text);
    if (known !== undefined) {
      this.results.delete(text);
      this.results.set(text, known);
      return known;
    }
    const result = compute();
    this.remember(text, result);
    return result;
  }

  private remember(text: string, result: T): void {
    if (text.length > this.limit) return;
    this.results.set(text, result);
    this.held += text.length;
    for (const oldest of this.results.keys()) {
      if (this.held <= this.limit) return;
      this.results.delete(oldest);
      this.held -= oldest.length;
    }
  }
}
