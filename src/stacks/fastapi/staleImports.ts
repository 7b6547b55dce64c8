import { planPyUnusedImports, type PyImportedSymbol } from '../../codegen/edit/planPyUnusedImports';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { InsertionTarget } from '../../codegen/propose/target';
import type { CodeImport } from '../../codegen/render/code';
import { pyRender } from '../../codegen/render/python';
import { diffSpecs } from '../../core/entity/specDiff';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import { joinPath } from '../../core/model/workspacePath';
import { entityView, type EntityView } from './entityView';
import { definitionsOf, definitionSymbols } from './modelTargets';
import { MODEL_STEP } from './modelStep';
import { droppedSymbol } from './staleTargets';
import { targetMembers } from './targetMembers';

/** Imports that the last version needed in files of models and nothing there uses now; last of all targets. */
export function staleImportTargets(
  view: EntityView,
  parsers: Parsers,
  base: EntityBase | null,
): readonly InsertionTarget[] {
  if (base === null || diffSpecs(base.spec, view.spec).isEmpty) return [];
  const { width } = view.project;
  const former = entityView(view.project, base.spec, undefined, view.spec.table);
  return [...neededImports(former)].map(([path, symbols]) => ({
    kind: 'insertion',
    key: `backend/model/unused/${path}`,
    path,
    layer: 'model',
    step: MODEL_STEP,
    provides: [],
    // Their uses go first.
    requires: [...definitionSymbols(view), droppedSymbol(path)],
    plan: (source) =>
      planPyUnusedImports(parsers, source, { symbols, width, label: { title: 'Remove unused imports' } }),
  }));
}

/** What the models of a version import, by file; a file that the generator owns as a whole is not among them. */
function neededImports(view: EntityView): ReadonlyMap<WorkspacePath, readonly PyImportedSymbol[]> {
  const { models, width, entities } = view.project;
  const definitions = definitionsOf(view);
  const importsOf = (code: (typeof definitions)[number]['code']): readonly CodeImport[] =>
    pyRender(code, { width }).imports;
  const files = new Map<WorkspacePath, PyImportedSymbol[]>();
  const add = (path: WorkspacePath, symbols: readonly PyImportedSymbol[]): void => {
    files.set(path, [...(files.get(path) ?? []), ...symbols]);
  };
  if (models !== null) {
    add(
      joinPath(models.path),
      definitions.flatMap(({ code }) => symbolsOf(importsOf(code))),
    );
  }
  for (const member of targetMembers(view)) {
    const path = models?.path ?? entities.find((entity) => entity.name === member.target)?.path;
    if (path === undefined) continue;
    add(joinPath(path), [
      ...symbolsOf(importsOf(member.code)),
      ...definitions.map(({ name }) => ({ module: view.model.module, name })),
    ]);
  }
  return files;
}

const symbolsOf = (imports: readonly CodeImport[]): readonly PyImportedSymbol[] =>
  imports.flatMap(({ module, name }) => (name === null ? [] : [{ module, name }]));
