import type { Node } from 'web-tree-sitter';
import type { SourceRange } from './sourceRange';

export interface PyImportedName extends SourceRange {
  readonly name: string;
  readonly alias: string | null;
}

/** `import module` (names empty, kind `import`) or `from module import names`. */
export interface PyImportStatement extends SourceRange {
  readonly kind: 'import' | 'from';
  /** Dotted, with leading dots when relative. */
  readonly module: string;
  /** Of `import x as y`. */
  readonly alias: string | null;
  readonly names: readonly PyImportedName[];
  readonly wildcard: boolean;
  readonly parenthesized: boolean;
}

export interface PyArgument extends SourceRange {
  readonly name: string | null;
  readonly text: string;
}

export interface PyCall extends SourceRange {
  /** As written, e.g. `setting_router.include_router`. */
  readonly callee: string;
  readonly arguments: readonly PyArgument[];
}

export interface PyElement extends SourceRange {
  readonly text: string;
  /** Of a dictionary entry, as written. */
  readonly key: string | null;
}

export interface PyLiteral extends SourceRange {
  readonly kind: 'list' | 'tuple' | 'dictionary' | 'set';
  readonly elements: readonly PyElement[];
}

/** `name: annotation = value`, each part as written. Names of attributes are dotted (`a.b`). */
export interface PyAssignment extends SourceRange {
  readonly name: string;
  readonly annotation: string | null;
  readonly value: string | null;
  readonly literal: PyLiteral | null;
  /** Of a value that is a call. */
  readonly call: PyCall | null;
}

export interface PyParameter extends SourceRange {
  /** With `*` or `**` where written. */
  readonly name: string;
  readonly annotation: string | null;
  readonly defaultValue: string | null;
}

export interface PyDecorator extends SourceRange {
  /** As written, without `@`. */
  readonly text: string;
  readonly call: PyCall | null;
}

/** Ranges include decorators. `body` is from the first to the last statement. */
export interface PyFunction extends SourceRange {
  readonly name: string;
  readonly async: boolean;
  readonly parameters: readonly PyParameter[];
  readonly returns: string | null;
  readonly decorators: readonly PyDecorator[];
  readonly body: SourceRange;
  /** Calls that are statements directly in the body. */
  readonly calls: readonly PyCall[];
  readonly assignments: readonly PyAssignment[];
  /** Text of a returned expression, for each `return` directly in the body. */
  readonly returnValues: readonly string[];
}

export interface PyClass extends SourceRange {
  readonly name: string;
  /** As written, keyword arguments included (`metaclass=Meta`). */
  readonly bases: readonly string[];
  readonly decorators: readonly PyDecorator[];
  readonly docstring: SourceRange | null;
  readonly fields: readonly PyAssignment[];
  readonly methods: readonly PyFunction[];
  readonly body: SourceRange;
}

export interface PythonModule {
  readonly docstring: SourceRange | null;
  readonly imports: readonly PyImportStatement[];
  readonly classes: readonly PyClass[];
  readonly functions: readonly PyFunction[];
  readonly assignments: readonly PyAssignment[];
  readonly calls: readonly PyCall[];
  /** Names in `__all__`, null when there is none. */
  readonly exported: readonly string[] | null;
  /** Every top-level statement, comments aside. */
  readonly statements: readonly SourceRange[];
  readonly hasErrors: boolean;
}

/** Reads the model of a module. `offset` is added to every index. */
export function readPython(root: Node, offset: number): PythonModule {
  return new PythonReader(offset).module(root);
}

class PythonReader {
  private readonly offset: number;

  constructor(offset: number) {
    this.offset = offset;
  }

