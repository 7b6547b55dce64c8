import { strict as assert } from 'assert';
import fc from 'fast-check';
import { testPhase, testWorkflow } from '../../../test/fakes/testWorkflow';
import { AppError } from '../model/appError';
import { agentId } from '../model/ids';
import { expandPlan } from './expandPlan';
import type { Plan, PlannedPhase, SubPlan, Workflow } from './plan';
import { validatePlan } from './validatePlan';

const RUNS = process.env['SOAK'] === undefined ? 1_000 : 10_000;

const anyone = (agent: ReturnType<typeof agentId>) => ({
  agent,
  execute: () => Promise.reject(new Error('nothing may run')),
});

/** Workflows whose plans hold each other by id; everybody there can carry out anything. */
function planned(plans: Readonly<Record<string, Plan>>): Workflow {
  const [main = ''] = Object.keys(plans);
  const workflowOf = (id: string): Workflow => {
    const plan = plans[id];
    assert.ok(plan !== undefined);
    return { ...testWorkflow([], []), id, executorOf: anyone, plan: () => plan };
  };
  const workflow = workflowOf(main);
  validatePlan(expandPlan(workflow, {}, workflowOf));
  return workflow;
}

const phase = testPhase;
const held = (
  key: string,
  workflow: string,
  dependencies: readonly string[] = [],
  changes: Partial<SubPlan> = {},
): SubPlan => ({ key, title: key, workflow, request: {}, dependencies, critical: true, ...changes });

const writing = (key: string, file: string, dependencies: readonly string[] = []): PlannedPhase =>
  phase(key, dependencies, { writes: [file] });

