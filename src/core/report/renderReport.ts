import { OUTPUT_PARTS } from '../model/assembledOutput';
import { SEVERITIES, type Finding } from '../model/run';
import { fence, inline, list, seconds, table } from './markdown';
import type { RunSummary, SummaryFile, SummaryPhase } from './summarizeRun';
import { timeline } from './timeline';

/** The report of a run for people, in Markdown. */
export function renderReport(summary: RunSummary): string {
  const sections = [
    `# ${inline(summary.run.task)}`,
    list(headOf(summary)),
    '## Asked',
    fence('json', JSON.stringify(summary.run.request, undefined, 2)),
    '## Done',
    donePart(summary),
    '## Evidence',
    checksTable(summary),
    '## Findings',
    findingsPart(summary),
    '## Decisions',
    decisionsPart(summary),
    '## Gaps',
    summary.gaps.length === 0 ? 'None.' : list(summary.gaps.map(inline)),
    ...(summary.alerts.length === 0
      ? []
      : ['## Alerts', list(summary.alerts.map(({ message, raisedAt }) => `${inline(message)} ${raisedAt}`))]),
    '## Time',
    timePart(summary),
    '## Models',
    modelsPart(summary),
    '## Messages',
    messagesPart(summary),
  ];
  return `${sections.join('\n\n')}\n`;
}

function headOf({ run, commit, metrics }: RunSummary): readonly string[] {
  return [
    `Run: \`${run.id}\` (${run.workflow})`,
    `Status: **${run.status}**`,
    `Asked: ${run.createdAt}`,
    ...(run.startedAt === null ? [] : [`Started: ${run.startedAt}`]),
    ...(run.completedAt === null ? [] : [`Ended: ${run.completedAt}`]),
    ...(metrics.workedMs === 0 ? [] : [`Worked: ${seconds(metrics.workedMs)}`]),
    ...(commit === null
      ? []
      : [`Committed: \`${commit.commit.slice(0, 10)}\` on branch \`${commit.branch}\``]),
    ...(run.error === null ? [] : [`Error: ${inline(run.error)}`]),
  ];
}

/** One row a part that anything was made for. */
function partsTable({ output }: RunSummary): string {
  const rows = [...OUTPUT_PARTS, 'metadata' as const].flatMap((part) => {
    const { files, agents } = output[part];
    return files.length === 0 && agents.length === 0 ? [] : [[part, String(files.length), agents.join(', ')]];
  });
  return table(['Part', 'Files', 'Agents'], rows);
}

function donePart(summary: RunSummary): string {
  const { files } = summary;
  if (files.length === 0) return 'No file was proposed.';
  const created = files.filter(({ action }) => action === 'create').length;
  const sum = (of: (file: SummaryFile) => number): number => files.reduce((all, file) => all + of(file), 0);
  const sentence =
    `${plural(files.length, 'file')}: ${created} new, ${files.length - created} edited. ` +
    `Of ${plural(
      sum((file) => file.acceptedHunks + file.rejectedHunks + file.pendingHunks),
      'hunk',
    )} ${sum((file) => file.acceptedHunks)} accepted, ${sum((file) => file.rejectedHunks)} rejected, ` +
    `${sum((file) => file.pendingHunks)} pending.`;
  const rows = files.map((file) => [`\`${file.path}\``, file.action, file.status, hunksOf(file), file.title]);
  return `${sentence}\n\n${partsTable(summary)}\n\n${table(['File', 'Action', 'Status', 'Hunks', 'For'], rows)}`;
}

function hunksOf({ acceptedHunks, rejectedHunks, pendingHunks }: SummaryFile): string {
  const parts = [
    [acceptedHunks, 'accepted'],
    [rejectedHunks, 'rejected'],
    [pendingHunks, 'pending'],
  ] as const;
  return parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])).join(', ');
}

function checksTable({ checks }: RunSummary): string {
  if (checks.length === 0) return 'Nothing was checked.';
  return table(
    ['Check', 'Kind', 'Result', 'Detail', 'Took'],
    checks.map((check) => [
      check.check,
      check.kind,
      check.status === 'notChecked' ? 'not checked' : check.status,
      check.detail,
      seconds(check.durationMs),
    ]),
  );
}

