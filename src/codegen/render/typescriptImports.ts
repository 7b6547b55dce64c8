import type { CodeImport } from './code';
import type { PrintOptions } from './printDoc';
import { quoteTs } from './quoteTs';

export type TypeImports = 'inline' | 'statement' | 'mixed';

export interface TsImportStyle {
  /** How the host groups: prefixes of its path aliases, and whether blank lines part the groups. */
  readonly importGroups?: { readonly aliases: readonly string[]; readonly blankLines: boolean };
  /**
   * Types as `import { type A }` (`inline`), in a statement of their own, `import type { A }` (`statement`), or in one
   * where a module is imported for nothing else (`mixed`, the default).
   */
  readonly typeImports?: TypeImports;
}

/** One imported name; `type` only in types. */
export interface TsImportName {
  readonly name: string;
  readonly type: boolean;
}

/** One statement. `typeOnly` is `import type ...`. */
export interface TsImportLine {
  readonly module: string;
  readonly defaultName: string | null;
  readonly names: readonly TsImportName[];
  readonly typeOnly: boolean;
}

const DEFAULT_GROUPS = { aliases: ['@/', '~/'], blankLines: false };

/** Import statements: packages, then aliases, then relative ones; by module, names sorted without regard to case. */
export function renderTsImports(
  imports: readonly CodeImport[],
  style: TsImportStyle,
  options: PrintOptions,
): string {
  const groups = style.importGroups ?? DEFAULT_GROUPS;
  const lines = mergeTsImports(imports, style.typeImports ?? 'mixed');
  const byGroup = new Map<number, TsImportLine[]>();
  for (const item of lines) {
    const group = tsImportGroup(item.module, groups.aliases);
    byGroup.set(group, [...(byGroup.get(group) ?? []), item]);
  }
  return [...byGroup.entries()]
    .sort(([left], [right]) => left - right)
    .map(([, items]) =>
      [...items]
        .sort(
          (left, right) =>
            compareText(left.module, right.module) || Number(left.typeOnly) - Number(right.typeOnly),
        )
        .map((item) => renderTsImport(item, options))
        .join('\n'),
    )
    .join(groups.blankLines ? '\n\n' : '\n');
}

export function tsImportGroup(module: string, aliases: readonly string[]): number {
  if (module.startsWith('.')) return module.startsWith('..') ? 2 : 3;
  return aliases.some((alias) => module.startsWith(alias)) ? 1 : 0;
}

function mergeTsImports(imports: readonly CodeImport[], typeImports: TypeImports): readonly TsImportLine[] {
  const modules = new Map<string, Map<string, { default: boolean; type: boolean }>>();
  for (const item of imports) {
    if (item.language !== 'typescript') continue;
    const names = modules.get(item.module) ?? new Map<string, { default: boolean; type: boolean }>();
    const type = item.kind === 'type' || item.kind === 'typeDefault';
    const known = names.get(item.name);
    names.set(item.name, {
      default: item.kind === 'default' || item.kind === 'typeDefault',
      type: type && (known?.type ?? true),
    });
    modules.set(item.module, names);
  }
  return [...modules].flatMap(([module, names]) => splitModule(module, names, typeImports));
}

function splitModule(
  module: string,
  entries: ReadonlyMap<string, { default: boolean; type: boolean }>,
  typeImports: TypeImports,
): readonly TsImportLine[] {
  const all = [...entries].map(([name, entry]) => ({ name, ...entry }));
  const byDefault = all.find((entry) => entry.default);
  const names = all.filter((entry) => !entry.default).map(({ name, type }) => ({ name, type }));
  const sorted = names.sort((left, right) => compareText(left.name, right.name));
  const lines: TsImportLine[] = [];
  if (byDefault?.type === true) {
    lines.push({ module, defaultName: byDefault.name, names: [], typeOnly: true });
  }
  const defaultName = byDefault?.type === false ? byDefault.name : null;
  const onlyTypes = defaultName === null && sorted.every((entry) => entry.type);
  if (typeImports === 'inline' || (typeImports === 'mixed' && !onlyTypes)) {
    if (defaultName !== null || sorted.length > 0)
      lines.push({ module, defaultName, names: sorted, typeOnly: false });
    return lines;
  }
  const values = sorted.filter((entry) => !entry.type);
  const types = sorted.filter((entry) => entry.type).map(({ name }) => ({ name, type: false }));
  if (defaultName !== null || values.length > 0)
    lines.push({ module, defaultName, names: values, typeOnly: false });
  if (types.length > 0) lines.push({ module, defaultName: null, names: types, typeOnly: true });
  return lines;
}

/** One statement; names that do not fit go one a line. */
export function renderTsImport(item: TsImportLine, options: PrintOptions): string {
  const end = ` from ${quoteTs(item.module, options.quotes)}${options.semi ? ';' : ''}`;
  const start = item.typeOnly ? 'import type ' : 'import ';
  const lead = start + (item.defaultName ?? '');
  if (item.names.length === 0) return lead + end;
  const names = item.names.map((entry) => (entry.type ? `type ${entry.name}` : entry.name));
  const open = item.defaultName === null ? lead : `${lead}, `;
  const flat = `${open}{ ${names.join(', ')} }${end}`;
  // Prettier never breaks a single name.
  if (flat.length <= options.width || (names.length === 1 && item.defaultName === null)) return flat;
  return `${open}{\n${names.map((name) => `  ${name},\n`).join('')}}${end}`;
}

/** Without regard to case; upper case first among equals. */
export function compareText(left: string, right: string): number {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  if (a !== b) return a < b ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}
