/**
 * One change to a text: `[start, end)` in UTF-16 units of the source as it stands (byte order mark and line ends
 * included) becomes `text`. Lines of `text` are joined with LF; applying gives them the file's line end.
 */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** One line for the hunk, e.g. `Register product router`. */
  readonly title: string;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
}

/** What a planner answers: never a guess. */
export type EditPlan =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'alreadyPresent' }
  /** `reason` is for people: what was looked for and not found. */
  | { readonly kind: 'anchorMissing'; readonly reason: string };
