import type { AppError } from '../core/model/appError';
import { formatConfigProblem } from '../core/config/configProblem';
import type { ArchivedRun } from '../core/model/archivedRun';
import type { HealthItem } from '../core/model/healthItem';
import type { TeamListing, WorkflowsListing } from '../core/model/teamListing';
import type { EntityDraft } from '../core/orchestrator/draftService';
import { assembleOutput, type AssembledFile } from '../core/model/assembledOutput';
import type { RunView } from '../core/model/runView';
import { healthLines, healthSummary } from '../core/report/renderHealth';

/** Where the command line prints; JSON lines with `--json`, text for people otherwise. */
export interface Output {
  progress(view: RunView): void;
  result(view: RunView): void;
  runs(views: readonly RunView[]): void;
  archived(runs: readonly ArchivedRun[]): void;
  agents(team: TeamListing): void;
  workflows(listing: WorkflowsListing): void;
  draft(draft: EntityDraft): void;
  health(items: readonly HealthItem[]): void;
  text(text: string): void;
  warning(text: string): void;
  error(error: AppError): void;
}

interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const filesOf = ({ files }: RunView): readonly AssembledFile[] =>
  files.map(({ path, action, status }) => ({ path, action, status }));

/** The last line of a run: `{"kind":"result","run":...,"status":...,"files":[...],"findings":[...]}`. */
export function resultLine(view: RunView): unknown {
  return {
    kind: 'result',
    run: view.id,
    status: view.status,
    files: filesOf(view),
    output: assembleOutput({ ...view, files: filesOf(view) }),
    findings: view.findings.filter((finding) => !finding.resolved),
    verdict: view.verdict,
    commit: view.commit,
    checks: view.checks,
    alerts: view.alerts,
    questions: view.interventions.filter((intervention) => intervention.answer === null),
    error: view.error,
  };
}

export function jsonOutput({ out }: Streams): Output {
  const line = (value: unknown): void => out(`${JSON.stringify(value)}\n`);
  let lastPercent = -1;
  return {
    progress(view) {
      if (view.percent === lastPercent) return;
      lastPercent = view.percent;
      const running = view.phases.find((phase) => phase.status === 'inProgress');
      line({ kind: 'progress', run: view.id, percent: view.percent, phase: running?.key ?? null });
    },
    result: (view) => line(resultLine(view)),
    agents: (team) => line({ kind: 'agents', ...team }),
    workflows: (listing) => line({ kind: 'workflows', ...listing }),
    draft: (draft) => line({ kind: 'draft', ...draft }),
    health(items) {
      for (const item of items) line({ kind: 'health', ...item });
      const healthy = items.every(({ status }) => status !== 'bad');
      line({ kind: 'result', status: healthy ? 'healthy' : 'unhealthy', message: healthSummary(items) });
    },
    archived: (runs) => line({ kind: 'archived', runs }),
    runs: (views) => line({ kind: 'runs', runs: views.map(resultLine) }),
    text: (text) => line({ kind: 'text', text }),
    warning: (text) => line({ kind: 'warning', text }),
    error: (error) =>
      line({ kind: 'error', code: error.code, message: error.message, suggestion: error.suggestion }),
  };
}

const MARKS = { done: '✓', running: '…', pending: '·', skipped: '-', failed: '✗' } as const;
const CHECK_MARKS = { passed: '✓', failed: '✗', running: '…', notChecked: '?' } as const;

