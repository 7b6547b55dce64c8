import type { Doc } from './doc';
import { quoteTs } from './quoteTs';
import { textWidth } from './textWidth';

export interface PrintOptions {
  /** Columns of a line, at most, where breaking can keep to it. */
  readonly width: number;
  readonly quotes: 'single' | 'double';
  readonly semi: boolean;
}

type Mode = 'break' | 'flat';

interface Command {
  readonly indent: string;
  readonly mode: Mode;
  readonly doc: Doc;
}

/** Lays a document out. Lines are joined with LF and have no trailing blanks; there is no newline at the end. */
export function printDoc(doc: Doc, options: PrintOptions): string {
  const commands: Command[] = [{ indent: '', mode: 'break', doc }];
  // Line by line: asking a long text for its end would copy it together each time.
  const lines: string[] = [];
  let current = '';
  let column = 0;
  let pendingIndent = '';

  const write = (value: string): void => {
    if (value === '') return;
    if (pendingIndent !== '') {
      current += pendingIndent;
      pendingIndent = '';
    }
    current += value;
    column += textWidth(value);
  };
  const newline = (indent: string): void => {
    lines.push(trimBlanks(current));
    current = '';
    pendingIndent = indent;
    column = indent.length;
  };
  const previous = (): string => (pendingIndent === '' ? current.charAt(current.length - 1) : ' ');

  for (let command = commands.pop(); command !== undefined; command = commands.pop()) {
    const { indent, mode, doc: printed } = command;
    switch (printed.kind) {
      case 'text':
        write(printed.text);
        break;
      case 'string':
        write(quoteTs(printed.value, options.quotes));
        break;
      case 'semicolon':
        if (options.semi) write(';');
        break;
      case 'line':
        if (mode === 'flat') write(printed.flat);
        else newline(indent);
        break;
      case 'hardline':
        newline(indent);
        break;
      case 'concat':
        for (let at = printed.parts.length - 1; at >= 0; at -= 1) {
          const part = printed.parts[at];
          if (part !== undefined) commands.push({ indent, mode, doc: part });
        }
        break;
      case 'indent':
        commands.push({ indent: indent + printed.by, mode, doc: printed.content });
        break;
      case 'ifBreak':
        commands.push({ indent, mode, doc: mode === 'break' ? printed.broken : printed.flat });
        break;
      case 'byPrevious':
        commands.push({ indent, mode, doc: isAttached(previous()) ? printed.attached : printed.detached });
        break;
      case 'flat':
        commands.push({ indent, mode: 'flat', doc: printed.content });
        break;
      case 'group': {
        const fitsFlat =
          !printed.hard &&
          (mode === 'flat' || fits(printed.content, commands, options.width - column, previous(), options));
        commands.push({ indent, mode: fitsFlat ? 'flat' : 'break', doc: printed.content });
        break;
      }
      case 'choice': {
        const chosen = printed.states.find((state, index) => {
          if (index === printed.states.length - 1) return false;
          return fits(state, commands, options.width - column, previous(), options);
        });
        const final = printed.states[printed.states.length - 1] ?? printed.states[0];
        commands.push(
          chosen === undefined
            ? { indent, mode: 'break', doc: final }
            : { indent, mode: 'flat', doc: chosen },
        );
        break;
      }
    }
  }
  lines.push(trimBlanks(current));
  return lines.join('\n');
}

/** Whether a document on one line, and what comes after it up to the next line break, stays within `room` columns. */
function fits(
  first: Doc,
  rest: readonly Command[],
  room: number,
  previous: string,
  options: PrintOptions,
): boolean {
  const docs: Doc[] = [first];
  const modes: Mode[] = ['flat'];
  let restIndex = rest.length;
  let left = room;
  let before = previous;
  const take = (value: string): void => {
    if (value === '') return;
    left -= textWidth(value);
    before = value.charAt(value.length - 1);
  };
  const push = (doc: Doc, mode: Mode): void => {
    docs.push(doc);
    modes.push(mode);
  };
  while (left >= 0) {
    let doc = docs.pop();
    let mode = modes.pop();
    if (doc === undefined || mode === undefined) {
      restIndex -= 1;
      const command = rest[restIndex];
      if (command === undefined) return true;
      ({ doc, mode } = command);
    }
    switch (doc.kind) {
      case 'text':
        take(doc.text);
        break;
      case 'string':
        take(quoteTs(doc.value, options.quotes));
        break;
      case 'semicolon':
        if (options.semi) take(';');
        break;
      case 'line':
        if (mode === 'break') return true;
        take(doc.flat);
        break;
      case 'hardline':
        return true;
      case 'concat':
        for (let at = doc.parts.length - 1; at >= 0; at -= 1) {
          const part = doc.parts[at];
          if (part !== undefined) push(part, mode);
        }
        break;
      case 'indent':
        push(doc.content, mode);
        break;
      case 'ifBreak':
        push(mode === 'break' ? doc.broken : doc.flat, mode);
        break;
      case 'byPrevious':
        push(isAttached(before) ? doc.attached : doc.detached, mode);
        break;
      case 'flat':
        push(doc.content, 'flat');
        break;
      case 'group':
        push(doc.content, doc.hard ? 'break' : mode);
        break;
      case 'choice': {
        const widest = doc.states[doc.states.length - 1] ?? doc.states[0];
        push(mode === 'break' ? widest : doc.states[0], mode);
        break;
      }
    }
  }
  return false;
}

/** A name or a closing bracket: what opens after it is a call. */
const isAttached = (before: string): boolean => /[\w\])]/.test(before);

function trimBlanks(value: string): string {
  let end = value.length;
  while (end > 0 && (value.charAt(end - 1) === ' ' || value.charAt(end - 1) === '\t')) end -= 1;
  return end === value.length ? value : value.slice(0, end);
}
