/** A half-open range in UTF-16 units of the exact source, byte order mark and line ends included. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** A place where a source does not parse. `line` is 1-based. */
export interface SyntaxProblem {
  readonly line: number;
  readonly message: string;
}
