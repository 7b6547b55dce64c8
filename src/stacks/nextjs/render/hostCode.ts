import { code, type Code, type TsImportKind } from '../../../codegen/render/code';
import { firstLine } from '../../../codegen/render/docShape';
import { jsxElement, type JsxAttribute } from '../../../codegen/render/jsx';
import { tsImport } from '../../../codegen/render/typescript';
import { tsModule, type TsModuleOptions } from '../../../codegen/render/typescriptModule';
import { AppError } from '../../../core/model/appError';
import { aliasedModule, sharedPath } from '../entityPaths';
import type { EntityView } from '../entityView';
import { HOST_ROLES } from '../hostRoles';
import type { HostSymbol, NextjsProject, Role } from '../project';

/** A component, hook or helper of the host. Throws AppError `dependencyMissing` where the host has none. */
export function host(view: EntityView, role: Role, kind: TsImportKind = 'value'): Code {
  const symbol = view.project.symbols[role] ?? generatedSymbol(view.project, role);
  if (symbol === undefined) throw missingRole(view.project, role);
  return tsImport(symbol.module, symbol.name, kind);
}

export function missingRole(project: NextjsProject, role: Role): AppError {
  const known = project.missing.find((item) => item.role === role);
  const { names, expected } = HOST_ROLES[role];
  const what = names[0] ?? role;
  return new AppError(
    'dependencyMissing',
    known?.message ?? `${/^[A-Z]/.test(what) ? 'Component' : 'Helper'} '${what}' not found in ${expected}`,
    known?.suggestion ?? `Add '${what}' to the frontend and retry, skip this part, or roll back.`,
  );
}

/** A component that the host lacks and gets once; undefined for what only the host can have. */
function generatedSymbol(project: NextjsProject, role: Role): HostSymbol | undefined {
  const path = sharedPath(project, role);
  const [name] = HOST_ROLES[role].names;
  if (path === null || name === undefined) return undefined;
  return { module: aliasedModule(project, path), name };
}

/** A name of the entity's own types module. */
export function ownType(view: EntityView, name: string, kind: TsImportKind = 'type'): Code {
  return tsImport(aliasedModule(view.project, view.paths.types), name, kind);
}

export const translations = tsImport('next-intl', 'useTranslations');

/** A JSX component by name, with what imports it. */
export function component(
  name: Code,
  attributes: readonly JsxAttribute[],
  children: readonly Code[] = [],
): Code {
  const element = jsxElement(firstLine(name.doc), attributes, children);
  return code(element.doc, [...name.imports, ...element.imports]);
}

/** A whole file in the host's style. */
export function moduleText(view: EntityView, body: Code, directive?: TsModuleOptions['directive']): string {
  const { style, alias } = view.project;
  return tsModule(body, {
    ...style,
    importGroups: { aliases: [alias.prefix], blankLines: false },
    ...(directive === undefined ? {} : { directive }),
  });
}
