import type { EntitySpec, Features } from '../../core/model/entitySpec';
import type { EditableName, EntityEdits, PlannedFile } from '../../core/orchestrator/dialogueService';

/** What choosing a line of the plan page does. */
export type PlanAction =
  | { readonly kind: 'generate' }
  | { readonly kind: 'editName'; readonly name: EditableName; readonly title: string; readonly value: string }
  | { readonly kind: 'toggle'; readonly feature: keyof Features }
  | { readonly kind: 'none' };

export type PlanItem =
  | { readonly kind: 'separator'; readonly label: string }
  | {
      readonly kind: 'line';
      readonly label: string;
      readonly description: string;
      readonly detail: string | null;
      readonly action: PlanAction;
    };

const NAMES: readonly {
  readonly name: EditableName;
  readonly title: string;
  readonly of: (spec: EntitySpec) => string;
}[] = [
  { name: 'name', title: 'Name', of: (spec) => spec.name },
  { name: 'plural', title: 'Plural', of: (spec) => spec.plural },
  { name: 'table', title: 'Table', of: (spec) => spec.table },
  { name: 'route', title: 'Route', of: (spec) => spec.route },
  { name: 'group', title: 'Group', of: (spec) => spec.group },
  { name: 'singularEn', title: 'Label, English', of: (spec) => spec.label.singular.en },
  { name: 'pluralEn', title: 'Plural label, English', of: (spec) => spec.label.plural.en },
  { name: 'singularAr', title: 'Label, Arabic', of: (spec) => spec.label.singular.ar },
  { name: 'pluralAr', title: 'Plural label, Arabic', of: (spec) => spec.label.plural.ar },
];

const FEATURES: readonly (readonly [keyof Features, string, string])[] = [
  ['softDelete', 'Soft delete', 'Deleted rows can be restored'],
  ['audit', 'Audit fields', 'Who created and changed a row, and when'],
  ['search', 'Search', 'One box over the text fields'],
  ['filters', 'Filters', 'By enum, relationship, date and flag'],
  ['sort', 'Sort', 'By column'],
  ['pagination', 'Pagination', 'Pages of a capped size'],
  ['bulkActions', 'Bulk actions', 'Delete many rows at once'],
  ['csvExport', 'CSV export', 'Safe against formulas'],
  ['tests', 'Tests', 'Permissions, constraints and pages'],
];

/** The plan page: Generate first, then what can be changed, then the files to come. */
export function planItems(
  spec: EntitySpec,
  files: readonly PlannedFile[],
  notes: readonly string[],
): readonly PlanItem[] {
  const creates = files.filter((file) => file.action === 'create').length;
  const edits = files.length - creates;
  const generate: PlanItem =
    files.length === 0
      ? line('$(pass) Nothing to generate', '', 'Everything that this asks for is there already.', {
          kind: 'none',
        })
      : line(
          '$(sparkle) Generate',
          `${count(edits, 'edit')} and ${count(creates, 'new file')}`,
          'Nothing is written before you accept it.',
          { kind: 'generate' },
        );
  return [
    generate,
    separator('Names'),
    ...NAMES.map(({ name, title, of }) =>
      line(`$(edit) ${title}`, of(spec), null, { kind: 'editName', name, title, value: of(spec) }),
    ),
    separator('Features'),
    ...FEATURES.map(([feature, title, detail]) =>
      line(
        `${spec.features[feature] ? '$(check)' : '$(dash)'} ${title}`,
        `${spec.features[feature] ? 'on' : 'off'} · ${detail}`,
        null,
        {
          kind: 'toggle',
          feature,
        },
      ),
    ),
    ...(notes.length === 0 ? [] : [separator('Already there')]),
    ...notes.map((note) => line(`$(info) ${note}`, '', null, { kind: 'none' })),
    ...(files.length === 0 ? [] : [separator('Files to come')]),
    ...files.map((file) =>
      line(
        `${file.action === 'create' ? '$(diff-added)' : '$(diff-modified)'} ${file.path}`,
        file.title,
        null,
        { kind: 'none' },
      ),
    ),
  ];
}

export function withName(edits: EntityEdits, name: EditableName, value: string): EntityEdits {
  return { ...edits, names: { ...edits.names, [name]: value } };
}

export function withToggled(edits: EntityEdits, spec: EntitySpec, feature: keyof Features): EntityEdits {
  return { ...edits, features: { ...edits.features, [feature]: !spec.features[feature] } };
}

function line(label: string, description: string, detail: string | null, action: PlanAction): PlanItem {
  return { kind: 'line', label, description, detail, action };
}

const separator = (label: string): PlanItem => ({ kind: 'separator', label });

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
