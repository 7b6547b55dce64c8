import type { FileView, PhaseView, RunView } from '../../core/model/runView';

/** A node also is the argument of the commands on it, hence `runId`, `phaseKey` and `path`. */
export type TreeNode =
  | { readonly kind: 'run'; readonly runId: string }
  /** A workflow inside the run: `group` is before the keys of its phases, `entity/`. */
  | { readonly kind: 'group'; readonly runId: string; readonly group: string }
  | { readonly kind: 'phase'; readonly runId: string; readonly phaseKey: string }
  | { readonly kind: 'file'; readonly runId: string; readonly phaseKey: string; readonly path: string };

export interface NodeLook {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly accessibleLabel: string;
  readonly icon: string;
  /** A theme colour, null for the icon's own. */
  readonly color: string | null;
  /** Words that the menus match, e.g. `run pending`. */
  readonly context: string;
  readonly expanded: boolean | null;
}

const RUN_STATES: Readonly<Record<RunView['status'], { icon: string; color: string | null; text: string }>> =
  {
    planning: { icon: 'sync~spin', color: null, text: 'planning' },
    executing: { icon: 'sync~spin', color: null, text: 'running' },
    interrupted: { icon: 'debug-disconnect', color: 'charts.yellow', text: 'interrupted' },
    waiting: { icon: 'question', color: 'charts.yellow', text: 'waiting for a decision' },
    review: { icon: 'diff-multiple', color: 'charts.blue', text: 'ready for review' },
    completed: { icon: 'pass-filled', color: 'charts.green', text: 'completed' },
    failed: { icon: 'error', color: 'charts.red', text: 'failed' },
    cancelled: { icon: 'circle-slash', color: null, text: 'cancelled' },
    rolledBack: { icon: 'discard', color: null, text: 'rolled back' },
  };

const PHASE_STATES: Readonly<
  Record<PhaseView['status'], { icon: string; color: string | null; text: string }>
> = {
  pending: { icon: 'circle-outline', color: null, text: 'pending' },
  inProgress: { icon: 'sync~spin', color: null, text: 'in progress' },
  waiting: { icon: 'question', color: 'charts.yellow', text: 'waiting for a decision' },
  completed: { icon: 'pass', color: 'charts.green', text: 'completed' },
  failed: { icon: 'error', color: 'charts.red', text: 'failed' },
  skipped: { icon: 'debug-step-over', color: null, text: 'skipped' },
};

const FILE_STATES: Readonly<
  Record<FileView['status'], { icon: string; color: string | null; text: string }>
> = {
  pending: { icon: 'diff-modified', color: 'charts.blue', text: 'pending' },
  partial: { icon: 'diff-modified', color: 'charts.yellow', text: 'partly decided' },
  accepted: { icon: 'pass', color: 'charts.green', text: 'accepted' },
  rejected: { icon: 'circle-slash', color: null, text: 'rejected' },
  stale: { icon: 'warning', color: 'charts.yellow', text: 'changed since it was proposed' },
  conflict: { icon: 'warning', color: 'charts.red', text: 'conflict' },
};

const isOver = (view: RunView): boolean =>
  ['completed', 'failed', 'cancelled', 'rolledBack'].includes(view.status);

const RESUMABLE: ReadonlySet<RunView['status']> = new Set(['interrupted', 'failed', 'cancelled']);

/** Something was proposed, and no check of it runs now. */
const isProvable = (view: RunView): boolean =>
  (view.status === 'review' || view.status === 'completed') &&
  view.files.length > 0 &&
  !view.checks.some((check) => check.status === 'running');

export function lookOfRun(view: RunView, pendingHunks: number): NodeLook {
  const state = RUN_STATES[view.status];
  const running = view.status === 'planning' || view.status === 'executing';
  const words = [
    'run',
    ...(pendingHunks > 0 ? ['pending'] : []),
    ...(running ? ['running'] : []),
    ...(RESUMABLE.has(view.status) ? ['resumable'] : []),
    ...(isProvable(view) ? ['provable'] : []),
  ];
  const amount = running ? `${view.percent}%` : describe(view.status, pendingHunks);
  return {
    id: view.id,
    label: view.task,
    description: amount,
    tooltip: view.error ?? `${view.task}: ${state.text}`,
    accessibleLabel: `${view.task}, ${state.text}, ${amount}`,
    icon: state.icon,
    color: state.color,
    context: words.join(' '),
    expanded: !isOver(view) || pendingHunks > 0,
  };
}

/** What is pending says enough of a run that is ready for review; one that stopped early says that as well. */
function describe(status: RunView['status'], pendingHunks: number): string {
  const { text } = RUN_STATES[status];
  if (pendingHunks === 0) return text;
  return RESUMABLE.has(status) ? `${text}, ${pendingHunks} pending` : `${pendingHunks} pending`;
}

