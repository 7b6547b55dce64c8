import type { Features } from '../model/entitySpec';
import { nearest } from './didYouMean';
import type { EntityInput } from './entityInput';
import type { SpecReport } from './specReport';

/** Router group of an entity that says none. */
export const DEFAULT_GROUP = 'setting';

export const FEATURES = [
  'softDelete',
  'audit',
  'search',
  'filters',
  'sort',
  'pagination',
  'bulkActions',
  'csvExport',
  'tests',
] as const satisfies readonly (keyof Features)[];

/** All on, but for what the object or the list turns off. */
export function normalizeFeatures(input: EntityInput['features'], report: SpecReport): Features {
  const isList = Array.isArray(input);
  const all = (value: boolean): Features => ({
    softDelete: value,
    audit: value,
    search: value,
    filters: value,
    sort: value,
    pagination: value,
    bulkActions: value,
    csvExport: value,
    tests: value,
  });
  if (input === undefined) return all(true);
  if (!isList) {
    const features = all(true);
    for (const key of FEATURES) features[key] = input[key] ?? true;
    return features;
  }
  const off = input.filter((word) => /^(-|no-)/.test(word));
  if (off.length > 0 && off.length < input.length) {
    const message = 'Features that stay on and features that go off are mixed.';
    report.add(
      message,
      'Write only those that stay, or only those that go, each with `-` before it.',
      'features',
    );
  }
  const features = all(off.length > 0 || input.length === 0 ? off.length > 0 : false);
  for (const [index, word] of input.entries()) {
    const feature = featureOf(word.replace(/^(-|no-)/, ''));
    if (feature !== undefined) features[feature] = off.length === 0;
    else {
      const near = nearest(word.replace(/^-/, ''), FEATURES);
      const suggestion =
        near === undefined ? `Features: ${FEATURES.join(', ')}.` : `Did you mean \`${near}\`?`;
      report.add(`There is no feature ${JSON.stringify(word.slice(0, 40))}.`, suggestion, 'features', index);
    }
  }
  return features;
}

function featureOf(word: string): keyof Features | undefined {
  const squashed = word.toLowerCase().replaceAll(/[-_ ]/g, '');
  const alias = new Map<string, keyof Features>([
    ['csv', 'csvExport'],
    ['export', 'csvExport'],
    ['bulk', 'bulkActions'],
    ['filter', 'filters'],
    ['test', 'tests'],
  ]).get(squashed);
  return alias ?? FEATURES.find((feature) => feature.toLowerCase() === squashed);
}
