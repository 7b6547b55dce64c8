/** A mistake in a shorthand text. `offset` and `length` are UTF-16 units in the whole text. */
export interface ShorthandProblem {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly suggestion: string;
}

export interface Span {
  readonly text: string;
  readonly offset: number;
}

/** Reads a shorthand text from left to right. Whitespace separates items. */
export class ShorthandScanner {
  position = 0;
  readonly problems: ShorthandProblem[] = [];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.position >= this.text.length;
  }

  peek(): string {
    return this.text.charAt(this.position);
  }

  skipSpace(): void {
    while (/\s/.test(this.peek())) this.position++;
  }

  /** Takes a single character if it is next. */
  take(character: string): boolean {
    if (this.done || this.peek() !== character) return false;
    this.position++;
    return true;
  }

  /** The longest run of characters that the class matches. */
  takeWhile(allowed: RegExp): Span {
    const offset = this.position;
    while (!this.done && allowed.test(this.peek())) this.position++;
    return { text: this.text.slice(offset, this.position), offset };
  }

  /** A text in double quotes with JSON escapes, undefined (and a problem) when it does not end. */
  takeQuoted(): string | undefined {
    const offset = this.position;
    this.position++;
    while (!this.done && this.peek() !== '"') this.position += this.peek() === '\\' ? 2 : 1;
    if (this.done) {
      this.position = this.text.length;
      this.report(offset, this.position - offset, 'The quoted text does not end.', 'Close it with `"`.');
      return undefined;
    }
    this.position++;
    try {
      const value: unknown = JSON.parse(this.text.slice(offset, this.position));
      if (typeof value === 'string') return value;
    } catch {
      // reported below
    }
    this.report(
      offset,
      this.position - offset,
      'The quoted text has an unknown escape.',
      'Write `\\"` for a quote and `\\\\` for a backslash.',
    );
    return undefined;
  }

  /** A regular expression between slashes; `\/` inside stands for a slash. */
  takePattern(): string | undefined {
    const offset = this.position;
    this.position++;
    let pattern = '';
    while (!this.done && this.peek() !== '/') {
      const size = this.peek() === '\\' ? 2 : 1;
      const piece = this.text.slice(this.position, this.position + size);
      pattern += piece === '\\/' ? '/' : piece;
      this.position += size;
    }
    if (this.take('/')) return pattern;
    this.position = this.text.length;
    this.report(offset, this.position - offset, 'The pattern does not end.', 'Close it with `/`.');
    return undefined;
  }

  report(offset: number, length: number, message: string, suggestion: string): void {
    const start = Math.min(offset, this.text.length);
    this.problems.push({
      offset: start,
      length: Math.max(0, Math.min(length, this.text.length - start)),
      message,
      suggestion,
    });
  }
}
