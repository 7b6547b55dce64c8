/** Stands for what was taken out. */
export const REDACTED = '[redacted]';

/** Names of variables whose values are secret. */
const SECRET_NAME =
  /(^|[_.-])(PASS(WORD|WD|PHRASE)?|PWD|SECRETS?|TOKENS?|(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)?[_-]?KEYS?|CREDENTIALS?|PRIVATE|DSN)([_.-]|$)/i;
/** The shell's own. */
const NO_SECRET = /^(OLD)?PWD$/;
const SHORTEST = 8;

type Rule = readonly [pattern: RegExp, replacement: string];

/** What is a secret by its form, wherever it comes from. */
const RULES: readonly Rule[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  [
    /\b((?:proxy-)?authorization|x-api-key|api-key|cookie|set-cookie)((?:\\?["'])?\s*[:=])(?!\s*(?:\\?["'])?\[redacted\])(\s*(?:\\?["'])?)[^\r\n"'\\]+/gi,
    `$1$2$3${REDACTED}`,
  ],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  // postgresql://user:password@host
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@"'\\]*:)(?!\[redacted\]@)[^\s"'\\]+@/gi, `$1${REDACTED}@`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(sk|rk|pk)[-_][\w-]{16,}/g, REDACTED],
  [
    /\b(gh[opsur]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|hf_\w{16,}|npm_\w{16,}|xox[a-z]-[\w-]{8,})/g,
    REDACTED,
  ],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}/g, REDACTED],
  // Server=db;Password=...; and ?api_key=...
  [
    /\b(password|passwd|pwd|secret|client_secret|access_token|refresh_token|token|api_?key|account_?key)=(?!\[redacted\])[^\s"'\\,;&)]+/gi,
    `$1=${REDACTED}`,
  ],
  // {"password": "..."}
  [
    /((?:\\?["'])(?:password|passwd|pwd|secret|client_secret|access_token|refresh_token|api_?key)(?:\\?["'])\s*:\s*)(\\?["'])(?!\[redacted\])[^"'\\]+/gi,
    `$1$2${REDACTED}`,
  ],
];

/**
 * The one place that takes secrets out of texts: values that the environment and files name as secret, and what looks like
 * a key, a password in an address or a header. Values that are short or plain words are not known by value: taking
 * `postgres` out of every text would help nobody.
 */
export class Secrets {
  private readonly known = new Set<string>();
  private pattern: RegExp | undefined;

  /** Variables, of the process or of a file. */
  learn(variables: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value = ''] of Object.entries(variables)) {
      if (SECRET_NAME.test(name) && !NO_SECRET.test(name)) this.learnValue(value);
      const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s]+)@/i.exec(value)?.[1];
      if (password !== undefined) this.learnValue(password);
    }
  }

  /** A file of `NAME=value` lines. */
  learnFile(text: string): void {
    for (const line of text.split(/\r?\n/)) {
      const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      if (name === undefined) continue;
      const unquoted = /^(["'])(.*)\1/.exec(value)?.[2] ?? value.replace(/\s+#.*$/, '');
      this.learn({ [name]: unquoted });
    }
  }

  /** Texts for people: known values, and what has the form of a secret. */
  redact(text: string): string {
    return RULES.reduce(
      (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
      this.redactKnown(text),
    );
  }

  /** Texts that are code or are read again: only values that are known to be secret. */
  redactKnown(text: string): string {
    return this.pattern === undefined ? text : text.replace(this.pattern, REDACTED);
  }

  /** The strings in a value of JSON, its keys included. */
  redactValue(value: unknown, redact = (text: string): string => this.redact(text)): unknown {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map((item) => this.redactValue(item, redact));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [redact(key), this.redactValue(item, redact)]),
    );
  }

  private learnValue(value: string): void {
    if (value.length < SHORTEST || /^[a-z]{0,15}$/i.test(value) || /^\W*$/.test(value)) return;
    const json = JSON.stringify(value).slice(1, -1);
    for (const form of [value, json, encodeURIComponent(wellFormed(value))]) this.known.add(form);
    // The longest first: one secret may begin with another.
    const forms = [...this.known].sort((a, b) => b.length - a.length).map(escaped);
    this.pattern = new RegExp(forms.join('|'), 'g');
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** encodeURIComponent throws for half of a pair. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
