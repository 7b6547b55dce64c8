import type { EditPlan } from '../../codegen/edit/editPlan';
import { linesBefore } from '../../codegen/edit/insertLines';
import { planDefinition } from '../../codegen/edit/planPyDefinition';
import { planImport } from '../../codegen/edit/planPyImport';
import { lineStartAt } from '../../codegen/edit/textLines';
import type { Parsers } from '../../codegen/inspect/parsers';
import type { DefinitionTarget, InsertionTarget, Target } from '../../codegen/propose/target';
import type { Code, CodeImport } from '../../codegen/render/code';
import { pyRender } from '../../codegen/render/python';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import type { EntityView } from './entityView';
import { MODEL_STEP } from './modelStep';

/** A class or table of the entity's models. */
export interface Definition {
  readonly name: string;
  readonly code: Code;
}

/** The entity's file of models as it stands, undefined when there is none; and what was generated last. */
export interface ExistingModels {
  readonly source: string | undefined;
  readonly base: EntityBase | null;
}

/** The definitions as they go into a file that holds more than them; `imports` are what else is needed there. */
export function definitionTargets(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  definitions: readonly Definition[],
  existing: ExistingModels,
  imports: readonly CodeImport[],
): readonly Target[] {
  const { width } = view.project;
  const rendered = definitions.map(({ name, code }) => ({ name, ...pyRender(code, { width }) }));
  const present = foreignDefinitions(parsers, existing, definitions);
  const needed = rendered.filter((item) => !present.has(item.name)).flatMap((item) => item.imports);
  return [
    ...importTargets(view, parsers, path, [...needed, ...imports]),
    ...rendered.map(({ name, text }) => definitionTarget(view, parsers, path, name, text)),
  ];
}

/** Definitions that are there but were not generated, with the names of their members: they stay as they are. */
export function foreignDefinitions(
  parsers: Parsers,
  { source, base }: ExistingModels,
  wanted: readonly { readonly name: string }[],
): ReadonlyMap<string, readonly string[]> {
  const { classes, assignments } = parsers.python(source ?? '');
  const foreign = wanted.filter(({ name }) => base?.fragments[`backend/model/${name}`] === undefined);
  return new Map(
    foreign.flatMap(({ name }): [string, readonly string[]][] => {
      const found = classes.find((item) => item.name === name);
      if (found !== undefined) return [[name, found.fields.map((field) => field.name)]];
      return assignments.some((item) => item.name === name) ? [[name, []]] : [];
    }),
  );
}

function definitionTarget(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  name: string,
  text: string,
): DefinitionTarget {
  const symbol = `py:${view.model.module}.${name}`;
  return {
    kind: 'definition',
    // Other entities put attributes beside the entity's own.
    insertions: 'both',
    key: `backend/model/${name}`,
    path,
    layer: 'model',
    step: MODEL_STEP,
    provides: [symbol],
    requires: [`imports:${path}:${view.spec.name}`],
    text,
    locate(source) {
      const { classes, assignments } = parsers.python(source);
      return [...classes, ...assignments].find((item) => item.name === name);
    },
    // The entity's class is evaluated after what it names: enumerations and tables go above it.
    plan: (source) =>
      planAbove(parsers, source, view.names.pascal, { name, code: text }) ??
      planDefinition(parsers, source, { name, code: text, label: { title: `Add ${name}` } }),
  };
}

/** Puts a definition above a class that is there; undefined for the class itself, for what stands below it, without it. */
function planAbove(
  parsers: Parsers,
  source: string,
  owner: string,
  definition: { readonly name: string; readonly code: string },
): EditPlan | undefined {
  const found = parsers.python(source).classes.find((item) => item.name === owner);
  if (found === undefined || definition.name === owner || definition.code.includes(`${owner}.id`))
    return undefined;
  const start = lineStartAt(source, found.start);
  const label = { title: `Add ${definition.name}` };
  return { kind: 'edits', edits: [linesBefore(start, `${definition.code}\n\n`, label)] };
}

/** One insertion a module; the definitions need them all. */
function importTargets(
  view: EntityView,
  parsers: Parsers,
  path: WorkspacePath,
  imports: readonly CodeImport[],
): readonly InsertionTarget[] {
  const modules = new Map<string, Set<string>>();
  for (const item of imports) {
    if (item.language !== 'python' || item.module === view.model.module) continue;
    const names = modules.get(item.module) ?? new Set<string>();
    if (item.name !== null) names.add(item.name);
    modules.set(item.module, names);
  }
  const { width, firstParty } = view.project;
  return [...modules].sort(byModule).map(([module, names]) => ({
    kind: 'insertion',
    key: `backend/model/import/${module}`,
    path,
    layer: 'model',
    step: MODEL_STEP,
    provides: [`imports:${path}:${view.spec.name}`],
    requires: [],
    plan: (source) =>
      planImport(parsers, source, {
        module,
        names: [...names].sort(),
        width,
        firstParty,
        label: { title: `Import from ${module}` },
      }),
  }));
}

const byModule = (left: readonly [string, unknown], right: readonly [string, unknown]): number =>
  left[0] < right[0] ? -1 : 1;