function findingsPart({ findings, findingsSummary }: RunSummary): string {
  if (findings.length === 0) return 'None.';
  const { major, medium, minor } = findingsSummary;
  const open = `Open: ${major} major, ${medium} medium, ${minor} minor.`;
  const bySeverity = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const lines = bySeverity.map((finding) => {
    const resolved = finding.resolved ? ' (resolved)' : '';
    const rule = finding.rule === null ? finding.source : `${finding.source} ${finding.rule}`;
    return `**${finding.severity}**${resolved} ${location(finding)}${inline(finding.message)} (${inline(rule)})`;
  });
  return `${open}\n\n${list(lines)}`;
}

function decisionsPart({ decisions }: RunSummary): string {
  if (decisions.length === 0) return 'None.';
  return list(
    decisions.map((decision) => {
      const chosen = decision.options.find((option) => option.id === decision.answer);
      const answer =
        decision.answer === null ? '*not answered yet*' : inline(chosen?.label ?? decision.answer);
      return `${inline(decision.question)} ${answer}`;
    }),
  );
}

function timePart(summary: RunSummary): string {
  const picture = timeline(summary.spans);
  const retries = summary.phases.flatMap(({ title, attempts }) =>
    attempts.flatMap(({ attempt, status, error }) =>
      status === 'failed' ? [`${title}, attempt ${attempt}: ${error ?? 'failed'}`] : [],
    ),
  );
  return [
    table(['Phase', 'Status', 'Started', 'Took', 'Attempts', 'Error'], summary.phases.map(phaseRow)),
    ...(picture === null ? [] : [fence('mermaid', picture)]),
    ...(retries.length === 0 ? [] : [`Attempts that failed:\n\n${list(retries.map(inline))}`]),
  ].join('\n\n');
}

function phaseRow({ title, status, startedAt, completedAt, attempts, error }: SummaryPhase): string[] {
  const took =
    startedAt === null || completedAt === null
      ? ''
      : seconds(Date.parse(completedAt) - Date.parse(startedAt));
  return [title, status, startedAt ?? '', took, String(attempts.length), error ?? ''];
}

function modelsPart({ metrics }: RunSummary): string {
  if (metrics.models.length === 0) return 'No model was asked.';
  const models = table(
    ['Model', 'Calls', 'Failed', 'Known answers', 'Tokens in', 'Tokens out', 'Cost', 'Took'],
    metrics.models.map((model) => [
      model.model,
      String(model.calls),
      String(model.failed),
      String(model.known),
      counted(model.inputTokens, model.estimated),
      counted(model.outputTokens, model.estimated),
      model.cost === null ? 'no price known' : `$${model.cost.toFixed(4)}`,
      seconds(model.durationMs),
    ]),
  );
  const contexts = metrics.phases.flatMap(({ phase, context }) =>
    context === null
      ? []
      : [
          [
            phase,
            String(context.tokens),
            context.limit === null ? 'no limit' : share(context.tokens, context.limit),
          ],
        ],
  );
  if (contexts.length === 0) return models;
  return `${models}\n\n${table(['Phase', 'Fullest context, tokens', 'Of what was allowed'], contexts)}`;
}

/** Who told whom what: a record is named, its text is not in the report. */
function messagesPart({ messages }: RunSummary): string {
  if (messages.length === 0) return 'No agent handed a record to another.';
  return table(
    ['From', 'To', 'Record', 'Bytes', 'At', 'Times'],
    messages.map(({ from, to, record, bytes, at, times }) => [
      from,
      to,
      record,
      String(bytes),
      at,
      String(times),
    ]),
  );
}

const counted = (tokens: number | null, estimated: boolean): string =>
  tokens === null ? 'not counted' : estimated ? `about ${tokens} (estimate)` : String(tokens);
const share = (tokens: number, limit: number): string => `${Math.round((100 * tokens) / limit)}% of ${limit}`;
const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

function location({ path, line }: Finding): string {
  if (path === null) return '';
  return `\`${path}${line === null ? '' : `:${line}`}\`: `;
}
