import type { Code } from './code';
import { printDoc } from './printDoc';
import { renderPyImports, type PyImportOptions } from './pythonImports';

export interface PyModuleOptions extends PyImportOptions {
  readonly docstring?: string;
}

/** A whole Python file: docstring, imports in isort order, body, one newline at the end. */
export function pyModule(body: Code, options: PyModuleOptions): string {
  const text = printDoc(body.doc, { width: options.width, quotes: 'double', semi: false });
  const imports = renderPyImports(body.imports, options);
  const head = [docstring(options.docstring), imports].filter((part) => part !== '').join('\n\n');
  if (text === '') return head === '' ? '' : `${head}\n`;
  if (head === '') return `${text}\n`;
  const definition = /^(@|class |def |async def )/.test(text) && imports !== '';
  return `${head}\n${definition ? '\n\n' : '\n'}${text}\n`;
}

function docstring(value: string | undefined): string {
  if (value === undefined || value === '') return '';
  return `"""${value.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}"""`;
}
