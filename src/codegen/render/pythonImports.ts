import type { CodeImport } from './code';
import { stdlibModules } from './stdlibModules';

export interface PyImportOptions {
  readonly width: number;
  /** First segments of the project's own packages, e.g. `api`, `db`. */
  readonly firstParty: readonly string[];
  readonly futureAnnotations?: boolean;
  /** The module that is rendered: it never imports from itself. */
  readonly moduleName?: string;
}

/** One `from` import, its names in order; `names` null is a plain `import`. */
export interface PyImportLine {
  readonly module: string;
  readonly names: readonly string[] | null;
}

/** Import statements as ruff's isort writes them: sections with a blank line between, no newline at the end. */
export function renderPyImports(imports: readonly CodeImport[], options: PyImportOptions): string {
  const sections = new Map<number, PyImportLine[]>();
  for (const item of mergePyImports(imports, options)) {
    const section = pySection(item.module, options.firstParty);
    sections.set(section, [...(sections.get(section) ?? []), item]);
  }
  return [...sections.entries()]
    .sort(([left], [right]) => left - right)
    .map(([, lines]) =>
      [...lines]
        .sort(comparePyImports)
        .map((item) => renderPyImport(item, options.width))
        .join('\n'),
    )
    .join('\n\n');
}

function mergePyImports(imports: readonly CodeImport[], options: PyImportOptions): readonly PyImportLine[] {
  const plain = new Set<string>();
  const named = new Map<string, Set<string>>();
  if (options.futureAnnotations === true) named.set('__future__', new Set(['annotations']));
  for (const item of imports) {
    if (item.language !== 'python' || item.module === options.moduleName) continue;
    if (item.name === null) plain.add(item.module);
    else named.set(item.module, (named.get(item.module) ?? new Set()).add(item.name));
  }
  return [
    ...[...plain].map((module) => ({ module, names: null })),
    ...[...named].map(([module, names]) => ({ module, names: [...names].sort(comparePyMembers) })),
  ];
}

/** isort's sections: future, standard library, third party, first party, relative. */
export function pySection(module: string, firstParty: readonly string[]): number {
  if (module === '__future__') return 0;
  if (module.startsWith('.')) return 4;
  const top = module.split('.')[0] ?? module;
  if (firstParty.includes(top)) return 3;
  return stdlibModules.has(top) ? 1 : 2;
}

/** `import x` before `from x import y`, then by module, upper and lower case apart only to break ties. */
export function comparePyImports(left: PyImportLine, right: PyImportLine): number {
  const leftPlain = left.names === null ? 0 : 1;
  const rightPlain = right.names === null ? 0 : 1;
  if (leftPlain !== rightPlain) return leftPlain - rightPlain;
  return comparePyModules(left.module, right.module);
}

export function comparePyModules(left: string, right: string): number {
  const leftDots = /^\.*/.exec(left)?.[0].length ?? 0;
  const rightDots = /^\.*/.exec(right)?.[0].length ?? 0;
  // Farther parents come first.
  if (leftDots !== rightDots) return rightDots - leftDots;
  return natural(left.toLowerCase(), right.toLowerCase()) || natural(left, right);
}

/** `order-by-type`: constants, classes, then variables; each in natural order. */
export function comparePyMembers(left: string, right: string): number {
  return (
    memberRank(left) - memberRank(right) ||
    natural(memberName(left), memberName(right)) ||
    natural(left, right)
  );
}

function memberName(member: string): string {
  return member.split(' ')[0] ?? member;
}

function memberRank(member: string): number {
  const name = memberName(member);
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

/** Compares with runs of digits as numbers, the rest by code point. */
function natural(left: string, right: string): number {
  const leftRuns = left.match(/\d+|\D+/g) ?? [];
  const rightRuns = right.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.min(leftRuns.length, rightRuns.length); index += 1) {
    const a = leftRuns[index] ?? '';
    const b = rightRuns[index] ?? '';
    if (/^\d/.test(a) && /^\d/.test(b)) {
      const difference = Number(a) - Number(b);
      if (difference !== 0) return difference;
    } else if (a !== b) {
      return a < b ? -1 : 1;
    }
  }
  return leftRuns.length - rightRuns.length;
}

/** One statement; a list of names that does not fit goes into parentheses, one name a line. */
export function renderPyImport(item: PyImportLine, width: number): string {
  if (item.names === null) return `import ${item.module}`;
  const flat = `from ${item.module} import ${item.names.join(', ')}`;
  if (flat.length <= width) return flat;
  return `from ${item.module} import (\n${item.names.map((name) => `    ${name},\n`).join('')})`;
}
