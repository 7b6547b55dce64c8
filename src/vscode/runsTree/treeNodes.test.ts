import { strict as assert } from 'assert';
import { settledRun } from '../../../test/fakes/testEngine';
import { testExecutor, testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import type { SubPlan } from '../../core/orchestrator/plan';
import { childrenOf, lookOfGroup, parentOf, type TreeNode } from './treeNodes';

const held = (key: string, workflow: string): SubPlan => ({
  key,
  title: `The ${key}`,
  workflow,
  request: {},
  dependencies: [],
  critical: true,
});

async function viewOfNested() {
  const inner = { ...testWorkflow([testPhase('x')], [testExecutor('x')]), id: 'inner' };
  const middle = {
    ...testWorkflow([], [testExecutor('y')]),
    id: 'middle',
    plan: () => ({ phases: [held('deep', 'inner'), testPhase('y')] }),
  };
  const outer = {
    ...testWorkflow([], [testExecutor('a')]),
    plan: () => ({ phases: [testPhase('a'), held('part', 'middle')] }),
  };
  return (await settledRun(outer, { others: [middle, inner] })).view;
}

describe('runs tree', () => {
  it('nests the phases of workflows inside a run, each below what holds it', async () => {
    const view = await viewOfNested();
    const drawn: string[] = [];
    const draw = (node: TreeNode | undefined, depth: number): void => {
      for (const child of childrenOf([view], node)) {
        const name = child.kind === 'group' ? child.group : child.kind === 'phase' ? child.phaseKey : '';
        drawn.push(`${'  '.repeat(depth)}${child.kind} ${name}`.trimEnd());
        assert.deepEqual(parentOf(child), node);
        draw(child, depth + 1);
      }
    };
    draw(undefined, 0);
    assert.deepEqual(drawn, [
      'run',
      '  phase a',
      '  group part/',
      '    group part/deep/',
      '      phase part/deep/x',
      '    phase part/y',
    ]);
  });

  it('sums up what is below a workflow', async () => {
    const view = await viewOfNested();
    const lookOf = (group: string, ...statuses: (typeof view.phases)[number]['status'][]) => {
      const phases = view.phases.map((phase) => {
        const status = phase.key.startsWith('part/') ? statuses.shift() : undefined;
        return { ...phase, status: status ?? phase.status };
      });
      const look = lookOfGroup({ ...view, phases }, group);
      return [look?.label, look?.description, look?.context];
    };
    assert.deepEqual(lookOf('part/'), ['The part', '2/2', 'group completed']);
    assert.deepEqual(lookOf('part/deep/'), ['The deep', '1/1', 'group completed']);
    assert.deepEqual(lookOf('part/', 'completed', 'failed')[2], 'group failed');
    assert.deepEqual(lookOf('part/', 'waiting', 'inProgress')[2], 'group waiting');
    assert.deepEqual(lookOf('part/', 'completed', 'pending')[2], 'group inProgress');
    assert.deepEqual(lookOf('part/', 'pending', 'pending')[2], 'group pending');
    assert.deepEqual(lookOf('part/', 'skipped', 'completed')[2], 'group completed');
    assert.deepEqual(lookOf('part/', 'skipped', 'skipped')[1], 'skipped');
    assert.equal(lookOfGroup(view, 'other/'), undefined);
  });
});
