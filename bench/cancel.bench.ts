import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_CONFIG } from '../src/core/config/configSchema';
import { agentId, type AgentId } from '../src/core/model/ids';
import { Tracer } from '../src/core/observability/tracer';
import type { PlannedPhase, Workflow } from '../src/core/orchestrator/plan';
import { RunEngine } from '../src/core/orchestrator/runEngine';
import type { Executor } from '../src/core/ports/executor';
import type { ProcessRunner } from '../src/core/ports/processRunner';
import { ReviewSession } from '../src/core/review/reviewSession';
import { ChildRecords } from '../src/platform/processes/childRecords';
import { nodeProcessRunner } from '../src/platform/processes/nodeProcessRunner';
import { nodeProcessTable } from '../src/platform/processes/processTable';
import { systemClock } from '../src/platform/systemClock';
import { systemRandom } from '../src/platform/systemRandom';
import { MemoryWorkspace } from '../test/fakes/memoryWorkspace';
import { silentLog } from '../test/fakes/silentLog';
import type { Bench, BenchContext, PreparedBench } from './bench';
import { openOnDisk } from './openOnDisk';

/** As many as run at once. */
const AGENTS = [agentId('first'), agentId('second')];
/** A tool that starts one of its own and says which, then works until somebody ends it. */
const TOOL = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  require('node:fs').writeFileSync(process.argv[1], process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);
`;

/** From the command to stop until nothing of the run is left: two phases at once, each with a tool that has a child of its own. */
export const benches: readonly Bench[] = [
  {
    name: 'time to stop a run with four processes',
    target: { of: 'most', limit: 1_000 },
    samples: 5,
    warmUps: 1,
    prepare,
  },
];

async function prepare(context: BenchContext): Promise<PreparedBench> {
  const folder = await mkdtemp(path.join(context.folder, 'cancel-'));
  const store = await openOnDisk(context, folder);
  const workspace = new MemoryWorkspace({});
  const system = { clock: systemClock, random: systemRandom, log: silentLog };
  const processes = nodeProcessRunner(new ChildRecords(folder, silentLog));
  const files = (run: string): readonly string[] =>
    AGENTS.map((agent) => path.join(folder, `${run}-${agent}.pids`));
  const engine = new RunEngine({
    ...system,
    store,
    review: new ReviewSession({ store, files: workspace, writer: workspace }),
    files: workspace,
    writer: workspace,
    verifier: null,
    git: null,
    workflows: [workflowOf(processes, folder)],
    team: { members: () => Promise.resolve({ member: () => undefined }) },
    config: () => DEFAULT_CONFIG,
    tracer: new Tracer({ ...system, store, onSpans: () => undefined }),
  });
  let runs = 0;
  return {
    async run() {
      runs += 1;
      const id = await engine.start('tools', String(runs));
      const pids = await pidsIn(files(String(runs)));
      const began = performance.now();
      await engine.cancel(id);
      while (!(await areGone(pids))) await wait(1);
      return performance.now() - began;
    },
    close: () => store.close(),
  };
}

function workflowOf(processes: ProcessRunner, folder: string): Workflow {
  return {
    id: 'tools',
    parse: (request) => request,
    describe: String,
    plan: () => ({ phases: AGENTS.map(phaseOf) }),
    executors: AGENTS.map((agent): Executor => ({
      agent,
      async execute({ request, signal }) {
        const file = path.join(folder, `${String(request)}-${agent}.pids`);
        const argv = [process.execPath, '-e', TOOL, file] as const;
        await processes.run({
          argv,
          cwd: folder,
          env: {},
          timeoutMs: 60_000,
          ...(signal === undefined ? {} : { signal }),
        });
        return { files: [], output: null, fragments: {}, notes: [], findings: [] };
      },
    })),
    nextSteps: () => [],
    projectParts: () => ({ parts: [] }),
  };
}

const phaseOf = (agent: AgentId): PlannedPhase => ({
  key: agent,
  title: agent,
  description: agent,
  agents: [agent],
  dependencies: [],
  critical: true,
  steps: [],
});

/** Of the tools and their children, once all have started. */
async function pidsIn(files: readonly string[]): Promise<readonly number[]> {
  for (;;) {
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
    const pids = texts.flatMap((text) => text.split(' ').filter(Boolean).map(Number));
    if (pids.length === 2 * files.length) return pids;
    await wait(5);
  }
}

/** What ended and only waits to be asked for its exit code is gone. */
async function areGone(pids: readonly number[]): Promise<boolean> {
  const states = await Promise.all(pids.map((pid) => nodeProcessTable.find(pid)));
  return states.every(({ kind }) => kind === 'gone');
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
