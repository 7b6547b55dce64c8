/**
 * Remembers what was computed from an object as long as that object is in use. Only for results that depend on nothing but
 * the object, where nobody changes either.
 */
export function byObject<R>(compute: (value: unknown) => R): (value: unknown) => R {
  const results = new WeakMap<object, { readonly result: R }>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return compute(value);
    const known = results.get(value) ?? { result: compute(value) };
    results.set(value, known);
    return known.result;
  };
}
