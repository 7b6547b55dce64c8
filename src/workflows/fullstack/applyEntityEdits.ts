import { entityInputSchema } from '../../core/entity/entityInput';
import { normalizeFeatures } from '../../core/entity/features';
import { SpecReport } from '../../core/entity/specReport';
import type { EntityEdits } from '../../core/orchestrator/dialogueService';

/** What a person changed on the plan page wins over what they typed; the rest of labels and features stays. */
export function applyEntityEdits(
  entity: Readonly<Record<string, unknown>>,
  edits: EntityEdits,
): Readonly<Record<string, unknown>> {
  const { singularEn, singularAr, pluralEn, pluralAr, ...names } = edits.names;
  const singular = localized(singularEn, singularAr);
  const plural = localized(pluralEn, pluralAr);
  const { label, features } = entity;
  return {
    ...entity,
    ...names,
    ...(singular === undefined && plural === undefined
      ? {}
      : {
          label: {
            ...labelsOf(label),
            ...merged(label, 'singular', singular),
            ...merged(label, 'plural', plural),
          },
        }),
    ...(Object.keys(edits.features).length === 0 ? {} : { features: withEdited(features, edits.features) }),
  };
}

type Texts = { readonly en?: string; readonly ar?: string } | undefined;

function localized(en: string | undefined, ar: string | undefined): Texts {
  if (en === undefined && ar === undefined) return undefined;
  return { ...(en === undefined ? {} : { en }), ...(ar === undefined ? {} : { ar }) };
}

/** Labels as `singular` and `plural`; one text, or one a language, is the singular. */
function labelsOf(label: unknown): Readonly<Record<string, unknown>> {
  if (typeof label === 'string') return { singular: { en: label } };
  if (typeof label !== 'object' || label === null) return {};
  return 'singular' in label || 'plural' in label ? { ...label } : { singular: label };
}

function merged(
  label: unknown,
  key: 'singular' | 'plural',
  edited: Texts,
): Readonly<Record<string, unknown>> {
  if (edited === undefined) return {};
  const former = labelsOf(label)[key];
  const texts = typeof former === 'string' ? { en: former } : former;
  return { [key]: typeof texts === 'object' && texts !== null ? { ...texts, ...edited } : edited };
}

/** Over all that the entity says of its features; what it says wrongly stays, to be reported. */
function withEdited(features: unknown, edited: EntityEdits['features']): unknown {
  const parsed = entityInputSchema.shape.features.safeParse(features);
  if (!parsed.success) return features;
  const report = new SpecReport();
  const all = normalizeFeatures(parsed.data, report);
  return report.problems.length > 0 ? features : { ...all, ...edited };
}
