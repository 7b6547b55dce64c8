import type { Mark } from '../../core/model/changeSet';
import { applyEdits, type EditedText } from './applyEdits';
import type { EditPlan, TextEdit } from './editPlan';

/** Plans over one source as one: missing anchors win, equal edits count once. The edits must not overlap. */
export function composePlans(plans: readonly EditPlan[]): EditPlan {
  const edits: TextEdit[] = [];
  for (const plan of plans) {
    if (plan.kind === 'anchorMissing') return plan;
    if (plan.kind === 'alreadyPresent') continue;
    for (const edit of plan.edits) {
      const known = edits.some(
        (other) => other.start === edit.start && other.end === edit.end && other.text === edit.text,
      );
      if (!known) edits.push(edit);
    }
  }
  return edits.length === 0 ? { kind: 'alreadyPresent' } : { kind: 'edits', edits };
}

export type EditOutcome =
  | ({ readonly kind: 'edited' } & EditedText)
  | { readonly kind: 'alreadyPresent' }
  | { readonly kind: 'anchorMissing'; readonly reason: string };

/** Runs planners one after another, each on what those before it left; edits may meet at one place. */
export function runPlanners(
  source: string,
  planners: readonly ((source: string) => EditPlan)[],
): EditOutcome {
  let text = source;
  let marks: readonly Mark[] = [];
  for (const planner of planners) {
    const plan = planner(text);
    if (plan.kind === 'anchorMissing') return plan;
    if (plan.kind === 'alreadyPresent') continue;
    const edited = applyEdits(text, plan.edits);
    marks = [...marks.map((mark) => moved(mark, text, plan.edits)), ...edited.marks];
    text = edited.text;
  }
  return text === source ? { kind: 'alreadyPresent' } : { kind: 'edited', text, marks };
}

/** Where a mark over `source` stands after edits of `source`. */
function moved(mark: Mark, source: string, edits: readonly TextEdit[]): Mark {
  let start = mark.startLine;
  let end = mark.endLine;
  for (const edit of edits) {
    const line = count(source.slice(0, edit.start));
    const added = count(edit.text) - count(source.slice(edit.start, edit.end));
    const isLineStart = edit.start === 0 || source.charAt(edit.start - 1) === '\n';
    const below = isLineStart ? line : line + 1;
    if (below <= mark.startLine) start += added;
    if (below < mark.endLine) end += added;
  }
  return { ...mark, startLine: start, endLine: end };
}

function count(text: string): number {
  return text.split('\n').length - 1;
}
