import type {
  DialogueService,
  EntityCheck,
  EntityEdits,
  EntitySource,
} from '../../src/core/orchestrator/dialogueService';
import type { EntitySpec, Field } from '../../src/core/model/entitySpec';
import { SCRIPT } from './scriptedRun';

/** Understands just enough of the shorthand to fill the plan page: names and whether the brackets close. */
export const fakeDialogue: DialogueService = {
  detect: () =>
    Promise.resolve({
      projects: [
        {
          kind: 'fastapi',
          folder: 'backend',
          evidence: ['backend/main.py makes a FastAPI app'],
          conventions: ['Models: db/model.py'],
          unsupported: [],
        },
        {
          kind: 'nextjs',
          folder: 'frontend',
          evidence: ['frontend/package.json depends on next'],
          conventions: ['App Router: app/(pages)'],
          unsupported: [],
        },
      ],
      entities: ['Category'],
    }),
  check: (source) => Promise.resolve(checkSource(source)),
};

function checkSource(source: EntitySource): EntityCheck {
  const text = 'text' in source ? source.text : 'product name:string';
  const edits = source.kind === 'fields' ? { names: {}, features: {} } : source.edits;
  const words = text.split(/\s+/).filter((word) => word !== '');
  const [name = ''] = words;
  const bad = words
    .slice(source.kind === 'fields' ? 0 : 1)
    .find((word) => !/^\w+:\w+(\([^()]*\))?!?(=\S+)?$/.test(word));
  if (bad !== undefined) {
    return {
      kind: 'problems',
      problems: [
        {
          offset: text.indexOf(bad),
          length: bad.length,
          field: bad.split(':')[0] ?? null,
          message: `"${bad}" is not a field.`,
          suggestion: 'Write name:type, for example price:decimal(10,2)!',
        },
      ],
    };
  }
  const fields = words.slice(1).map((word) => fieldOf(word.split(':')[0] ?? word));
  const spec = specOf(name, fields, edits);
  return {
    kind: 'ready',
    spec,
    start: { workflow: 'fullstack', request: { kind: 'generate', entity: spec } },
    files: SCRIPT.flatMap((phase) =>
      phase.steps.flatMap((step) =>
        step.path === null
          ? []
          : [
              {
                path: step.path,
                title: step.title,
                action:
                  step.path.endsWith('model.py') || step.path.endsWith('routers.py') ? 'edit' : 'create',
              } as const,
            ],
      ),
    ),
    notes: ['The table category exists already'],
  };
}

function fieldOf(name: string): Field {
  return {
    name,
    type: { kind: 'text' },
    required: true,
    unique: false,
    index: false,
    default: null,
    label: { en: name, ar: name },
    description: null,
    display: { table: true, form: true, filter: false, sort: true, search: false },
    renamedFrom: null,
  };
}

function specOf(word: string, fields: readonly Field[], { names, features }: EntityEdits): EntitySpec {
  const name = names.name ?? word;
  const plural = names.plural ?? `${name}s`;
  const title = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
  return {
    version: 1,
    name,
    plural,
    table: names.table ?? name,
    route: names.route ?? plural,
    group: names.group ?? 'setting',
    label: {
      singular: { en: names.singularEn ?? title(name), ar: names.singularAr ?? 'منتج' },
      plural: { en: names.pluralEn ?? title(plural), ar: names.pluralAr ?? 'منتجات' },
    },
    fields: [...fields],
    relationships: [],
    features: {
      softDelete: true,
      audit: true,
      search: true,
      filters: true,
      sort: true,
      pagination: true,
      bulkActions: true,
      csvExport: true,
      tests: true,
      ...features,
    },
    labelField: 'name',
    defaultSort: { field: 'id', order: 'asc' },
    renamedFrom: null,
  };
}
