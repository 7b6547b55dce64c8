import type { FieldType, Localized } from '../model/entitySpec';
import { arabicField, arabicPlural, arabicSingular, arabicValue } from './arabicWords';
import { splitWords } from './caseConversion';
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
    'co2',
    'ean',
    'qr',
    'rfid',
    'sms',
    'usb',
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
  const en = `${base.en} (${language === 'en' ? 'English' : 'Arabic'})`;
  if (!isArabic(base.ar)) return { en, ar: en };
  return { en, ar: `${base.ar} (${language === 'en' ? 'بالإنجليزية' : 'بالعربية'})` };
}

/** Whether a label is written in Arabic: the label of a word that is not known is the English one. */
export const isArabic = (label: string): boolean => /\p{Script=Arabic}/u.test(label);

/** Both in Arabic or none: a page half in English reads as a mistake. */
export function entityLabels(name: string, plural: string): { singular: Localized; plural: Localized } {
  const singular = humanize(name);
  const many = humanize(plural);
  const [one, all] = [arabicSingular(name), arabicPlural(name)];
  const isKnown = one !== undefined && all !== undefined;
  return {
    singular: { en: singular, ar: isKnown ? one : singular },
    plural: { en: many, ar: isKnown ? all : many },
  };
}

export function valueLabel(value: string): Localized {
  return {
    en: humanize(value),
    ar: arabicValue(value.toLowerCase()) ?? humanize(value),
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