  module(root: Node): PythonModule {
    const statements = root.namedChildren.filter((node) => node.type !== 'comment');
    const assignments = this.assignments(statements);
    return {
      docstring: this.docstring(statements),
      imports: statements.flatMap((node) => this.imports(node)),
      classes: statements.flatMap((node) => this.classes(node)),
      functions: statements.flatMap((node) => this.functions(node)),
      assignments,
      calls: this.calls(statements),
      exported:
        assignments
          .find((item) => item.name === '__all__')
          ?.literal?.elements.map((element) => element.text.replace(/^['"]|['"]$/g, '')) ?? null,
      statements: statements.map((node) => this.range(node)),
      hasErrors: root.hasError,
    };
  }

  private range(node: Node): SourceRange {
    return { start: node.startIndex + this.offset, end: node.endIndex + this.offset };
  }

  private docstring(statements: readonly Node[]): SourceRange | null {
    const [first] = statements;
    const isString = first?.type === 'expression_statement' && first.firstNamedChild?.type === 'string';
    return first !== undefined && isString ? this.range(first) : null;
  }

  private imports(node: Node): PyImportStatement[] {
    if (node.type === 'import_statement') {
      return node.childrenForFieldName('name').map((name) => ({
        kind: 'import',
        module: this.named(name).name,
        alias: this.named(name).alias,
        names: [],
        wildcard: false,
        parenthesized: false,
        ...this.range(node),
      }));
    }
    if (node.type !== 'import_from_statement' && node.type !== 'future_import_statement') return [];
    return [
      {
        kind: 'from',
        module: node.childForFieldName('module_name')?.text ?? '__future__',
        alias: null,
        names: node.childrenForFieldName('name').map((name) => this.named(name)),
        wildcard: node.namedChildren.some((child) => child.type === 'wildcard_import'),
        parenthesized: node.children.some((child) => child.type === '('),
        ...this.range(node),
      },
    ];
  }

  private named(node: Node): PyImportedName {
    if (node.type !== 'aliased_import') return { name: node.text, alias: null, ...this.range(node) };
    return {
      name: node.childForFieldName('name')?.text ?? '',
      alias: node.childForFieldName('alias')?.text ?? null,
      ...this.range(node),
    };
  }

  private definition(node: Node): { readonly definition: Node; readonly decorators: readonly PyDecorator[] } {
    if (node.type !== 'decorated_definition') return { definition: node, decorators: [] };
    const decorators = node.namedChildren
      .filter((child) => child.type === 'decorator')
      .map((child) => ({
        text: child.firstNamedChild?.text ?? '',
        call: this.call(child.firstNamedChild),
        ...this.range(child),
      }));
    return { definition: node.childForFieldName('definition') ?? node, decorators };
  }

  private classes(node: Node): PyClass[] {
    const { definition, decorators } = this.definition(node);
    const body = definition.childForFieldName('body');
    if (definition.type !== 'class_definition' || body === null) return [];
    const members = body.namedChildren.filter((child) => child.type !== 'comment');
    const bases = definition.childForFieldName('superclasses')?.namedChildren ?? [];
    return [
      {
        name: definition.childForFieldName('name')?.text ?? '',
        bases: bases.filter((base) => base.type !== 'comment').map((base) => base.text),
        decorators,
        docstring: this.docstring(members),
        fields: this.assignments(members),
        methods: members.flatMap((member) => this.functions(member)),
        body: this.bodyRange(body, members),
        ...this.range(node),
      },
    ];
  }

  private bodyRange(body: Node, members: readonly Node[]): SourceRange {
    const first = members[0] ?? body;
    const last = members[members.length - 1] ?? body;
    return { start: first.startIndex + this.offset, end: last.endIndex + this.offset };
  }

  private functions(node: Node): PyFunction[] {
    const { definition, decorators } = this.definition(node);
    const body = definition.childForFieldName('body');
    if (definition.type !== 'function_definition' || body === null) return [];
    const statements = body.namedChildren.filter((child) => child.type !== 'comment');
    const parameters = definition.childForFieldName('parameters')?.namedChildren ?? [];
    return [
      {
        name: definition.childForFieldName('name')?.text ?? '',
        async: definition.children.some((child) => child.type === 'async'),
        parameters: parameters.filter((item) => item.type !== 'comment').map((item) => this.parameter(item)),
        returns: definition.childForFieldName('return_type')?.text ?? null,
        decorators,
        body: this.bodyRange(body, statements),
        calls: this.calls(statements),
        assignments: this.assignments(statements),
        returnValues: statements.flatMap((item) =>
          item.type === 'return_statement' ? [item.firstNamedChild?.text ?? ''] : [],
        ),
        ...this.range(node),
      },
    ];
  }

  private parameter(node: Node): PyParameter {
    const name =
      node.childForFieldName('name') ?? (node.type === 'typed_parameter' ? node.firstNamedChild : node);
    return {
      name: name?.text ?? node.text,
      annotation: node.childForFieldName('type')?.text ?? null,
      defaultValue: node.childForFieldName('value')?.text ?? null,
      ...this.range(node),
    };
  }

  private assignments(statements: readonly Node[]): PyAssignment[] {
    return statements.flatMap((statement) => {
      const node = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
      if (node?.type !== 'assignment') return [];
      const value = node.childForFieldName('right');
      return [
        {
          name: node.childForFieldName('left')?.text ?? '',
          annotation: node.childForFieldName('type')?.text ?? null,
          value: value?.text ?? null,
          literal: this.literal(value),
          call: this.call(value),
          ...this.range(statement),
        },
      ];
    });
  }

  private literal(node: Node | null): PyLiteral | null {
    const kind = node?.type;
    if (node === null || (kind !== 'list' && kind !== 'tuple' && kind !== 'dictionary' && kind !== 'set'))
      return null;
    const elements = node.namedChildren.filter((child) => child.type !== 'comment');
    return {
      kind,
      elements: elements.map((element) => ({
        text: element.text,
        key: element.type === 'pair' ? (element.childForFieldName('key')?.text ?? null) : null,
        ...this.range(element),
      })),
      ...this.range(node),
    };
  }

  private calls(statements: readonly Node[]): PyCall[] {
    return statements.flatMap((statement) => {
      const node = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
      const call = this.call(node?.type === 'await' ? node.firstNamedChild : node);
      return call === null ? [] : [{ ...call, ...this.range(statement) }];
    });
  }

  private call(node: Node | null): PyCall | null {
    if (node?.type !== 'call') return null;
    const items = node.childForFieldName('arguments')?.namedChildren ?? [];
    return {
      callee: node.childForFieldName('function')?.text ?? '',
      arguments: items
        .filter((item) => item.type !== 'comment')
        .map((item) => ({
          name: item.type === 'keyword_argument' ? (item.childForFieldName('name')?.text ?? null) : null,
          text: item.type === 'keyword_argument' ? (item.childForFieldName('value')?.text ?? '') : item.text,
          ...this.range(item),
        })),
      ...this.range(node),
    };
  }
}
