import fc from 'fast-check';

/**
 * Files built from slots, so that the right text after any accepts and any typing is known by construction, without a
 * diff or a merge. Tagged lines occur once; blank lines may repeat but are never typed or part of a hunk.
 */
export type Slot =
  | { readonly kind: 'same'; readonly line: string; readonly blank: boolean; readonly locked: boolean }
  | {
      readonly kind: 'hunk';
      readonly index: number;
      readonly removed: readonly string[];
      readonly added: readonly string[];
    };

export interface TaggedFile {
  readonly slots: readonly Slot[];
  readonly hunks: number;
}

/** What a person typed at an unchanged slot: lines before it, and the line itself replaced or deleted. */
export interface Typing {
  readonly before: readonly string[];
  readonly line: string | null;
}

export type TypingMove =
  | { readonly kind: 'insert'; readonly at: number }
  | { readonly kind: 'replace'; readonly at: number }
  | { readonly kind: 'delete'; readonly at: number };

const eol = fc.constantFrom('\n', '\n', '\r\n');

const slotShape = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('same' as const), eol, blank: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constant('hunk' as const),
        removed: fc.array(eol, { maxLength: 3 }),
        added: fc.array(eol, { maxLength: 3 }),
      })
      .filter(({ removed, added }) => removed.length + added.length > 0),
  },
);

export const taggedFile: fc.Arbitrary<TaggedFile> = fc
  .record({
    shapes: fc.array(slotShape, { minLength: 1, maxLength: 14 }),
    bom: fc.boolean(),
    cut: fc.constantFrom('none', 'base', 'proposed', 'both'),
  })
  .map(({ shapes, bom, cut }) => {
    const slots: Slot[] = [];
    let [tag, hunks] = [0, 0];
    const name = (prefix: string, end: string): string => `${prefix}${(tag += 1)}${end}`;
    const same = (end: string, blank: boolean, locked: boolean): void => {
      slots.push({ kind: 'same', line: blank ? end : name('line ', end), blank, locked });
    };
    if (bom) slots.push({ kind: 'same', line: name('\uFEFFfirst ', '\r\n'), blank: false, locked: true });
    for (const shape of shapes) {
      if (shape.kind === 'same') {
        same(shape.eol, shape.blank, false);
        continue;
      }
      if (slots.at(-1)?.kind === 'hunk') same('\n', false, false);
      slots.push({
        kind: 'hunk',
        index: hunks,
        removed: shape.removed.map((end) => name('old ', end)),
        added: shape.added.map((end) => name('new ', end)),
      });
      hunks += 1;
    }
    return { slots: cutEnd(slots, cut), hunks };
  });

function cutEnd(slots: Slot[], cut: string): Slot[] {
  const last = slots.at(-1);
  if (last === undefined || cut === 'none') return slots;
  const trim = (lines: readonly string[]): string[] =>
    lines.map((line, index) => (index === lines.length - 1 ? line.replace(/\r?\n$/, '') : line));
  if (last.kind === 'same') {
    if (last.blank) return slots;
    return [...slots.slice(0, -1), { ...last, line: trim([last.line])[0] ?? '' }];
  }
  if (last.removed.length === 0 || last.added.length === 0) return slots;
  const removed = cut === 'proposed' ? last.removed : trim(last.removed);
  const added = cut === 'base' ? last.added : trim(last.added);
  return [...slots.slice(0, -1), { ...last, removed, added }];
}

export type TypedText = Map<number, Typing>;

/** The text with these hunks accepted and this typing in it. */
export function textOf(
  file: TaggedFile,
  accepted: (hunk: number) => boolean,
  typed: TypedText = new Map(),
): string {
  return file.slots
    .flatMap((slot, at) => {
      if (slot.kind === 'hunk') return accepted(slot.index) ? slot.added : slot.removed;
      const typing = typed.get(at) ?? { before: [], line: slot.line };
      return [...typing.before, ...(typing.line === null ? [] : [typing.line])];
    })
    .join('');
}

export const typingMove: fc.Arbitrary<TypingMove> = fc.record({
  kind: fc.constantFrom('insert', 'replace', 'delete'),
  at: fc.nat(20),
});

let typedLines = 0;

/** Types outside of hunks: lines go between two unchanged slots, tagged lines are replaced or deleted. */
export function type(file: TaggedFile, typed: TypedText, move: TypingMove): TypedText {
  const at = move.at % file.slots.length;
  const slot = file.slots[at];
  if (slot?.kind !== 'same' || slot.locked) return typed;
  const old = typed.get(at) ?? { before: [], line: slot.line };
  if (move.kind !== 'insert' && wouldSurround(file, typed, at)) return typed;
  const end = /\r?\n$/.exec(slot.line)?.[0] ?? '';
  const fresh = `typed ${(typedLines += 1)}`;
  switch (move.kind) {
    case 'insert':
      if (file.slots[at - 1]?.kind !== 'same') return typed;
      return new Map(typed).set(at, { ...old, before: [...old.before, `${fresh}\n`] });
    case 'replace':
      if (slot.blank || old.line === null) return typed;
      return new Map(typed).set(at, { ...old, line: fresh + end });
    case 'delete':
      if (slot.blank) return typed;
      return new Map(typed).set(at, { ...old, line: null });
  }
}

/**
 * Where both lines around a hunk change and one of its sides is empty, nothing says where the hunk goes: that is a
 * conflict, not typing outside of it.
 */
function wouldSurround(file: TaggedFile, typed: TypedText, at: number): boolean {
  const changed = (other: number): boolean => {
    const slot = file.slots[other];
    const typing = typed.get(other);
    return slot?.kind === 'same' && typing !== undefined && typing.line !== slot.line;
  };
  return [-1, 1].some((side) => {
    const hunk = file.slots[at + side];
    if (hunk?.kind !== 'hunk' || (hunk.removed.length > 0 && hunk.added.length > 0)) return false;
    return changed(at + 2 * side);
  });
}
