/** Where something is said: a file with a place in it, or a variable or setting of the editor by its name. */
export interface ConfigPlace {
  readonly source: string;
  /** 1-based, the length in UTF-16 units; null where there are no lines. */
  readonly position: { readonly line: number; readonly column: number; readonly length: number } | null;
}

/** Something wrong in the configuration. */
export interface ConfigProblem extends ConfigPlace {
  readonly message: string;
  /** What to write instead. */
  readonly suggestion: string;
  /** What it says counts nevertheless; without it, its source does not. */
  readonly severity?: 'warning';
}

/** `.groundwork/config.yaml:3:5: There is no setting ... Did you mean ...?` */
export function formatConfigProblem({ source, position, message, suggestion }: ConfigProblem): string {
  const place = position === null ? source : `${source}:${position.line}:${position.column}`;
  return `${place}: ${message} ${suggestion}`;
}
