import type { TsModel } from '../inspect/typescriptModel';

export interface TsSourceStyle {
  readonly quotes: 'single' | 'double';
  readonly semi: boolean;
}

/** How a source writes strings and ends of statements, as its imports and its top-level statements tell. */
export function tsStyleOf(source: string, model: TsModel, fallback: TsSourceStyle): TsSourceStyle {
  const [first] = model.imports;
  const statements = first === undefined ? model.statements.slice(0, 1) : [first];
  const [sample] = statements.map((item) => source.slice(item.start, item.end));
  const quote = /["'](?=[^"']*["'];?\s*$)/.exec(sample ?? '')?.[0] ?? /["']/.exec(source)?.[0];
  return {
    quotes: quote === undefined ? fallback.quotes : quote === "'" ? 'single' : 'double',
    semi: first === undefined ? fallback.semi : (sample ?? '').endsWith(';'),
  };
}
