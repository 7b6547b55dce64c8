import type { FastapiProject } from './project';

export interface NamedConstraint {
  readonly table: string;
  readonly columns: readonly string[];
  /** Of a check: its own part of the name. */
  readonly name?: string;
  readonly referredTable?: string;
}

/** The name that the metadata's naming convention gives a constraint; null where there is no convention. */
export function constraintName(
  project: FastapiProject,
  kind: 'ix' | 'uq' | 'ck' | 'fk' | 'pk',
  constraint: NamedConstraint,
): string | null {
  const pattern = project.naming[kind] ?? (kind === 'ix' ? 'ix_%(column_0_N_label)s' : null);
  if (pattern === null) return kind === 'ck' ? (constraint.name ?? null) : null;
  const { table, columns } = constraint;
  const first = columns[0] ?? '';
  const values: Readonly<Record<string, string>> = {
    table_name: table,
    column_0_name: first,
    column_0_label: `${table}_${first}`,
    column_0_N_name: columns.join('_'),
    column_0N_name: columns.join(''),
    column_0_N_label: `${table}_${columns.join('_')}`,
    constraint_name: constraint.name ?? '',
    referred_table_name: constraint.referredTable ?? '',
    referred_column_0_name: 'id',
  };
  return pattern.replaceAll(/%\((\w+)\)s/g, (_match, token: string) => values[token] ?? '');
}
