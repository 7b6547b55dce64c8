import type { Node } from 'web-tree-sitter';
import type { SourceRange } from './sourceRange';
import type {
  TsConst,
  TsExport,
  TsFunction,
  TsImportStatement,
  TsJsxElement,
  TsModel,
  TsProperty,
  TsTypeDeclaration,
  TsValue,
} from './typescriptModel';

interface Placed {
  readonly node: Node;
  readonly statement: Node;
  readonly exported: boolean;
  readonly isDefault: boolean;
}

/** Turns a tree of TypeScript or TSX into plain data. */
export class TsReader {
  private readonly offset: number;

  constructor(offset: number) {
    this.offset = offset;
  }

  module(root: Node): TsModel {
    const statements = root.namedChildren.filter(
      (node) => node.type !== 'comment' && node.type !== 'hash_bang_line',
    );
    const placed = statements.map((statement) => this.placed(statement));
    return {
      directive: this.directive(statements[0]),
      imports: statements.flatMap((node) => (node.type === 'import_statement' ? [this.import(node)] : [])),
      exports: statements.flatMap((node) => (node.type === 'export_statement' ? this.exports(node) : [])),
      types: placed.flatMap((item) => this.types(item)),
      functions: placed.flatMap((item) => this.functions(item)),
      consts: placed.flatMap((item) => this.consts(item)),
      jsx: root.descendantsOfType(['jsx_element', 'jsx_self_closing_element']).map((node) => this.jsx(node)),
      statements: statements.map((node) => this.range(node)),
      hasErrors: root.hasError,
    };
  }

  private range(node: Node): SourceRange {
    return { start: node.startIndex + this.offset, end: node.endIndex + this.offset };
  }

  private placed(statement: Node): Placed {
    if (statement.type !== 'export_statement') {
      return { node: statement, statement, exported: false, isDefault: false };
    }
    const node =
      statement.childForFieldName('declaration') ?? statement.childForFieldName('value') ?? statement;
    return { node, statement, exported: true, isDefault: hasToken(statement, 'default') };
  }

  private directive(first: Node | undefined): string | null {
    const literal = first?.type === 'expression_statement' ? first.firstNamedChild : null;
    return literal?.type === 'string' ? stringValue(literal) : null;
  }

  private import(node: Node): TsImportStatement {
    const clause = node.namedChildren.find((child) => child.type === 'import_clause');
    const parts = clause?.namedChildren ?? [];
    const named = parts.find((part) => part.type === 'named_imports');
    const namespace = parts.find((part) => part.type === 'namespace_import');
    const source = node.childForFieldName('source');
    return {
      module: source === null ? '' : stringValue(source),
      typeOnly: hasToken(node, 'type'),
      defaultName: parts.find((part) => part.type === 'identifier')?.text ?? null,
      namespace: namespace?.firstNamedChild?.text ?? null,
      names: (named?.namedChildren ?? [])
        .filter((child) => child.type === 'import_specifier')
        .map((child) => ({
          name: child.childForFieldName('name')?.text ?? '',
          alias: child.childForFieldName('alias')?.text ?? null,
          type: hasToken(child, 'type'),
          ...this.range(child),
        })),
      braces: named === undefined ? null : this.range(named),
      ...this.range(node),
    };
  }

  private exports(node: Node): TsExport[] {
    const range = this.range(node);
    const isDefault = hasToken(node, 'default');
    const source = node.childForFieldName('source');
    const module = source === null ? null : stringValue(source);
    const clause = node.namedChildren.find((child) => child.type === 'export_clause');
    if (clause !== undefined) {
      return clause.namedChildren
        .filter((child) => child.type === 'export_specifier')
        .map((child) => {
          const name =
            child.childForFieldName('alias')?.text ?? child.childForFieldName('name')?.text ?? null;
          return { kind: 'name', name, isDefault: name === 'default', module, ...range };
        });
    }
    const declaration = node.childForFieldName('declaration') ?? node.childForFieldName('value');
    if (declaration === null) return [{ kind: 'all', name: null, isDefault: false, module, ...range }];
    const kind = EXPORT_KINDS[declaration.type] ?? 'expression';
    if (kind === 'const') {
      return declarators(declaration).map((item) => ({
        kind,
        name: item.childForFieldName('name')?.text ?? null,
        isDefault,
        module,
        ...range,
      }));
    }
    const name =
      kind === 'expression'
        ? declaration.type === 'identifier'
          ? declaration.text
          : null
        : (declaration.childForFieldName('name')?.text ?? null);
    return [{ kind, name, isDefault, module, ...range }];
  }

  private types({ node, statement, exported }: Placed): TsTypeDeclaration[] {
    const kind =
      node.type === 'interface_declaration'
        ? 'interface'
        : node.type === 'type_alias_declaration'
          ? 'type'
          : null;
    if (kind === null) return [];
    const value = node.childForFieldName(kind === 'interface' ? 'body' : 'value');
    const isObject = value?.type === 'object_type' || value?.type === 'interface_body';
    const clause = node.namedChildren.find((child) => child.type === 'extends_type_clause');
    return [
      {
        kind,
        name: node.childForFieldName('name')?.text ?? '',
        exported,
        extends: clause?.namedChildren.map((child) => child.text) ?? [],
        text: value?.text ?? '',
        properties: isObject ? value.namedChildren.flatMap((member) => this.property(member)) : [],
        body: isObject ? this.range(value) : null,
        ...this.range(statement),
      },
    ];
  }

