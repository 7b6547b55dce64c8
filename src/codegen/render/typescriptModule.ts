import type { Code } from './code';
import { printDoc, type PrintOptions } from './printDoc';
import { renderTsImports, type TsImportStyle } from './typescriptImports';

export interface TsModuleOptions extends PrintOptions, TsImportStyle {
  readonly directive?: 'use client' | 'use server';
}

/** A whole TypeScript file: directive, imports, body, one newline at the end. */
export function tsModule(body: Code, options: TsModuleOptions): string {
  const quote = options.quotes === 'single' ? "'" : '"';
  const directive =
    options.directive === undefined ? '' : `${quote}${options.directive}${quote}${options.semi ? ';' : ''}`;
  const parts = [directive, renderTsImports(body.imports, options, options), printDoc(body.doc, options)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
