import { AppError } from '../../core/model/appError';
import type { FileChange, Mark } from '../../core/model/changeSet';
import type { EntityBase } from '../../core/model/entityBase';
import type { AgentId, WorkspacePath } from '../../core/model/ids';
import type { StepNote } from '../../core/ports/executor';
import type { NewFinding } from '../../core/ports/stateStore';
import { LEFT_BEHIND_RULE } from '../../core/orchestrator/leftBehind';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import type { SyntaxProblem } from '../inspect/sourceRange';
import { applyToState, type FileState } from './fileState';
import { mergeGenerated } from './mergeGenerated';
import { mergeJson } from './mergeJson';
import { nameMarks } from './nameMarks';
import type { FindSyntaxProblem } from './syntaxProblem';
import type { DefinitionTarget, FileTarget, JsonTarget, Target } from './target';

export interface ProposeContext {
  readonly files: WorkspaceFiles;
  /** What was generated last, null the first time. */
  readonly base: EntityBase | null;
  /** Where files of the last version stood, by key of their targets, as far as that is elsewhere. */
  readonly formerPaths?: ReadonlyMap<string, WorkspacePath>;
  readonly phase: string;
  readonly agent: AgentId;
  readonly syntaxProblem: FindSyntaxProblem;
}

export interface Proposal {
  readonly files: readonly FileChange[];
  readonly notes: readonly StepNote[];
  readonly findings: readonly NewFinding[];
  readonly fragments: Readonly<Record<string, string>>;
}

interface Progress {
  state: FileState | undefined;
  /** What a person made of the file under its former path. */
  readonly moved: string | undefined;
  readonly steps: string[];
  readonly findings: NewFinding[];
}

/**
 * Turns targets into changes of files: what is missing is created, what was generated before is merged three ways,
 * what is there without a base keeps every byte. Throws AppError `anchorMissing` when an edit finds no place.
 */
export async function proposeTargets(targets: readonly Target[], context: ProposeContext): Promise<Proposal> {
  const files: FileChange[] = [];
  const notes: StepNote[] = [];
  const findings: NewFinding[] = [];
  for (const [path, group] of groupByPath(targets)) {
    const source = await context.files.read(path);
    const former = source === undefined ? formerPath(group, context) : undefined;
    const moved = former === undefined ? undefined : await context.files.read(former);
    if (former !== undefined && moved !== undefined) findings.push(leftBehind(former, path));
    const progress: Progress = {
      state: source === undefined ? undefined : { text: source, marks: [] },
      moved,
      steps: [],
      findings,
    };
    const problem =
      group.some((target) => target.kind !== 'file') && source !== undefined
        ? context.syntaxProblem(path, source)
        : undefined;
    if (problem !== undefined) {
      findings.push(unreadable(path, problem));
      for (const { step } of group) notes.push({ step, kind: 'leftOut', detail: `${path} does not parse` });
      continue;
    }
    for (const target of group) applyTarget(target, context.base, progress);
    const first = group[0];
    if (first === undefined || progress.state === undefined) continue;
    if (progress.state.text === source) continue;
    files.push({
      path,
      base: source ?? null,
      proposed: progress.state.text,
      layer: first.layer,
      phase: context.phase,
      agent: context.agent,
      title: progress.steps[0] ?? first.step,
      marks: progress.state.marks,
    });
  }
  const told = new Set([...files.map((file) => file.title), ...notes.map((note) => note.step)]);
  for (const step of new Set(targets.map((target) => target.step))) {
    if (!told.has(step)) notes.push({ step, kind: 'present', detail: 'already there' });
  }
  return { files, notes, findings, fragments: fragmentsOf(targets) };
}

function formerPath([first]: readonly Target[], { formerPaths }: ProposeContext): WorkspacePath | undefined {
  const former = first?.kind === 'file' ? formerPaths?.get(first.key) : undefined;
  return former === first?.path ? undefined : former;
}

/** A proposal has no deletions. */
function leftBehind(former: WorkspacePath, path: WorkspacePath): NewFinding {
  return {
    severity: 'medium',
    category: 'custom',
    message: `This file is now ${path}, with what you changed in it. Delete it here: a proposal removes no files.`,
    path: former,
    line: null,
    column: null,
    source: 'groundwork',
    rule: LEFT_BEHIND_RULE,
  };
}

/** An edit of a file that does not parse would be a guess: it keeps every byte. */
function unreadable(path: WorkspacePath, problem: SyntaxProblem): NewFinding {
  return {
    severity: 'medium',
    category: 'parse',
    message: `The file does not parse (${problem.message}), so that it was left alone. Correct it, then generate again.`,
    path,
    line: problem.line,
    column: null,
    source: 'groundwork',
    rule: 'does-not-parse',
  };
}

function applyTarget(target: Target, base: EntityBase | null, progress: Progress): void {
  const before = progress.state;
  const last = base?.fragments[target.key];
  switch (target.kind) {
    case 'file':
      applyFile(target, last, progress);
      break;
    case 'definition':
      applyDefinition(target, last, progress);
      break;
    case 'json':
      applyJson(target, last, progress);
      break;
    case 'insertion':
      applyPlan(target, requireState(target, progress), progress);
      break;
  }
  if (progress.state !== before) progress.steps.push(target.step);
}

