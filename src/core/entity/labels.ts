import type { FieldType, Localized } from '../model/entitySpec';
import { arabicField, arabicPlural, arabicSingular } from './arabicWords';
import { singularOf, splitWords } from './caseConversion';
import type { LabelInput } from './entityInput';

const ACRONYMS = new Map(
  [
    'id',
    'url',
    'sku',
    'vat',
    'iban',
    'pdf',
    'html',
    'api',
    'ip',
    'isbn',
    'csv',
    'json',
    'uuid',
    'gps',
    'seo',
  ].map((word) => [word, word.toUpperCase()]),
);

/** `purchase_order_line` -> `Purchase order line`. */
export function humanize(name: string): string {
  const text = splitWords(name)
    .map((word) => ACRONYMS.get(word) ?? word)
    .join(' ');
  return text === '' ? name : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Label of a field from its name; halves of a bilingual pair say their language. */
export function fieldLabel(name: string): Localized {
  const [, stem, language] = /^(.+)_(en|ar)$/.exec(name) ?? [];
  if (stem === undefined) return { en: humanize(name), ar: arabicField(name) ?? humanize(name) };
  const base = fieldLabel(stem);
  return language === 'en'
    ? { en: `${base.en} (English)`, ar: `${base.ar} (بالإنجليزية)` }
    : { en: `${base.en} (Arabic)`, ar: `${base.ar} (بالعربية)` };
}

/** Label of a relationship; one that leads to many is looked up by its singular. */
export function relationshipLabel(name: string): Localized {
  const ar = arabicField(name) ?? arabicPlural(singularOf(name)) ?? humanize(name);
  return { en: humanize(name), ar };
}

export function entityLabels(name: string, plural: string): { singular: Localized; plural: Localized } {
  const singular = humanize(name);
  const many = humanize(plural);
  return {
    singular: { en: singular, ar: arabicSingular(name) ?? singular },
    plural: { en: many, ar: arabicPlural(name) ?? many },
  };
}

export function valueLabel(value: string): Localized {
  return {
    en: humanize(value),
    ar: arabicSingular(value.toLowerCase().replaceAll('-', '_')) ?? humanize(value),
  };
}

/** Labels of the values of an enumeration, in their order. */
export function enumLabels(type: Extract<FieldType, { kind: 'enum' }>): readonly Localized[] {
  return type.values.map((value, index) => type.labels?.[index] ?? valueLabel(value));
}

/** What the person gave over what the name gives; an English label given alone stands for Arabic too when that is unknown. */
export function withDefaults(input: LabelInput | undefined, derived: Localized): Localized {
  const given = typeof input === 'string' ? { en: input } : input;
  const en = given?.en?.trim();
  const ar = given !== undefined && 'ar' in given ? given.ar?.trim() : undefined;
  const english = en === undefined || en === '' ? derived.en : en;
  const arabicKnown = derived.ar !== derived.en;
  return { en: english, ar: ar === undefined || ar === '' ? (arabicKnown ? derived.ar : english) : ar };
}
