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
  let out = '';
  let column = 0;
  let pendingIndent = '';

  const write = (value: string): void => {
    if (value === '') return;
    if (pendingIndent !== '') {
      out += pendingIndent;
      pendingIndent = '';
    }
    out += value;
    column += textWidth(value);
  };
  const newline = (indent: string): void => {
    out = trimBlanks(out) + '\n';
    pendingIndent = indent;
    column = indent.length;
  };

  for (let command = commands.pop(); command !== undefined; command = commands.pop()) {
    const { indent, mode, doc: current } = command;
    switch (current.kind) {
      case 'text':
        write(current.text);
        break;
      case 'string':
        write(quoteTs(current.value, options.quotes));
        break;
      case 'semicolon':
        if (options.semi) write(';');
        break;
      case 'line':
        if (mode === 'flat') write(current.flat);
        else newline(indent);
        break;
      case 'hardline':
        newline(indent);
        break;
      case 'concat':
        for (const part of [...current.parts].reverse()) commands.push({ indent, mode, doc: part });
        break;
      case 'indent':
        commands.push({ indent: indent + current.by, mode, doc: current.content });
        break;
      case 'ifBreak':
        commands.push({ indent, mode, doc: mode === 'break' ? current.broken : current.flat });
        break;
      case 'byPrevious':
        commands.push({
          indent,
          mode,
          doc: isAttached(out, pendingIndent) ? current.attached : current.detached,
        });
        break;
      case 'flat':
        commands.push({ indent, mode: 'flat', doc: current.content });
        break;
      case 'group': {
        const flat: Command = { indent, mode: 'flat', doc: current.content };
        const fitsFlat =
          !current.hard &&
          (mode === 'flat' ||
            fits(flat, commands, options.width - column, last(out, pendingIndent), options));
        commands.push(fitsFlat ? flat : { indent, mode: 'break', doc: current.content });
        break;
      }
      case 'choice': {
        const chosen = current.states.find((state, index) => {
          if (index === current.states.length - 1) return false;
          const attempt: Command = { indent, mode: 'flat', doc: state };
          return fits(attempt, commands, options.width - column, last(out, pendingIndent), options);
        });
        const final = current.states[current.states.length - 1] ?? current.states[0];
        commands.push(
          chosen === undefined
            ? { indent, mode: 'break', doc: final }
            : { indent, mode: 'flat', doc: chosen },
        );
        break;
      }
    }
  }
  return trimBlanks(out);
}

/** Whether what comes up to the next line break stays within `room` columns. */
function fits(
  first: Command,
  rest: readonly Command[],
  room: number,
  previous: string,
  options: PrintOptions,
): boolean {
  const commands: Command[] = [first];
  let restIndex = rest.length;
  let left = room;
  let before = previous;
  const take = (value: string): void => {
    if (value === '') return;
    left -= textWidth(value);
    before = value.charAt(value.length - 1);
  };
  while (left >= 0) {
    let command = commands.pop();
    if (command === undefined) {
      if (restIndex === 0) return true;
      restIndex -= 1;
      command = rest[restIndex];
      if (command === undefined) return true;
    }
    const { mode, doc } = command;
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
        for (const part of [...doc.parts].reverse()) commands.push({ ...command, doc: part });
        break;
      case 'indent':
        commands.push({ ...command, doc: doc.content });
        break;
      case 'ifBreak':
        commands.push({ ...command, doc: mode === 'break' ? doc.broken : doc.flat });
        break;
      case 'byPrevious':
        commands.push({ ...command, doc: /[\w\])]/.test(before) ? doc.attached : doc.detached });
        break;
      case 'flat':
        commands.push({ ...command, mode: 'flat', doc: doc.content });
        break;
      case 'group':
        commands.push({ ...command, mode: doc.hard ? 'break' : mode, doc: doc.content });
        break;
      case 'choice': {
        const widest = doc.states[doc.states.length - 1] ?? doc.states[0];
        commands.push({ ...command, doc: mode === 'break' ? widest : doc.states[0] });
        break;
      }
    }
  }
  return false;
}

function last(out: string, pendingIndent: string): string {
  return pendingIndent === '' ? out.charAt(out.length - 1) : ' ';
}

function isAttached(out: string, pendingIndent: string): boolean {
  return /[\w\])]/.test(last(out, pendingIndent));
}

function trimBlanks(value: string): string {
  let end = value.length;
  while (end > 0 && (value.charAt(end - 1) === ' ' || value.charAt(end - 1) === '\t')) end -= 1;
  return end === value.length ? value : value.slice(0, end);
}
