import type { Parsers } from '../../codegen/inspect/parsers';
import type { PyClass, PythonModule } from '../../codegen/inspect/pythonModel';
import type { EntityBase } from '../../core/model/entityBase';
import type { WorkspacePath } from '../../core/model/ids';
import type { NewFinding } from '../../core/ports/stateStore';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { pyRender } from '../../codegen/render/python';
import { modulePath } from './backendTargets';
import type { EntityView } from './entityView';
import { MODEL_FILE, modelPath } from './ownFileTargets';
import { lineOf, readQuietly } from './pythonSources';
import { ownColumns } from './renderModel';
import { routeKeys } from './renderRouter';

/** What is there of an entity that was not generated here: it keeps every byte, and each mismatch is named. */
export async function inspectExisting(
  view: EntityView,
  files: WorkspaceFiles,
  parsers: Parsers,
  base: EntityBase | null,
): Promise<readonly NewFinding[]> {
  const findings: NewFinding[] = [];
  const isForeign = (key: string): boolean => base?.fragments[key] === undefined;
  const read = async (path: WorkspacePath): Promise<Source | undefined> => {
    const text = await readQuietly(files, path);
    return text === undefined ? undefined : { path, text, model: parsers.python(text) };
  };
  if (isForeign(`backend/model/${view.names.pascal}`) && isForeign(MODEL_FILE)) {
    const source = await read(modelPath(view));
    if (source !== undefined) findings.push(...modelMismatches(view, source));
  }
  const parts = [
    { key: 'backend/schemas', module: view.modules.schema, check: schemaMismatches },
    { key: 'backend/crud', module: view.modules.crud, check: crudMismatches },
    { key: 'backend/router', module: view.modules.router, check: routerMismatches },
  ];
  for (const { key, module, check } of parts) {
    if (!isForeign(key)) continue;
    const source = await read(modulePath(view, module));
    if (source === undefined) continue;
    findings.push(
      ...(source.model.hasErrors
        ? [mismatch(source, 0, 'The file does not parse, so that it was not compared.')]
        : check(view, source)),
    );
  }
  return findings;
}

interface Source {
  readonly path: WorkspacePath;
  readonly text: string;
  readonly model: PythonModule;
}

function mismatch(source: Source, offset: number, message: string): NewFinding {
  return {
    severity: 'minor',
    category: 'custom',
    message,
    path: source.path,
    line: lineOf(source.text, offset),
    column: null,
    source: 'groundwork',
    rule: 'mismatch',
  };
}

const plain = (text: string): string =>
  text.replaceAll(/["'\s]/g, '').replace(/^Optional\[(.*)\]$/, '$1|None');

function modelMismatches(view: EntityView, source: Source): readonly NewFinding[] {
  const found = source.model.classes.find((item) => item.name === view.names.pascal);
  if (found === undefined) return [];
  const wanted = ownColumns(view);
  const findings: NewFinding[] = [];
  for (const column of wanted) {
    const field = found.fields.find((item) => item.name === column.attribute);
    if (field === undefined) {
      const message = `${found.name} has no column ${column.name}, which the rest of the entity needs.`;
      // What uses the column cannot run.
      findings.push({ ...mismatch(source, found.start, message), severity: 'major' });
      continue;
    }
    const type = pyRender(column.annotation, { width: 1000 }).text + (column.nullable ? ' | None' : '');
    const present = /^(?:\w+\.)?Mapped\[(.*)\]$/s.exec(field.annotation ?? '')?.[1] ?? field.annotation ?? '';
    if (plain(present) !== plain(type)) {
      findings.push(
        mismatch(
          source,
          field.start,
          `${found.name}.${field.name} is ${present === '' ? 'not typed' : present}, not ${type}.`,
        ),
      );
    }
  }
  const known = new Set([
    ...wanted.map((column) => column.attribute),
    ...['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'],
  ]);
  for (const field of found.fields) {
    const isColumn = field.annotation?.includes('Mapped[') === true && field.call?.callee !== 'relationship';
    if (isColumn && !known.has(field.name)) {
      findings.push(
        mismatch(source, field.start, `${found.name}.${field.name} is not in the specification.`),
      );
    }
  }
  const table = found.fields.find((field) => field.name === '__tablename__');
  if (table !== undefined && plain(table.value ?? '') !== view.spec.table) {
    findings.push(
      mismatch(source, table.start, `The table is ${table.value ?? ''}, not "${view.spec.table}".`),
    );
  }
  return findings;
}

function schemaMismatches(view: EntityView, source: Source): readonly NewFinding[] {
  const { pascal } = view.names;
  const attributes = view.wire.map((entry) => entry.pythonAttribute);
  return ['Create', 'Update', 'Read', 'ListParams'].flatMap((suffix) => {
    const found = source.model.classes.find((item) => item.name === pascal + suffix);
    if (found === undefined) return [mismatch(source, 0, `There is no schema ${pascal}${suffix}.`)];
    if (suffix !== 'Create' && suffix !== 'Read') return [];
    const inherited = inheritedFields(source, found);
    return attributes
      .filter((attribute) => !inherited.has(attribute))
      .map((attribute) => mismatch(source, found.start, `${found.name} has no field ${attribute}.`));
  });
}

/** Fields of a class and of those of the same file that it derives from. */
function inheritedFields(source: Source, item: PyClass): ReadonlySet<string> {
  const fields = new Set(item.fields.map((field) => field.name));
  for (const name of item.bases) {
    const parent = source.model.classes.find((other) => other.name === name && other !== item);
    if (parent !== undefined) for (const field of inheritedFields(source, parent)) fields.add(field);
  }
  return fields;
}

function crudMismatches(view: EntityView, source: Source): readonly NewFinding[] {
  const { snake } = view.names;
  const { plural, features } = view.spec;
  const wanted = [
    `list_${plural}`,
    ...(features.csvExport ? [`export_${plural}`] : []),
    `${snake}_options`,
    ...['get', 'create', 'update', 'delete'].map((verb) => `${verb}_${snake}`),
    ...(features.softDelete ? [`restore_${snake}`] : []),
    ...(features.bulkActions ? [`bulk_delete_${plural}`] : []),
  ];
  return wanted
    .filter((name) => !source.model.functions.some((item) => item.name === name))
    .map((name) => mismatch(source, 0, `There is no function ${name}.`));
}

function routerMismatches(view: EntityView, source: Source): readonly NewFinding[] {
  const present = new Set(
    source.model.functions.flatMap((item) =>
      item.decorators.flatMap((decorator) => {
        const [, method] = /\.(get|post|put|patch|delete)$/.exec(decorator.call?.callee ?? '') ?? [];
        const path = decorator.call?.arguments[0]?.text ?? '';
        return method === undefined ? [] : [`${method} ${anyId(plain(path))}`];
      }),
    ),
  );
  return routeKeys(view)
    .filter((key) => !present.has(anyId(key)))
    .map((key) =>
      mismatch(
        source,
        0,
        `There is no route ${key.toUpperCase().split(' ')[0] ?? ''} ${key.split(' ')[1] ?? ''}.`,
      ),
    );
}

/** Paths are compared whatever their parameter is called. */
const anyId = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');
