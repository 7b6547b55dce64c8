import type { WireRelationship } from '../../core/entity/wire';
import type { FileChange } from '../../core/model/changeSet';
import type { NewFinding } from '../../core/ports/stateStore';
import { knownApi, optionsEndpoint, type EntityView } from './entityView';

/** Choices of another entity that nothing answers: the page works, but there is nothing to choose. */
export function missingOptions(view: EntityView, proposed: readonly FileChange[]): readonly NewFinding[] {
  const { form } = view.paths;
  if (!proposed.some((change) => change.path === form)) return [];
  const entries = view.inputs.filter(
    (entry): entry is WireRelationship => entry.kind === 'relationship' && knownApi(view, entry) === null,
  );
  return [...new Map(entries.map((entry) => [entry.target, entry])).values()].map((entry) => ({
    severity: 'medium',
    category: 'custom',
    message: `${entry.target} has no page, so nothing answers ${optionsEndpoint(view, entry)}: there is nothing to choose for ${entry.json}. Generate ${entry.target}, or write the route.`,
    path: form,
    line: null,
    column: null,
    source: 'groundwork',
    rule: 'missing-options',
  }));
}
