/** Words that PostgreSQL or SQLite do not take as a column's name without quotes. */
export const SQL_RESERVED: ReadonlySet<string> = new Set(
  `all alter analyse analyze and any array as asc asymmetric authorization between binary both by case cast check collate
  collation column commit concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable delete desc distinct do drop else end escape except exists
  false fetch for foreign freeze from full glob grant group having ilike in index initially inner insert intersect into is
  isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order
  outer overlaps placing primary references regexp returning right rollback select session_user set similar some symmetric
  system_user table tablesample then to trailing transaction true union unique update user using values variadic verbose
  when where window with`.split(/\s+/),
);

/** A table or column as SQL text names it, quoted only where it must be. */
export const sqlName = (name: string): string => (SQL_RESERVED.has(name) ? `"${name}"` : name);
