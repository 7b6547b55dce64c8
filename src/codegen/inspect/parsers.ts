import { Language, Parser, type Node } from 'web-tree-sitter';
import { AppError } from '../../core/model/appError';
import type { Assets } from '../../core/ports/system';
import { readPython, type PythonModule } from './pythonModel';
import type { SyntaxProblem } from './sourceRange';
import { TextMemo } from '../../shared/textMemo';
import { readTypeScript, type TsModel } from './typescriptModel';

export type ParsedLanguage = 'python' | 'typescript' | 'tsx';

const LANGUAGES: readonly ParsedLanguage[] = ['python', 'typescript', 'tsx'];

/** Characters of sources whose models are kept, a language: several times what a usual project is asked about. */
const REMEMBERED = 2_000_000;

/** Parses sources with tree-sitter. Models are plain data, and remembered by source: no tree outlives a call. */
export class Parsers {
  private readonly parsers: ReadonlyMap<ParsedLanguage, Parser>;
  private readonly models = {
    python: new TextMemo<PythonModule>(REMEMBERED),
    typescript: new TextMemo<TsModel>(REMEMBERED),
    tsx: new TextMemo<TsModel>(REMEMBERED),
  };

  private constructor(parsers: ReadonlyMap<ParsedLanguage, Parser>) {
    this.parsers = parsers;
  }

  /** Reads `assets/web-tree-sitter.wasm` and `assets/tree-sitter-<language>.wasm`. */
  static async create(assets: Assets): Promise<Parsers> {
    const parsers = new Map<ParsedLanguage, Parser>();
    for (const [name, language] of await languagesOnce(assets)) {
      parsers.set(name, new Parser().setLanguage(language));
    }
    return new Parsers(parsers);
  }

  python(source: string): PythonModule {
    return this.models.python.get(source, () => this.withTree('python', source, readPython));
  }

  typescript(source: string, language: 'typescript' | 'tsx'): TsModel {
    return this.models[language].get(source, () => this.withTree(language, source, readTypeScript));
  }

  /** Where the source does not parse, at most 20 places. */
  syntaxErrors(language: ParsedLanguage, source: string): readonly SyntaxProblem[] {
    const model = language === 'python' ? this.python(source) : this.typescript(source, language);
    if (!model.hasErrors) return [];
    return this.withTree(language, source, (root) => problemsOf(root));
  }

  /**
   * Gives the tree's root to `use` and frees the tree. Indexes in the tree count from after a byte order mark; `offset`
   * (0 or 1) is what to add for the source as it stands.
   */
  withTree<T>(language: ParsedLanguage, source: string, use: (root: Node, offset: number) => T): T {
    const parser = this.parsers.get(language);
    const offset = source.startsWith('\uFEFF') ? 1 : 0;
    const tree = parser?.parse(source.slice(offset)) ?? null;
    if (tree === null) {
      throw new AppError('internal', `The ${language} parser gave no tree.`, 'Run the command again.');
    }
    try {
      return use(tree.rootNode, offset);
    } finally {
      tree.delete();
    }
  }
}

type Languages = ReadonlyMap<ParsedLanguage, Language>;

/**
 * The library keeps one memory a process. Begun twice at once it makes two, and what belongs to the first is then freed
 * in the second; a language loaded again stays in memory beside the first.
 */
let loaded: Promise<Languages> | undefined;

function languagesOnce(assets: Assets): Promise<Languages> {
  loaded ??= loadLanguages(assets).catch((failure: unknown) => {
    loaded = undefined;
    throw failure;
  });
  return loaded;
}

async function loadLanguages(assets: Assets): Promise<Languages> {
  await Parser.init({ wasmBinary: toBuffer(await assets.bytes('assets/web-tree-sitter.wasm')) });
  const languages = new Map<ParsedLanguage, Language>();
  for (const name of LANGUAGES) {
    languages.set(name, await Language.load(await assets.bytes(`assets/tree-sitter-${name}.wasm`)));
  }
  return languages;
}

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function problemsOf(root: Node): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const visit = (node: Node): void => {
    if (problems.length >= 20 || !node.hasError) return;
    if (node.isMissing) {
      problems.push({ line: node.startPosition.row + 1, message: `'${node.type}' is missing` });
    } else if (node.isError) {
      const [first = ''] = node.text.trim().split('\n');
      problems.push({ line: node.startPosition.row + 1, message: `unexpected '${first.slice(0, 40)}'` });
    }
    for (const child of node.children) visit(child);
  };
  visit(root);
  return problems;
}
