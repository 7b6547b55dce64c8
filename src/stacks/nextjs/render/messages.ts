import { arabicField, arabicSingular } from '../../../core/entity/arabicWords';
import { fieldLabel, isArabic } from '../../../core/entity/labels';
import { enumOptions } from '../../../core/entity/wire';
import type { Localized } from '../../../core/model/entitySpec';
import type { EntityView } from '../entityView';
import { definite, icuText, lowerFirst } from './phrases';

/** Texts of an entity for a locale; any but Arabic gets the English ones. */
export function entityMessages(view: EntityView, locale: string): Readonly<Record<string, unknown>> {
  const ar = locale === 'ar' || locale.startsWith('ar-');
  const pick = (label: Localized): string => icuText(ar ? label.ar : label.en);
  const { singular, plural } = view.spec.label;
  const one = pick(singular);
  const many = pick(plural);
  const hasRequired = view.inputs.some((entry) => entry.rules.required);
  const sentences = ar ? arabic(view, one, hasRequired) : english(one, many, hasRequired);
  return {
    title: many,
    ...sentences,
    fields: fields(view, pick),
    ...payloads(view, pick),
    ...values(view, pick),
  };
}

function english(one: string, many: string, hasRequired: boolean): Readonly<Record<string, unknown>> {
  return {
    description: `Find, add and change ${lowerFirst(many)}.`,
    add: {
      title: `Add ${lowerFirst(one)}`,
      description: hasRequired ? 'Fields marked with * are required.' : 'All fields are optional.',
    },
    edit: { title: `Edit ${lowerFirst(one)}`, description: 'Change the details of {name}.' },
  };
}

/** A name that is not written in Arabic does not stand inside an Arabic sentence: the row is called a record. */
function arabic(view: EntityView, one: string, hasRequired: boolean): Readonly<Record<string, unknown>> {
  const isKnown = isArabic(one);
  return {
    // Of the list, not of what is in it: nothing has to agree with the number, gender and case of a name.
    description: 'ابحث في هذه القائمة وأضف إليها وعدّلها.',
    add: {
      title: isKnown ? `إضافة ${one}` : 'إضافة سجل',
      description: hasRequired ? 'الحقول المميزة بعلامة * مطلوبة.' : 'كل الحقول اختيارية.',
    },
    edit: {
      title: `تعديل ${isKnown ? definiteName(view, one) : 'السجل'}`,
      description: 'غيّر بيانات {name}.',
    },
  };
}

/** The name of a row with its article, as far as the words are known. */
const definiteName = ({ spec }: EntityView, one: string): string =>
  (one === arabicSingular(spec.name) ? arabicField(spec.name) : undefined) ?? definite(one);

const NUMBER: Localized = { en: 'Number', ar: 'الرقم' };
const CREATED: Localized = { en: 'Created', ar: 'تاريخ الإنشاء' };

function fields(view: EntityView, pick: (label: Localized) => string): Readonly<Record<string, string>> {
  const entries = view.wire.map((entry): [string, string] => [
    entry.json,
    pick(entry.kind === 'field' ? entry.field.label : entry.relationship.label),
  ]);
  if (view.spec.features.audit) entries.push(['created_at', pick(CREATED)]);
  else if (view.columns.length === 0) entries.push(['id', pick(NUMBER)]);
  return Object.fromEntries(entries);
}

/** Labels of the columns of a junction. */
function payloads(view: EntityView, pick: (label: Localized) => string): Readonly<Record<string, unknown>> {
  const entries = view.wire.flatMap((entry): [string, unknown][] => {
    if (entry.kind === 'field' || entry.link === null) return [];
    const labels = entry.link.payload.map((field) => [field.json, pick(field.field.label)]);
    return [[entry.json, Object.fromEntries(labels)]];
  });
  return entries.length === 0 ? {} : { payload: Object.fromEntries(entries) };
}

function values(view: EntityView, pick: (label: Localized) => string): Readonly<Record<string, unknown>> {
  const enums = [...view.enums].map(([entry, { key, labelKeys }]): [string, unknown] => [
    key,
    Object.fromEntries(
      enumOptions(entry.field).map((option, index) => [labelKeys[index] ?? option.value, pick(option)]),
    ),
  ]);
  return enums.length === 0 ? {} : { values: Object.fromEntries(enums) };
}

/** The label of a group of pages that the navigation does not have yet. */
export const groupLabel = (group: string, locale: string): string => {
  const label = fieldLabel(group);
  return icuText(locale.startsWith('ar') ? label.ar : label.en);
};
