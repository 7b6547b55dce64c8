import * as prettier from 'prettier';

/** What prettier itself makes of a TypeScript or TSX source. */
export function formatTypeScript(source: string, options: prettier.Options): Promise<string> {
  return prettier.format(source, { parser: 'typescript', ...options });
}