function applyFile(target: FileTarget, last: string | undefined, progress: Progress): void {
  const current = progress.state?.text ?? progress.moved;
  if (current === undefined || (progress.state === undefined && last === undefined)) {
    progress.state = { text: target.text, marks: [markOf(target, 0, target.text.split('\n').length, false)] };
    return;
  }
  if (last === undefined) return;
  const merge = mergeGenerated(last, current, target.text, target.insertions);
  if (merge.kind === 'unchanged') {
    progress.state ??= { text: current, marks: [markOf(target, 0, current.split('\n').length, false)] };
    return;
  }
  progress.state = {
    text: merge.text,
    marks: [
      markOf(target, 0, merge.text.split('\n').length, false),
      ...merge.conflicts.map((conflict) => markOf(target, conflict.start, conflict.end, true)),
      ...(progress.moved === undefined ? nameMarks(target.path, current, merge.text, target.step) : []),
    ],
  };
  reportConflicts(
    target,
    merge.conflicts.map((conflict) => conflict.start + 1),
    progress,
  );
}

function applyDefinition(target: DefinitionTarget, last: string | undefined, progress: Progress): void {
  const state = requireState(target, progress);
  const range = target.locate(state.text);
  if (range === undefined) {
    applyPlan(target, state, progress);
    return;
  }
  if (last === undefined) return;
  const current = state.text.slice(range.start, range.end);
  const merge = mergeGenerated(last, current, target.text, target.insertions);
  if (merge.kind === 'unchanged') return;
  const edit = { ...range, text: merge.text.replaceAll('\r\n', '\n'), title: target.step };
  const changed = applyToState(
    state,
    [{ ...edit, provides: target.provides, requires: target.requires }],
    merge.conflicts.length > 0,
  );
  const names = nameMarks(target.path, state.text, changed.text, target.step);
  progress.state = { ...changed, marks: [...changed.marks, ...names] };
  const line = state.text.slice(0, range.start).split('\n').length;
  reportConflicts(
    target,
    merge.conflicts.map((conflict) => line + conflict.start),
    progress,
  );
}

function applyJson(target: JsonTarget, last: string | undefined, progress: Progress): void {
  const state = requireState(target, progress);
  const merge = mergeJson(state.text, target.property, parseFragment(last), target.value);
  for (const { property, line } of merge.kept) {
    progress.findings.push({
      severity: 'minor',
      category: 'custom',
      message: `You changed "${property}", so that it stays; generated would be another text.`,
      path: target.path,
      line,
      column: null,
      source: 'groundwork',
      rule: 'kept-by-hand',
    });
  }
  if (merge.text === state.text) return;
  const { step: title, provides, requires } = target;
  const edit = { ...changedRange(state.text, merge.text), title, provides, requires };
  const names = last === undefined ? [] : nameMarks(target.path, state.text, merge.text, title);
  progress.state = { text: merge.text, marks: [...applyToState(state, [edit], false).marks, ...names] };
}

/** What differs between two texts, as one replacement. */
function changedRange(before: string, after: string): { start: number; end: number; text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

function applyPlan(
  target: Exclude<Target, FileTarget | JsonTarget>,
  state: FileState,
  progress: Progress,
): void {
  const plan = target.plan(state.text);
  switch (plan.kind) {
    case 'alreadyPresent':
      return;
    case 'anchorMissing':
      throw new AppError(
        'anchorMissing',
        `${target.path}: ${plan.reason}`,
        `Make the place for "${target.step}" by hand, then retry.`,
      );
    case 'edits': {
      const edits = plan.edits.map((edit) => ({
        ...edit,
        provides: [...edit.provides, ...target.provides],
        requires: [...edit.requires, ...target.requires],
      }));
      progress.state = applyToState(state, edits, false);
    }
  }
}

function requireState(target: Target, progress: Progress): FileState {
  if (progress.state !== undefined) return progress.state;
  throw new AppError(
    'anchorMissing',
    `${target.path} does not exist, so that "${target.step}" has no place.`,
    'Restore the file, then retry.',
  );
}

function markOf(target: Target, startLine: number, endLine: number, conflict: boolean): Mark {
  const { provides, requires } = target;
  return { startLine, endLine, title: target.step, provides, requires, conflict };
}

function reportConflicts(target: Target, lines: readonly number[], progress: Progress): void {
  for (const line of lines) {
    progress.findings.push({
      severity: 'medium',
      category: 'custom',
      message:
        'You and the generator changed the same lines: accept to take the generated ones, reject to keep yours.',
      path: target.path,
      line,
      column: null,
      source: 'groundwork',
      rule: 'merge-conflict',
    });
  }
}

function fragmentsOf(targets: readonly Target[]): Record<string, string> {
  const fragments: Record<string, string> = {};
  for (const target of targets) {
    if (target.kind === 'file' || target.kind === 'definition') fragments[target.key] = target.text;
    if (target.kind === 'json') fragments[target.key] = JSON.stringify(target.value);
  }
  return fragments;
}

function parseFragment(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // The base is a file of the workspace, which people and merges may break.
  }
}

function groupByPath(targets: readonly Target[]): Map<WorkspacePath, Target[]> {
  const groups = new Map<WorkspacePath, Target[]>();
  for (const target of targets) groups.set(target.path, [...(groups.get(target.path) ?? []), target]);
  return groups;
}