  private property(member: Node): TsProperty[] {
    if (member.type !== 'property_signature' && member.type !== 'method_signature') return [];
    const name = member.childForFieldName('name');
    return [
      {
        name: name === null ? '' : nameOf(name),
        type: member.childForFieldName('type')?.text.replace(/^:\s*/, '') ?? null,
        optional: hasToken(member, '?'),
        ...this.range(member),
      },
    ];
  }

  private functions({ node, statement, exported, isDefault }: Placed): TsFunction[] {
    const found =
      node.type === 'function_declaration' || node.type === 'function_expression'
        ? [{ name: node.childForFieldName('name')?.text ?? '', node }]
        : declarators(node).flatMap((item) => {
            const value = item.childForFieldName('value');
            const isFunction = value?.type === 'arrow_function' || value?.type === 'function_expression';
            return isFunction ? [{ name: item.childForFieldName('name')?.text ?? '', node: value }] : [];
          });
    return found.map((item) => {
      const single = item.node.childForFieldName('parameter');
      const list = item.node.childForFieldName('parameters')?.namedChildren ?? [];
      return {
        name: item.name,
        exported,
        isDefault,
        async: hasToken(item.node, 'async'),
        parameters: (single === null ? list : [single]).map((parameter) => parameter.text),
        returns: item.node.childForFieldName('return_type')?.text.replace(/^:\s*/, '') ?? null,
        isComponent:
          /^[A-Z]/.test(item.name) &&
          item.node.descendantsOfType(['jsx_element', 'jsx_self_closing_element']).length > 0,
        ...this.range(statement),
      };
    });
  }

  private consts({ node, statement, exported }: Placed): TsConst[] {
    return declarators(node).map((item) => {
      const value = item.childForFieldName('value');
      return {
        name: item.childForFieldName('name')?.text ?? '',
        exported,
        type: item.childForFieldName('type')?.text.replace(/^:\s*/, '') ?? null,
        value: value === null ? null : this.value(value),
        ...this.range(statement),
      };
    });
  }

  private value(node: Node): TsValue {
    const base = { ...this.range(node), text: node.text };
    const children = node.namedChildren.filter((child) => child.type !== 'comment');
    const first = children[0];
    switch (node.type) {
      case 'as_expression':
      case 'satisfies_expression':
      case 'parenthesized_expression':
        return first === undefined ? { ...base, kind: 'other' } : this.value(first);
      case 'string':
        return { ...base, kind: 'string', value: stringValue(node) };
      case 'array':
        return { ...base, kind: 'array', elements: children.map((child) => this.value(child)) };
      case 'object':
        return {
          ...base,
          kind: 'object',
          properties: children.map((child) => {
            const key = child.childForFieldName('key') ?? child.childForFieldName('name');
            const value = child.childForFieldName('value');
            const shorthand = child.type === 'shorthand_property_identifier';
            return {
              name: shorthand ? child.text : key === null ? null : nameOf(key),
              value: value === null ? null : this.value(value),
              ...this.range(child),
            };
          }),
        };
      case 'call_expression':
        return {
          ...base,
          kind: 'call',
          callee: node.childForFieldName('function')?.text ?? '',
          receiver: this.receiver(node.childForFieldName('function')),
          arguments: (node.childForFieldName('arguments')?.namedChildren ?? [])
            .filter((child) => child.type !== 'comment')
            .map((child) => this.value(child)),
        };
      default:
        return { ...base, kind: 'other' };
    }
  }

  /** The call that a chained call goes on from. */
  private receiver(callee: Node | null): TsValue | null {
    const object = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
    return object?.type === 'call_expression' ? this.value(object) : null;
  }

  private jsx(node: Node): TsJsxElement {
    const opening = node.type === 'jsx_element' ? node.childForFieldName('open_tag') : node;
    const attributes = (opening?.namedChildren ?? []).filter((child) => child.type === 'jsx_attribute');
    const parent = node.parent?.type === 'jsx_element' ? node.parent : null;
    return {
      name: opening?.childForFieldName('name')?.text ?? '',
      attributes: attributes.map((attribute) => {
        const [name, value] = attribute.namedChildren;
        const text = value === undefined ? null : value.type === 'string' ? stringValue(value) : value.text;
        return { name: name?.text ?? '', value: text };
      }),
      parent: parent === null ? null : this.range(parent),
      ...this.range(node),
    };
  }
}

const EXPORT_KINDS: Readonly<Record<string, TsExport['kind']>> = {
  function_declaration: 'function',
  generator_function_declaration: 'function',
  class_declaration: 'class',
  abstract_class_declaration: 'class',
  lexical_declaration: 'const',
  variable_declaration: 'const',
  type_alias_declaration: 'type',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
};

function declarators(node: Node): readonly Node[] {
  if (node.type !== 'lexical_declaration' && node.type !== 'variable_declaration') return [];
  return node.namedChildren.filter((child) => child.type === 'variable_declarator');
}

function hasToken(node: Node, token: string): boolean {
  return node.children.some((child) => !child.isNamed && child.type === token);
}

function stringValue(node: Node): string {
  return node.text.slice(1, -1);
}

function nameOf(node: Node): string {
  return node.type === 'string' ? stringValue(node) : node.text;
}
