import type { Span } from '../model/span';
import { durationOf } from './runMetrics';

/** More rows than this are no picture any more: the longest are shown. */
const MOST_ROWS = 40;
const SHOWN: readonly Span['kind'][] = ['phase', 'model', 'tool', 'check'];

/**
 * When what was worked on, as a Mermaid chart: editors and code hosts draw it. What lies between launches and proofs, people
 * thinking mostly, is left out. Null when there is nothing to show.
 */
export function timeline(spans: readonly Span[]): string | null {
  const roots = spans
    .filter(({ parentId }) => parentId === null)
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const rows = new Set(
    spans
      .filter(({ kind }) => SHOWN.includes(kind))
      .sort((a, b) => durationOf(b) - durationOf(a))
      .slice(0, MOST_ROWS),
  );
  if (rows.size === 0) return null;
  const lines: string[] = [];
  let shift = 0;
  const counts = new Map<string, number>();
  for (const root of roots) {
    const tree = descendants(root, spans).filter((span) => rows.has(span));
    const count = (counts.get(root.kind) ?? 0) + 1;
    counts.set(root.kind, count);
    if (tree.length > 0) lines.push(`    section ${titleOf(root, count)}`, ...tree.map(row(root, shift)));
    shift += durationOf(root);
  }
  // d3's %s and %Q count from the beginning, whatever the time zone.
  const isShort = shift < 5_000;
  return [
    'gantt',
    `    title ${isShort ? 'Milliseconds' : 'Seconds'} of work, waiting left out`,
    '    dateFormat x',
    `    axisFormat ${isShort ? '%Q' : '%s'}`,
    ...lines,
  ].join('\n');
}

function row(root: Span, shift: number): (span: Span) => string {
  return (span) => {
    const start = Math.max(0, Date.parse(span.startedAt) - Date.parse(root.startedAt)) + shift;
    const end = start + Math.max(1, durationOf(span));
    const tags = span.error === null ? '' : 'crit, ';
    return `    ${plain(span.name)} :${tags}${start}, ${end}`;
  };
}

/** In order of their beginning. */
function descendants(root: Span, spans: readonly Span[]): readonly Span[] {
  const parents = new Map(spans.map((span) => [span.spanId, span.parentId]));
  const isBelow = (span: Span): boolean => {
    let id: string | null | undefined = span.parentId;
    for (let depth = 0; id !== null && id !== undefined && depth < 20; depth++) {
      if (id === root.spanId) return true;
      id = parents.get(id);
    }
    return false;
  };
  return spans.filter(isBelow).sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

function titleOf(root: Span, count: number): string {
  const title = root.kind === 'proof' ? 'Proof' : 'Work';
  return count === 1 ? title : `${title} ${String(count)}`;
}

/** Colons, commas and the like mean something to Mermaid. */
const plain = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._/()-]+/gu, ' ').trim() || 'unnamed';
