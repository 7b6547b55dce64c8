/** Something wrong with an entity that a person wrote. */
export interface SpecProblem {
  /** Where in the input, e.g. `['fields', 'price', 'type']`; list items by index. */
  readonly path: readonly (string | number)[];
  /** The field or relationship it is about, null when it is about the entity. */
  readonly field: string | null;
  readonly message: string;
  /** What to write instead. */
  readonly suggestion: string;
}
