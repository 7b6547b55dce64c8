import type { NextjsProject } from '../project';
import type { SourceFiles } from './sourceFiles';

const CONFIGS =
  /^(\.prettierrc(\.(json|ya?ml|js|cjs|mjs|ts))?|prettier\.config\.(js|cjs|mjs|ts)|package\.json)$/;

/** Width, quotes and semicolons of the host's Prettier configuration; without one, those of a sample of its code. */
export async function findCodeStyle(
  sources: SourceFiles,
  samples: readonly { readonly text: string }[],
): Promise<NextjsProject['style']> {
  const configs = await sources.all(sources.paths().filter((path) => CONFIGS.test(path)));
  const config = configs
    .map(({ path, text }) =>
      path === 'package.json' ? (/"prettier"\s*:\s*\{[^}]*\}/.exec(text)?.[0] ?? '') : text,
    )
    .find((text) => text !== '');
  const imports = samples.flatMap(({ text }) => text.match(/^import .*$/gm) ?? []);
  const most = (pattern: RegExp): boolean =>
    imports.filter((line) => pattern.test(line)).length * 2 > imports.length;
  const option = (name: string): string | undefined =>
    new RegExp(`["']?${name}["']?\\s*:\\s*([\\w]+)`).exec(config ?? '')?.[1];
  const single = option('singleQuote');
  const semi = option('semi');
  const isSingle = config === undefined ? most(/'/) : single === 'true';
  const hasSemi = config === undefined ? imports.length === 0 || most(/;\s*$/) : semi !== 'false';
  return {
    width: Number(option('printWidth') ?? 80),
    quotes: isSingle ? 'single' : 'double',
    semi: hasSemi,
    typeImports: typeImportStyle(imports),
  };
}

function typeImportStyle(imports: readonly string[]): NextjsProject['style']['typeImports'] {
  const inline = imports.filter((line) => /\{[^}]*\btype \w/.test(line)).length;
  const statements = imports.filter((line) => line.startsWith('import type ')).length;
  if (inline === 0 && statements === 0) return 'mixed';
  if (statements === 0 || inline > 2 * statements) return 'inline';
  return inline === 0 || statements > 2 * inline ? 'statement' : 'mixed';
}