describe('validatePlan', () => {
  it('takes a DAG', () => {
    planned({ main: { phases: [phase('a'), phase('b', ['a']), phase('c', ['a']), phase('d', ['b', 'c'])] } });
  });

  it('takes what the request gives, what ancestors make, and one file written by phases in order', () => {
    planned({
      main: {
        given: ['user_request'],
        phases: [
          phase('a', [], { inputs: ['user_request'], outputs: ['spec'], writes: ['model.py'] }),
          phase('b', ['a']),
          phase('c', ['b'], { inputs: ['spec', 'user_request'], writes: ['./Model.py'] }),
        ],
      },
    });
  });

  it('takes a workflow twice: each part knows its own records, and what comes before knows neither', () => {
    const part: Plan = {
      given: ['user_request'],
      phases: [
        phase('make', [], { outputs: ['spec'] }),
        phase('use', ['make'], { inputs: ['spec', 'style'] }),
      ],
    };
    planned({
      main: {
        phases: [
          phase('style', [], { outputs: ['style'] }),
          held('one', 'part', ['style']),
          held('two', 'part', ['one']),
        ],
      },
      part,
    });
  });

  const bad: readonly (readonly [
    string,
    Readonly<Record<string, Plan>> | readonly PlannedPhase[],
    RegExp,
  ])[] = [
    ['no phase', [], /the workflow main has no phase/],
    ['two phases of one name', [phase('a'), phase('a')], /two phases of .* have the same key a/],
    ['a phase without a name', [phase('')], /the key ""/],
    ['a name with a slash', [phase('a/b')], /the key "a\/b"/],
    ['a dependency that is not there', [phase('a', ['x'])], /a waits for x.*There are a/],
    ['a phase without agents', [phase('a', [], { agents: [] })], /a has no agent/],
    [
      'an agent twice in a phase',
      [phase('a', [], { agents: [agentId('b'), agentId('b')] })],
      /a names the agent b twice/,
    ],
    ['a phase that waits for itself', [phase('a', ['a'])], /each other: a/],
    ['two phases that wait for each other', [phase('a', ['b']), phase('b', ['a'])], /each other: a, b/],
    [
      'a circle behind a good phase',
      [phase('a'), phase('b', ['a', 'c']), phase('c', ['b'])],
      /each other: b, c/,
    ],
    [
      'an input that nobody makes',
      [phase('a', [], { inputs: ['spec'] })],
      /a needs spec.*Add a phase that makes spec/,
    ],
    [
      'an input that only a phase at the same time makes',
      [phase('a', [], { outputs: ['spec'] }), phase('b', [], { inputs: ['spec'] })],
      /b needs spec, which no phase before it makes.*Let b wait for a/,
    ],
    [
      'an input that only a later phase makes',
      [phase('a', [], { inputs: ['spec'] }), phase('b', ['a'], { outputs: ['spec'] })],
      /a needs spec/,
    ],
    [
      'an input that only the phase itself makes',
      [phase('a', [], { inputs: ['x'], outputs: ['x'] })],
      /a needs x/,
    ],
    [
      'a record that two make',
      [phase('a', [], { outputs: ['spec'] }), phase('b', ['a'], { outputs: ['spec'] })],
      /a and b both make spec.*Leave it to one of them/,
    ],
    [
      'two phases at once that write one file',
      [phase('a'), writing('b', 'x.py', ['a']), writing('c', 'x.py', ['a'])],
      /b and c may run at once and both write x\.py.*Let c wait for b/,
    ],
    [
      'one file in upper and lower case',
      [writing('a', 'docs/Notes.md'), writing('b', 'Docs/notes.md')],
      /a and b .* Docs\/notes\.md, which is docs\/Notes\.md again/,
    ],
    [
      'one file by a way round',
      [writing('a', 'x.md'), writing('b', 'docs/../x.md')],
      /a and b .* docs\/\.\.\/x\.md, which is x\.md again/,
    ],
    [
      'one file with dots and doubled slashes',
      [writing('a', 'docs/x.md'), writing('b', './docs//x.md')],
      /both write/,
    ],
    ['one file with backslashes', [writing('a', 'docs/x.md'), writing('b', 'docs\\x.md')], /both write/],
    [
      'one file in two Unicode forms',
      [writing('a', 'caf\u00e9.md'), writing('b', 'cafe\u0301.md')],
      /both write/,
    ],
    [
      'a file that is a folder elsewhere',
      [writing('a', 'docs'), writing('b', 'docs/a/x.md', ['a'])],
      /b writes docs\/a\/x\.md, and for a docs is a file/,
    ],
    [
      'a file outside',
      [writing('a', '../x.md')],
      /a writes "\.\.\/x\.md", which is no file of the workspace/,
    ],
    ['an absolute file', [writing('a', '/etc/x')], /no file of the workspace/],
    ['a file on a drive', [writing('a', 'C:\\x')], /no file of the workspace/],
    ['the workspace itself for a file', [writing('a', 'docs/..')], /no file of the workspace/],
    [
      'a phase over budget',
      [phase('a', [], { budgetLines: 1_501 })],
      /a has a budget of 1501 lines.*up to 1500/,
    ],
    ['a budget below nothing', [phase('a', [], { budgetLines: -1 })], /a has a budget of -1/],
    [
      'phases over budget together',
      ['a', 'b', 'c', 'd'].map((key) => phase(key, [], { budgetLines: 1_400 })),
      /with the phase d .* 5600 lines.*5300/,
    ],
    ['half a retry', [phase('a', [], { maxRetries: 0.5 })], /a is tried again 0\.5 times/],
    [
      'a workflow that holds itself',
      { main: { phases: [held('again', 'main')] } },
      /main -> main.*Take the phase again out/,
    ],
    [
      'workflows that hold each other',
      { main: { phases: [held('b', 'other')] }, other: { phases: [phase('a'), held('back', 'main')] } },
      /main -> other -> main.*Take the phase b\/back out/,
    ],
    [
      'an empty workflow inside',
      { main: { phases: [held('b', 'other')] }, other: { phases: [] } },
      /b \(the workflow other\) has no phase/,
    ],
    [
      'a sub-plan with the name of a phase',
      { main: { phases: [phase('b'), held('b', 'other')] }, other: { phases: [phase('a')] } },
      /the same key b/,
    ],
    [
      'a sub-plan that waits for itself',
      { main: { phases: [held('b', 'other', ['b'])] }, other: { phases: [phase('a')] } },
      /each other: b/,
    ],
    [
      'a circle through a sub-plan',
      { main: { phases: [phase('a', ['b']), held('b', 'other', ['a'])] }, other: { phases: [phase('x')] } },
      /each other: a, b\/x/,
    ],
    [
      'a phase inside that is not there',
      { main: { phases: [held('b', 'other'), phase('a', ['b/y'])] }, other: { phases: [phase('x')] } },
      /a waits for b\/y.*There are b\/x, a/,
    ],
    [
      'a file that a sub-plan writes at the same time',
      {
        main: { phases: [writing('a', 'x.md'), held('b', 'other')] },
        other: { phases: [writing('w', 'X.md')] },
      },
      /a and b\/w may run at once and both write X\.md/,
    ],
    [
      'an input of a sub-plan that comes too late',
      {
        main: { phases: [phase('a', ['b'], { outputs: ['spec'] }), held('b', 'other')] },
        other: { phases: [phase('x', [], { inputs: ['spec'] })] },
      },
      /b\/x needs spec/,
    ],
    [
      'a record that two sub-plans make, for who comes after both',
      {
        main: {
          phases: [held('b', 'other'), held('c', 'other'), phase('a', ['b', 'c'], { inputs: ['spec'] })],
        },
        other: { phases: [phase('x', [], { outputs: ['spec'] })] },
      },
      /a needs spec, and both b\/x and c\/x make it.*wait for one of them/,
    ],
    [
      'workflows inside each other without end',
      Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [`w${at}`, { phases: [held('in', `w${at + 1}`)] }]),
      ),
      /is a workflow inside 8 others/,
    ],
    [
      'more phases than anybody can follow',
      {
        main: { phases: Array.from({ length: 26 }, (_, at) => held(`h${at}`, 'other')) },
        other: { phases: Array.from({ length: 20 }, (_, at) => phase(`p${at}`)) },
      },
      /more than 500 phases/,
    ],
  ];
  for (const [name, plans, message] of bad) {
    it(`refuses ${name}`, () => {
      const all = Array.isArray(plans) ? { main: { phases: plans } } : plans;
      assert.throws(() => planned(all as Readonly<Record<string, Plan>>), saying(message));
    });
  }

  it('refuses an agent that nobody carries out', () => {
    const workflow = testWorkflow([phase('a')], []);
    assert.throws(
      () => validatePlan(expandPlan(workflow, {}, () => workflow)),
      saying(
        /the phase a names the agent a, which nobody carries out in test.*give the workflow an executor/,
      ),
    );
  });
});

