import type { RunView } from '../../../src/core/model/runView';
import type { ToPanel } from '../../../src/protocol/panelMessages';

/**
 * What a screen reader says of a run without being asked: it changes when a phase begins, when somebody is needed and when
 * the proof has ended, not with each tick of the checklist, which would speak on and on.
 */
export function announcement(message: ToPanel): string {
  if (message.kind === 'nothing') return message.message;
  const { run } = message;
  const said = [stateOf(run), proofOf(run)].filter((sentence) => sentence !== '');
  return said.join(' ');
}

function stateOf({ status, phases }: RunView): string {
  switch (status) {
    case 'planning':
      return 'The run begins.';
    case 'executing': {
      const under = phases.filter((phase) => phase.status === 'inProgress').map(({ title }) => title);
      return under.length === 0 ? '' : `Under way: ${under.join(', ')}.`;
    }
    case 'waiting':
      return 'The run waits for a decision.';
    case 'failed': {
      const failed = phases.filter((phase) => phase.status === 'failed').map(({ title }) => title);
      return failed.length === 0 ? 'The run has stopped with an error.' : `Stopped at: ${failed.join(', ')}.`;
    }
    case 'interrupted':
      return 'The run was interrupted and can be resumed.';
    case 'cancelled':
      return 'The run was cancelled and can be resumed.';
    case 'review':
      return 'The run has ended, its changes can be reviewed.';
    case 'completed':
      return 'The run has ended, its changes are decided.';
    case 'rolledBack':
      return 'Every file is as it was before the run.';
  }
}

function proofOf({ checks, findings }: RunView): string {
  if (checks.length === 0) return '';
  if (checks.some(({ status }) => status === 'running')) return 'The proof is under way.';
  const count = (status: RunView['checks'][number]['status']): number =>
    checks.filter((check) => check.status === status).length;
  const open = findings.filter(({ resolved }) => !resolved).length;
  return `The proof has ended: ${count('passed')} passed, ${count('failed')} failed, ${count('notChecked')} not checked, ${open} ${
    open === 1 ? 'finding' : 'findings'
  }.`;
}
