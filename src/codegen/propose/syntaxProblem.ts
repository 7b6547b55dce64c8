import { parseTree, type ParseError } from 'jsonc-parser';
import type { Parsers } from '../inspect/parsers';
import type { SyntaxProblem } from '../inspect/sourceRange';

/** The first place where a source does not parse; undefined for what parses and for languages that are not read. */
export type FindSyntaxProblem = (path: string, source: string) => SyntaxProblem | undefined;

export function syntaxProblems(parsers: Parsers): FindSyntaxProblem {
  return (path, source) => {
    const extension = path.slice(path.lastIndexOf('.') + 1);
    switch (extension) {
      case 'py':
        return parsers.syntaxErrors('python', source)[0];
      case 'ts':
        return parsers.syntaxErrors('typescript', source)[0];
      case 'tsx':
        return parsers.syntaxErrors('tsx', source)[0];
      case 'json':
        return jsonProblem(source);
      default:
        return undefined;
    }
  };
}

function jsonProblem(source: string): SyntaxProblem | undefined {
  const errors: ParseError[] = [];
  parseTree(source.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return undefined;
  return { line: source.slice(0, first.offset).split('\n').length, message: 'this is no JSON' };
}
