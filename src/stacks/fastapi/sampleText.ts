/**
 * A text that a pattern matches, undefined when the pattern is too clever. Reads classes, groups, alternatives and
 * quantifiers, takes the first of each choice and the least of each repetition, and checks the result.
 */
export function matchingText(pattern: string, minLength: number, maxLength: number): string | undefined {
  for (let repeat = 1; repeat <= 12; repeat += 1) {
    const found = new PatternSample(pattern, repeat).text();
    if (found === undefined) return undefined;
    if (found.length >= minLength && found.length <= maxLength && new RegExp(pattern).test(found))
      return found;
  }
  return undefined;
}

class PatternSample {
  private readonly pattern: string;
  /** How often what may repeat without end is repeated. */
  private readonly repeat: number;
  private position = 0;

  constructor(pattern: string, repeat: number) {
    this.pattern = pattern;
    this.repeat = repeat;
  }

  text(): string | undefined {
    try {
      return this.alternatives();
    } catch {
      return undefined;
    }
  }

  private alternatives(): string {
    const first = this.sequence();
    while (this.peek() === '|') {
      this.position += 1;
      this.sequence();
    }
    return first;
  }

  private sequence(): string {
    let found = '';
    while (this.position < this.pattern.length && this.peek() !== '|' && this.peek() !== ')') {
      const atom = this.atom();
      found += atom.repeat(this.count());
    }
    return found;
  }

  private peek(): string {
    return this.pattern.charAt(this.position);
  }

  private take(): string {
    const character = this.peek();
    this.position += 1;
    return character;
  }

  private atom(): string {
    const character = this.take();
    if (character === '^' || character === '$') return '';
    if (character === '.') return 'a';
    if (character === '\\') return this.escaped();
    if (character === '[') return this.charClass();
    if (character !== '(') return character;
    if (this.pattern.startsWith('?:', this.position)) this.position += 2;
    else if (this.peek() === '?') throw new Error('group');
    const inner = this.alternatives();
    this.position += 1;
    return inner;
  }

  private escaped(): string {
    const character = this.take();
    const classes: Readonly<Record<string, string>> = {
      d: '1',
      w: 'a',
      s: ' ',
      D: 'a',
      W: '-',
      S: 'a',
      b: '',
    };
    return classes[character] ?? character;
  }

  private charClass(): string {
    const end = this.pattern.indexOf(']', this.position + 1);
    const content = this.pattern.slice(this.position, end);
    this.position = end + 1;
    if (content.startsWith('^')) {
      const found = ['a', 'A', '1', '-', ' '].find((candidate) => new RegExp(`[${content}]`).test(candidate));
      return found ?? 'a';
    }
    return content.startsWith('\\') ? (content.startsWith('\\d') ? '1' : 'a') : content.charAt(0);
  }

  private count(): number {
    const [whole, least] = /^(?:\{(\d+)(?:,\d*)?\}|[*+?])\??/.exec(this.pattern.slice(this.position)) ?? [];
    if (whole === undefined) return 1;
    this.position += whole.length;
    if (least !== undefined)
      return Math.max(Number(least), whole.includes(',}') ? this.repeat : Number(least));
    return whole.startsWith('?') ? 0 : this.repeat;
  }
}
