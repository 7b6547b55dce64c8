import { HEALTH_AREAS, type HealthItem } from '../model/healthItem';
import { inline, table } from './markdown';

const MARKS = { good: '✓', notice: '·', bad: '✗' } as const;
const TITLES = {
  workspace: 'Workspace',
  store: 'Run store',
  tools: 'Tools',
  models: 'Models',
  limits: 'Limits',
} as const;

/** In one sentence: whether something is wrong. */
export function healthSummary(items: readonly HealthItem[]): string {
  const bad = items.filter(({ status }) => status === 'bad').length;
  if (bad === 0) return 'Nothing is wrong.';
  return bad === 1 ? 'One thing is wrong.' : `${String(bad)} things are wrong.`;
}

/** What a health check found, as Markdown. */
export function renderHealth(items: readonly HealthItem[]): string {
  const sections = HEALTH_AREAS.flatMap((area) => {
    const rows = items
      .filter((item) => item.area === area)
      .map(({ name, status, detail, suggestion }) => [MARKS[status], name, detail, suggestion ?? '']);
    return rows.length === 0 ? [] : [`## ${TITLES[area]}`, table(['', 'What', 'Found', 'To do'], rows)];
  });
  return `${['# Health of Groundwork', inline(healthSummary(items)), ...sections].join('\n\n')}\n`;
}

/** The same for a terminal. */
export function healthLines(items: readonly HealthItem[]): readonly string[] {
  const width = Math.max(...items.map(({ name }) => name.length));
  return [
    ...items.flatMap(({ name, status, detail, suggestion }) => [
      `${MARKS[status]} ${name.padEnd(width)}  ${detail}`,
      ...(suggestion === null ? [] : [`  ${' '.repeat(width)}  ${suggestion}`]),
    ]),
    healthSummary(items),
  ];
}