export function textOutput({ out, err }: Streams): Output {
  const announced = new Set<string>();
  return {
    progress(view) {
      for (const phase of view.phases) {
        for (const step of phase.steps) {
          const id = `${phase.key}/${step.title}`;
          if (announced.has(id) || (step.status !== 'done' && step.status !== 'failed')) continue;
          announced.add(id);
          err(
            `${String(view.percent).padStart(3)}% ${MARKS[step.status]} ${[...phase.groups, phase.title].join(' › ')}: ${step.title}\n`,
          );
        }
      }
    },
    result(view) {
      out(`${view.task}: ${view.status} (run ${view.id})\n`);
      for (const file of view.files) {
        out(
          `  ${file.status.padEnd(9)} ${file.action.padEnd(6)} ${file.path} +${file.addedLines} -${file.removedLines}\n`,
        );
      }
      for (const check of view.checks) {
        out(`  ${CHECK_MARKS[check.status]} ${check.check}: ${check.status} ${check.detail}\n`);
      }
      for (const finding of view.findings) {
        if (!finding.resolved) out(`  ${finding.severity}: ${placeOf(finding)}${finding.message}\n`);
      }
      if (view.verdict.message !== null) out(`  ${view.verdict.message}\n`);
      for (const { message } of view.alerts) out(`  alert: ${message}\n`);
      for (const question of view.interventions) {
        if (question.answer !== null) continue;
        out(`\n${question.reason}\n${question.question}\n`);
        for (const option of question.options) {
          out(
            `  ${option.id}${option.recommended ? ' (recommended)' : ''}: ${option.label}. ${option.consequence}\n`,
          );
        }
        out(`  groundwork answer ${view.id} ${question.key} <option>\n`);
      }
      if (view.error !== null) out(`${view.error}\n`);
      if (view.status === 'review') {
        out(
          `\nNothing was written. Review with "groundwork show ${view.id}", take over with "groundwork accept ${view.id}".\n`,
        );
      }
      if (view.commit !== null)
        out(`  committed on ${view.commit.branch} (${view.commit.commit.slice(0, 10)})\n`);
      if (view.status === 'completed') {
        for (const step of view.nextSteps) {
          if (step.action.kind === 'terminal')
            out(`  next: ${step.title}: ${step.action.command}  (in ${step.action.folder || '.'})\n`);
        }
      }
    },
    runs(views) {
      if (views.length === 0) out('There are no runs.\n');
      for (const view of views)
        out(`${view.id}  ${view.createdAt}  ${view.status.padEnd(10)} ${view.task}\n`);
    },
    archived(runs) {
      if (runs.length === 0) out('No run is archived.\n');
      for (const { id, createdAt, status, task } of runs)
        out(`${id}  ${createdAt}  ${status.padEnd(10)} ${task}\n`);
    },
    agents({ agents, problems }) {
      const width = Math.max(...agents.map(({ id }) => id.length));
      for (const agent of agents) {
        const about = `${agent.team}/${agent.phase}`.padEnd(24);
        const lines = `${agent.lines}+${agent.referenceLines} lines`.padEnd(14);
        const source = (agent.overrides ? `${agent.source}*` : agent.source).padEnd(11);
        out(
          `${agent.id.padEnd(width)}  ${about}${lines}${agent.executor.padEnd(10)}${source}${agent.unavailable ?? ''}`.trimEnd(),
        );
        out('\n');
      }
      if (agents.some(({ overrides }) => overrides)) out('* in place of the one that ships\n');
      for (const problem of problems) err(`Warning: ${formatConfigProblem(problem)}\n`);
    },
    workflows({ workflows, problems }) {
      const width = Math.max(...workflows.map(({ id }) => id.length));
      for (const { id, source, title, phases, unavailable } of workflows) {
        out(`${id.padEnd(width)}  ${source.padEnd(10)} ${title}\n`);
        for (const phase of phases) out(`${' '.repeat(width + 2)}${phase.key}: ${phase.agents.join(', ')}\n`);
        if (unavailable !== null) out(`${' '.repeat(width + 2)}${unavailable}\n`);
      }
      for (const problem of problems) err(`Warning: ${formatConfigProblem(problem)}\n`);
    },
    draft({ yaml, uncertain, model, usage, cost }) {
      out(yaml);
      for (const { path, chosen, alternatives, question } of uncertain) {
        const others = alternatives.map((value) => (value === null ? 'nothing' : String(value))).join(', ');
        out(`# ${path} is ${String(chosen)}: ${question} Else: ${others}\n`);
      }
      const tokens =
        usage === null
          ? ''
          : `, ${usage.estimated ? 'about ' : ''}${usage.input} + ${usage.output} tokens${usage.estimated ? ' (estimate)' : ''}`;
      const price = cost === null ? '' : `, $${cost.toFixed(4)}`;
      err(
        `Drafted by ${model}${tokens}${price}. Check it, then: groundwork generate fullstack <name> --spec FILE\n`,
      );
    },
    health(items) {
      for (const text of healthLines(items)) out(`${text}\n`);
    },
    text: out,
    warning: (text) => err(`Warning: ${text}\n`),
    error: (error) => err(`${error.message}\n${error.suggestion}\n`),
  };
}

function placeOf(finding: RunView['findings'][number]): string {
  if (finding.path === null) return '';
  return finding.line === null ? `${finding.path}: ` : `${finding.path}:${finding.line}: `;
}
