import type { Parsers } from '../inspect/parsers';
import type { EditPlan } from './editPlan';
import { textEdit, type EditLabel } from './insertLines';
import { lineEndAt, lineStartAt, nextLineAt, normalized } from './textLines';

export interface Removal {
  /** Class that the member belongs to, null for what stands at the top of the module. */
  readonly owner: string | null;
  readonly name: string;
  /** As it was generated: what a person changed stays. */
  readonly text: string;
  readonly label: EditLabel;
}

/** Takes a member or a definition away, with the blank lines that held it apart. */
export function planPyRemoval(parsers: Parsers, source: string, removal: Removal): EditPlan {
  const { classes, assignments } = parsers.python(source);
  const candidates =
    removal.owner === null
      ? [...classes, ...assignments]
      : (classes.find((item) => item.name === removal.owner)?.fields ?? []);
  const found = candidates.find((item) => item.name === removal.name);
  if (found === undefined) return { kind: 'alreadyPresent' };
  if (normalized(source.slice(found.start, found.end)) !== normalized(removal.text)) {
    return { kind: 'alreadyPresent' };
  }
  const start = lineStartAt(source, found.start);
  let end = nextLineAt(source, found.end);
  const isLastOfBlock = isBlank(source, end) || end === source.length;
  let from = start;
  // A member in the middle of its block has no blank lines of its own; a definition has those above, the first those below.
  if (removal.owner === null ? start > 0 : isLastOfBlock) {
    while (from > 0 && isBlank(source, from - 1)) from = lineStartAt(source, from - 1);
  } else if (removal.owner === null) {
    while (end < source.length && isBlank(source, end)) end = nextLineAt(source, end);
  }
  return { kind: 'edits', edits: [textEdit(from, end, '', removal.label)] };
}

function isBlank(source: string, offset: number): boolean {
  if (offset >= source.length) return false;
  return source.slice(lineStartAt(source, offset), lineEndAt(source, offset)).trim() === '';
}