const saying = (words: RegExp) => (thrown: unknown) =>
  thrown instanceof AppError &&
  thrown.code === 'invalidInput' &&
  words.test(`${thrown.message} ${thrown.suggestion}`);

/** Acyclic by construction, each phase with a file and a record of its own; some hold such a plan in turn. */
const nodes = fc.array(fc.record({ edges: fc.array(fc.nat(20), { maxLength: 3 }), isHeld: fc.boolean() }), {
  minLength: 2,
  maxLength: 8,
});
type Nodes = typeof nodes extends fc.Arbitrary<infer T> ? T : never;

function plansOf(outer: Nodes, inner: Nodes): { readonly main: Plan; readonly inside: Plan } {
  const keyed = (list: Nodes, name: string) =>
    list.map(({ edges, isHeld }, index) => ({
      key: `${name}${index}`,
      dependencies: index === 0 ? [] : [...new Set(edges.map((edge) => `${name}${edge % index}`))],
      isHeld,
    }));
  const plain = (key: string, dependencies: readonly string[]): PlannedPhase =>
    phase(key, dependencies, {
      outputs: [`record_${key}`],
      inputs: dependencies.slice(0, 1).map((other) => `record_${other}`),
      writes: [`files/${key}.md`],
    });
  // One place for a held plan: twice at once would write its files twice.
  const at = keyed(outer, 'p').findLastIndex(({ isHeld }) => isHeld);
  const inside = { phases: keyed(inner, 'q').map(({ key, dependencies }) => plain(key, dependencies)) };
  const isRecordOf = (key: string) => (input: string) => input !== `record_${key}`;
  const phases = keyed(outer, 'p').map(({ key, dependencies }, index) => {
    if (index === at) return held(key, 'inside', dependencies);
    const made = plain(key, dependencies);
    return at === -1 ? made : { ...made, inputs: made.inputs?.filter(isRecordOf(`p${at}`)) ?? [] };
  });
  return { main: { phases }, inside };
}