export function lookOfPhase(view: RunView, phase: PhaseView): NodeLook {
  const state = PHASE_STATES[phase.status];
  const done = phase.steps.filter((step) => step.status === 'done' || step.status === 'skipped').length;
  const hasFiles = view.files.some((file) => file.phase === phase.key);
  return {
    // VS Code keeps the folding of a known id: a phase unfolds once, when its first files arrive.
    id: `${view.id}/${phase.key}${hasFiles ? '/files' : ''}`,
    label: phase.title,
    description: phase.status === 'skipped' ? 'skipped' : `${done}/${phase.steps.length}`,
    tooltip: phase.error ?? phase.description,
    accessibleLabel: `${phase.title}, ${state.text}, ${done} of ${phase.steps.length} steps`,
    icon: state.icon,
    color: state.color,
    context: `phase ${phase.status}`,
    expanded: hasFiles ? true : null,
  };
}

export function lookOfGroup(view: RunView, group: string): NodeLook | undefined {
  const phases = view.phases.filter(({ key }) => key.startsWith(group));
  const title = phases[0]?.groups[group.split('/').length - 2];
  if (title === undefined) return undefined;
  const status = statusOfGroup(phases);
  const state = PHASE_STATES[status];
  const steps = phases.flatMap((phase) => phase.steps);
  const done = steps.filter((step) => step.status === 'done' || step.status === 'skipped').length;
  return {
    id: `${view.id}/${group}`,
    label: title,
    description: status === 'skipped' ? 'skipped' : `${done}/${steps.length}`,
    tooltip: `${title}: ${state.text}`,
    accessibleLabel: `${title}, ${state.text}, ${done} of ${steps.length} steps`,
    icon: state.icon,
    color: state.color,
    context: `group ${status}`,
    expanded: true,
  };
}

/** What asks for somebody comes first; it is done when every part is done or left out. */
function statusOfGroup(phases: readonly PhaseView[]): PhaseView['status'] {
  const first = (['failed', 'waiting', 'inProgress'] as const).find((status) =>
    phases.some((phase) => phase.status === status),
  );
  if (first !== undefined) return first;
  if (phases.some(({ status }) => status === 'pending')) {
    return phases.every(({ status }) => status === 'pending') ? 'pending' : 'inProgress';
  }
  return phases.every(({ status }) => status === 'skipped') ? 'skipped' : 'completed';
}

export function lookOfFile(view: RunView, file: FileView): NodeLook {
  const state = FILE_STATES[file.status];
  const name = file.path.split('/').at(-1) ?? file.path;
  const folder = file.path.slice(0, -name.length - 1);
  const open = file.pendingHunks > 0;
  return {
    id: `${view.id}/${file.phase}/${file.path}`,
    label: name,
    description: [folder, `+${file.addedLines}${file.removedLines > 0 ? ` -${file.removedLines}` : ''}`]
      .filter((part) => part !== '')
      .join('  '),
    tooltip: `${file.path}: ${file.title}, ${state.text}${file.viewed ? ', viewed' : ''}`,
    accessibleLabel: `${name} in ${folder === '' ? 'the workspace' : folder}, ${
      file.action === 'create' ? 'new file' : 'edit'
    }, ${state.text}${open ? `, ${file.pendingHunks} pending` : ''}${file.viewed ? ', viewed' : ''}`,
    icon: file.action === 'create' && file.status === 'pending' ? 'diff-added' : state.icon,
    color: state.color,
    context: `file ${open ? 'pending' : file.status}`,
    expanded: null,
  };
}

export function childrenOf(views: readonly RunView[], node: TreeNode | undefined): readonly TreeNode[] {
  if (node === undefined) return views.map((view) => ({ kind: 'run', runId: view.id }));
  const view = views.find((candidate) => candidate.id === node.runId);
  if (view === undefined || node.kind === 'file') return [];
  if (node.kind === 'run') return phasesBelow(view, '');
  if (node.kind === 'group') return phasesBelow(view, node.group);
  return view.files
    .filter((file) => file.phase === node.phaseKey)
    .map((file) => ({ kind: 'file', runId: view.id, phaseKey: node.phaseKey, path: file.path }));
}

/** In the order of the plan: phases, and workflows where their first phase is. */
function phasesBelow(view: RunView, group: string): readonly TreeNode[] {
  const nodes = new Map<string, TreeNode>();
  for (const { key } of view.phases) {
    if (!key.startsWith(group)) continue;
    const end = key.indexOf('/', group.length);
    const inner = key.slice(0, end + 1);
    if (end === -1) nodes.set(key, { kind: 'phase', runId: view.id, phaseKey: key });
    else nodes.set(inner, { kind: 'group', runId: view.id, group: inner });
  }
  return [...nodes.values()];
}

export function parentOf(node: TreeNode): TreeNode | undefined {
  const { runId } = node;
  switch (node.kind) {
    case 'run':
      return undefined;
    case 'group':
      return holderOf(runId, node.group.slice(0, -1));
    case 'phase':
      return holderOf(runId, node.phaseKey);
    case 'file':
      return { kind: 'phase', runId, phaseKey: node.phaseKey };
  }
}

function holderOf(runId: string, key: string): TreeNode {
  const group = key.slice(0, key.lastIndexOf('/') + 1);
  return group === '' ? { kind: 'run', runId } : { kind: 'group', runId, group };
}
