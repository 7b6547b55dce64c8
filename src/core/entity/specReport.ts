import type { SpecProblem } from './specProblem';

export type SpecPath = readonly (string | number)[];

/** Collects problems while an entity is checked. `at` gives a view for one field or relationship. */
export class SpecReport {
  readonly problems: SpecProblem[];
  private readonly path: SpecPath;
  private readonly field: string | null;

  constructor(problems: SpecProblem[] = [], path: SpecPath = [], field: string | null = null) {
    this.problems = problems;
    this.path = path;
    this.field = field;
  }

  at(path: SpecPath, field: string | null = this.field): SpecReport {
    return new SpecReport(this.problems, [...this.path, ...path], field);
  }

  add(message: string, suggestion: string, ...path: SpecPath): void {
    this.problems.push({ path: [...this.path, ...path], field: this.field, message, suggestion });
  }
}
