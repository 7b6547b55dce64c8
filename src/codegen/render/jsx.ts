import { code, type Code } from './code';
import { brokenGroup, concat, group, hardline, indent, join, line, softline, text, type Doc } from './doc';
import { firstLine } from './docShape';
import { TS_INDENT } from './typescript';

export type JsxAttribute =
  /** `name` alone when there is no value, `name="text"`, `name={code}`. */
  { readonly name: string; readonly value?: string | Code } | { readonly spread: Code };

/** A JSX element laid out as prettier 3 does. A child is a JSX element, `{expression}` or text. */
export function jsxElement(
  name: string,
  attributes: readonly JsxAttribute[],
  children: readonly Code[] = [],
): Code {
  const imports = [
    ...attributes.flatMap((attribute) =>
      'spread' in attribute
        ? attribute.spread.imports
        : typeof attribute.value === 'object'
          ? attribute.value.imports
          : [],
    ),
    ...children.flatMap((child) => child.imports),
  ];
  const docs = attributes.map(attributeDoc);
  if (children.length === 0) {
    return code(
      group(concat([text(`<${name}`), attributesDoc(attributes, docs, true), text('/>')])),
      imports,
    );
  }
  const opening = group(concat([text(`<${name}`), attributesDoc(attributes, docs, false), text('>')]));
  const childDocs = children.map((child) => child.doc);
  const heads = children.map((child) => firstLine(child.doc));
  const forced =
    opening.hard ||
    childDocs.some((doc) => doc.hard) ||
    heads.some((head) => head.startsWith('<')) ||
    heads.filter((head) => head.startsWith('{')).length > 1 ||
    (name !== '' && attributes.length > 1);
  const gap = forced ? hardline : softline;
  const content = concat([
    opening,
    indent(TS_INDENT, concat([gap, join([hardline], childDocs)])),
    gap,
    text(`</${name}>`),
  ]);
  return code(forced ? brokenGroup(content) : group(content), imports);
}

function attributesDoc(attributes: readonly JsxAttribute[], docs: readonly Doc[], selfClosing: boolean): Doc {
  const [only] = attributes;
  const end = selfClosing ? line : softline;
  if (only === undefined) return text(selfClosing ? ' ' : '');
  // One plain text never moves to a line of its own.
  if (attributes.length === 1 && 'name' in only && typeof only.value === 'string') {
    return concat([text(' '), ...docs, text(selfClosing ? ' ' : '')]);
  }
  return concat([indent(TS_INDENT, concat(docs.flatMap((doc) => [line, doc]))), end]);
}

function attributeDoc(attribute: JsxAttribute): Doc {
  if ('spread' in attribute) return concat([text('{...'), attribute.spread.doc, text('}')]);
  const { name, value } = attribute;
  if (value === undefined) return text(name);
  if (typeof value === 'string') return concat([text(`${name}=`), text(quoteJsx(value))]);
  return concat([text(`${name}=`), jsxContainer(value.doc)]);
}

/** `{expression}` as a child or in an attribute. */
export function jsxExpression(value: Code): Code {
  return code(jsxContainer(value.doc), value.imports);
}

function jsxContainer(value: Doc): Doc {
  const head = firstLine(value);
  const inline =
    !head.startsWith('<') && (/[)}\]`]$/.test(head) || /=>|^[[{(`]|^(async )?function\b/.test(head));
  if (inline) return group(concat([text('{'), value, text('}')]));
  return group(concat([text('{'), indent(TS_INDENT, concat([softline, value])), softline, text('}')]));
}

/** `{condition && element}`: the element in round brackets below the condition when it does not fit. */
export function jsxWhen(condition: Code, element: Code): Code {
  const wrapped = concat([
    { kind: 'ifBreak', broken: text('('), flat: text(''), hard: false },
    indent(TS_INDENT, concat([softline, element.doc])),
    softline,
    { kind: 'ifBreak', broken: text(')'), flat: text(''), hard: false },
  ]);
  return code(group(concat([text('{'), condition.doc, text(' && '), group(wrapped), text('}')])), [
    ...condition.imports,
    ...element.imports,
  ]);
}

function quoteJsx(value: string): string {
  if (!value.includes('"')) return `"${value}"`;
  return value.includes("'") ? `"${value.replaceAll('"', '&quot;')}"` : `'${value}'`;
}
