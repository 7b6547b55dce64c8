import type { Node } from 'web-tree-sitter';
import type { SourceRange } from './sourceRange';
import { TsReader } from './typescriptReader';

export interface TsImportedName extends SourceRange {
  readonly name: string;
  readonly alias: string | null;
  readonly type: boolean;
}

export interface TsImportStatement extends SourceRange {
  readonly module: string;
  readonly typeOnly: boolean;
  readonly defaultName: string | null;
  readonly namespace: string | null;
  readonly names: readonly TsImportedName[];
  /** From `{` to `}`, null when there are none. */
  readonly braces: SourceRange | null;
}

export interface TsExport extends SourceRange {
  readonly kind:
    'function' | 'class' | 'const' | 'type' | 'interface' | 'enum' | 'name' | 'all' | 'expression';
  readonly name: string | null;
  readonly isDefault: boolean;
  /** Of a re-export. */
  readonly module: string | null;
}

export interface TsProperty extends SourceRange {
  readonly name: string;
  readonly type: string | null;
  readonly optional: boolean;
}

/** An interface or an alias of an object type. `body` is from `{` to `}`, null for other aliases. */
export interface TsTypeDeclaration extends SourceRange {
  readonly kind: 'interface' | 'type';
  readonly name: string;
  readonly exported: boolean;
  readonly extends: readonly string[];
  /** What an alias stands for, as written. */
  readonly text: string;
  readonly properties: readonly TsProperty[];
  readonly body: SourceRange | null;
}

export interface TsFunction extends SourceRange {
  readonly name: string;
  readonly exported: boolean;
  readonly isDefault: boolean;
  readonly async: boolean;
  readonly parameters: readonly string[];
  readonly returns: string | null;
  /** Returns JSX and starts with a capital letter. */
  readonly isComponent: boolean;
}

export type TsValue = SourceRange & { readonly text: string } & (
    | { readonly kind: 'object'; readonly properties: readonly TsObjectProperty[] }
    | { readonly kind: 'array'; readonly elements: readonly TsValue[] }
    | { readonly kind: 'string'; readonly value: string }
    | {
        readonly kind: 'call';
        readonly callee: string;
        readonly receiver: TsValue | null;
        readonly arguments: readonly TsValue[];
      }
    | { readonly kind: 'other' }
  );

/** `name` is null for a spread. */
export interface TsObjectProperty extends SourceRange {
  readonly name: string | null;
  readonly value: TsValue | null;
}

export interface TsConst extends SourceRange {
  readonly name: string;
  readonly exported: boolean;
  readonly type: string | null;
  readonly value: TsValue | null;
}

export interface TsJsxElement extends SourceRange {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string | null }[];
  /** Range of the element that it is a child of, null at the root. */
  readonly parent: SourceRange | null;
}

export interface TsModel {
  readonly directive: string | null;
  readonly imports: readonly TsImportStatement[];
  readonly exports: readonly TsExport[];
  readonly types: readonly TsTypeDeclaration[];
  readonly functions: readonly TsFunction[];
  readonly consts: readonly TsConst[];
  readonly jsx: readonly TsJsxElement[];
  /** Every top-level statement, comments aside. */
  readonly statements: readonly SourceRange[];
  readonly hasErrors: boolean;
}

/** Reads the model of a module. `offset` is added to every index. */
export function readTypeScript(root: Node, offset: number): TsModel {
  return new TsReader(offset).module(root);
}

/** Keys of a schema made with `z.object({ ... })` (or `.extend({ ... })`) anywhere in a chain of calls. */
export function zodObjectKeys(value: TsValue | null): readonly string[] {
  if (value?.kind !== 'call') return [];
  const own = value.arguments.flatMap((argument) =>
    argument.kind === 'object'
      ? argument.properties.flatMap((property) => (property.name === null ? [] : [property.name]))
      : [],
  );
  return [...zodObjectKeys(value.receiver), ...own];
}
