import { createRequire } from 'node:module';
import path from 'node:path';
import type TypeScript from 'typescript';
import type { Shop } from './shop';

/** What a compiler says about a file of the workspace, with `/`. */
export interface Broken {
  readonly file: string;
  readonly message: string;
}

/** The frontend's own TypeScript, kept with all that it has read: a second check looks at what changed. */
export class TypeChecker {
  readonly #shop: Shop;
  readonly #ts: typeof TypeScript;
  readonly #sources = new Map<string, TypeScript.SourceFile>();
  #program: TypeScript.SemanticDiagnosticsBuilderProgram | undefined;

  constructor(shop: Shop) {
    this.#shop = shop;
    this.#ts = createRequire(path.join(shop.frontend, 'package.json'))('typescript') as typeof TypeScript;
  }

  check(): readonly Broken[] {
    const ts = this.#ts;
    const { options, fileNames } = this.#config();
    const host = ts.createIncrementalCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, languageVersion) => {
      const text = ts.sys.readFile(name);
      const known = this.#sources.get(name);
      if (known !== undefined && known.text === text) return known;
      const source = read(name, languageVersion);
      if (source !== undefined) this.#sources.set(name, source);
      return source;
    };
    this.#program = ts.createSemanticDiagnosticsBuilderProgram(fileNames, options, host, this.#program);
    return [...this.#program.getSyntacticDiagnostics(), ...this.#program.getSemanticDiagnostics()].map(
      ({ file, messageText }) => ({
        file: file === undefined ? '' : path.relative(this.#shop.folder, file.fileName).replaceAll('\\', '/'),
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      }),
    );
  }

  #config(): TypeScript.ParsedCommandLine {
    const ts = this.#ts;
    const file = path.join(this.#shop.frontend, 'tsconfig.json');
    const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { config: unknown };
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, this.#shop.frontend);
    return { ...parsed, options: { ...parsed.options, noEmit: true } };
  }
}