type Fault = (phases: readonly PlannedPhase[], pick: number) => readonly PlannedPhase[];
const change =
  (index: number, changes: (phase: PlannedPhase) => Partial<PlannedPhase>): Fault =>
  (phases) =>
    phases.map((one, at) => (at === index % phases.length ? { ...one, ...changes(one) } : one));
const FAULTS: Readonly<Record<string, Fault>> = {
  'a circle': (phases, pick) => change(pick, ({ key }) => ({ dependencies: [key] }))(phases, pick),
  'no agent': (phases, pick) => change(pick, () => ({ agents: [] }))(phases, pick),
  'an input of nobody': (phases, pick) => change(pick, () => ({ inputs: ['nobodys'] }))(phases, pick),
  'a dependency on nothing': (phases, pick) => change(pick, () => ({ dependencies: ['none'] }))(phases, pick),
  'a key twice': (phases, pick) => [...phases, phase(phases[pick % phases.length]?.key ?? '')],
  'a record twice': (phases, pick) => [
    ...phases,
    phase('extra', [], { outputs: phases[pick % phases.length]?.outputs ?? [] }),
  ],
  'a file twice': (phases, pick) => [
    ...phases,
    phase('extra', [], {
      writes: phases[pick % phases.length]?.writes?.map((file) => `x/../${file.toUpperCase()}`) ?? [],
    }),
  ],
  'a file outside': (phases, pick) => change(pick, () => ({ writes: ['a/../../b'] }))(phases, pick),
  'a budget too large': (phases, pick) => change(pick, () => ({ budgetLines: 9_999 }))(phases, pick),
};

describe('any plan', () => {
  it('is taken without a fault', () => {
    fc.assert(
      fc.property(nodes, nodes, (outer, inner) => void planned(plansOf(outer, inner))),
      { numRuns: RUNS },
    );
  });

  it('is refused with one, wherever it is', () => {
    const fault = fc.constantFrom(...Object.keys(FAULTS));
    fc.assert(
      fc.property(nodes, nodes, fault, fc.nat(), fc.boolean(), (outer, inner, name, pick, isInside) => {
        const { main, inside } = plansOf(outer, inner);
        const plain = (plan: Plan) => plan.phases.filter((node): node is PlannedPhase => 'agents' in node);
        const isUsed = isInside && main.phases.some((node) => 'workflow' in node);
        const broken = isUsed
          ? { main, inside: { phases: FAULTS[name]?.(plain(inside), pick) ?? [] } }
          : {
              main: {
                phases: [
                  ...main.phases.filter((node) => 'workflow' in node),
                  ...(FAULTS[name]?.(plain(main), pick) ?? []),
                ],
              },
              inside,
            };
        assert.throws(() => planned(broken), saying(/^The plan cannot run: .*\. [A-Z]/), name);
      }),
      { numRuns: RUNS },
    );
  });
});
