import { enumLabels, isArabic } from '../../core/entity/labels';
import type { FileChange } from '../../core/model/changeSet';
import type { EntityBase } from '../../core/model/entityBase';
import type { EntitySpec, Field } from '../../core/model/entitySpec';
import { joinPath } from '../../core/model/workspacePath';
import type { NewFinding } from '../../core/ports/stateStore';
import type { EntityView } from './entityView';

/** Labels that stand in English on the Arabic pages, as their words are not known; those of the last version were told. */
export function untranslated(
  view: EntityView,
  base: EntityBase | null,
  proposed: readonly FileChange[],
): readonly NewFinding[] {
  const file = view.project.messages.find(({ locale }) => locale === 'ar' || locale.startsWith('ar-'));
  if (file === undefined) return [];
  const path = joinPath(view.project.folder, file.path);
  if (!proposed.some((change) => change.path === path)) return [];
  const told = new Set(base === null ? [] : foreignLabels(base.spec));
  const labels = foreignLabels(view.spec).filter((label) => !told.has(label));
  if (labels.length === 0) return [];
  const shown = labels.slice(0, MOST).join(', ');
  const more = labels.length > MOST ? ` and ${String(labels.length - MOST)} more` : '';
  return [
    {
      severity: 'minor',
      category: 'custom',
      message: `Arabic pages show English for ${shown}${more}. Give a label in .groundwork/entities/${view.spec.name}.yaml: label: { ar: ... }.`,
      path,
      line: null,
      column: null,
      source: 'groundwork',
      rule: 'no-arabic-label',
    },
  ];
}

const MOST = 8;

function foreignLabels({ label, fields, relationships }: EntitySpec): readonly string[] {
  const payload = relationships.flatMap((item) => (item.kind === 'many-to-many' ? item.payload : []));
  const all = [
    label.singular,
    label.plural,
    ...[...fields, ...payload].flatMap(fieldLabels),
    ...relationships.map((item) => item.label),
  ];
  return [...new Set(all.map(({ ar }) => ar).filter((label) => !isArabic(label) && !ACRONYM.test(label)))];
}

/** `CO2` is `CO2` in Arabic too. */
const ACRONYM = /^[A-Z0-9]+$/;

const fieldLabels = (field: Field) => [
  field.label,
  ...(field.type.kind === 'enum' ? enumLabels(field.type) : []),
];
