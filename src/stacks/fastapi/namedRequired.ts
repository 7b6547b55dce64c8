import type { Target } from '../../codegen/propose/target';

/**
 * Classes, tables and attributes of models are named all over, also in strings that are looked up when the first one is
 * used (`back_populates="products"`): each target requires those of `symbols` whose last part its text names.
 */
export function namedRequired<T extends Target>(
  targets: readonly T[],
  symbols: readonly string[],
): readonly T[] {
  return targets.map((target) => {
    if (target.kind !== 'definition' && target.kind !== 'file') return target;
    const words = new Set(target.text.match(/\w+/g));
    const named = symbols.filter(
      (symbol) => !target.provides.includes(symbol) && words.has(symbol.slice(symbol.lastIndexOf('.') + 1)),
    );
    return { ...target, requires: [...new Set([...target.requires, ...named])] };
  });
}
