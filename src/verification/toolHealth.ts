import type { HealthItem } from '../core/model/healthItem';
import type { ProcessRunner } from '../core/ports/processRunner';
import type { ProjectParts } from '../core/ports/verifier';
import { toAppError } from '../core/model/appError';
import { NODE_CHECKS } from './nodeChecks';
import { readPartConfig, type PartConfig, type ReadableCopy } from './partConfig';
import { PYTHON_CHECKS } from './pythonChecks';
import type { ToolCheck } from './toolCheck';

type Part = ProjectParts['parts'][number];

export interface ToolHealthPorts {
  /** The files that say which tools a part wants. */
  readonly copy: ReadableCopy;
  readonly processes: ProcessRunner;
  /** Absolute folder of the workspace. */
  readonly root: string;
  /** The whole environment of what is started. */
  readonly env: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 20_000;
/** Fetches what it needs when it is first started. */
const NOT_STARTED: ReadonlySet<string> = new Set(['pyright']);

/** The tools that the proof of each part would run, found as the proof finds them, and whether they start. */
export async function toolHealth(
  parts: readonly Part[],
  ports: ToolHealthPorts,
): Promise<readonly HealthItem[]> {
  const items: HealthItem[] = [];
  for (const part of parts) {
    const config = await readPartConfig(ports.copy, part.folder);
    const wanted = (part.kind === 'python' ? PYTHON_CHECKS : NODE_CHECKS).filter(
      (check) => check.fit(config).kind === 'wanted',
    );
    const tools = new Set(wanted.map(({ tool }) => tool));
    for (const tool of tools) {
      const checks = wanted.filter((check) => check.tool === tool);
      items.push(await healthOf(tool, checks, part, config, ports));
    }
  }
  return items;
}

async function healthOf(
  tool: string,
  checks: readonly ToolCheck[],
  part: Part,
  config: PartConfig,
  ports: ToolHealthPorts,
): Promise<HealthItem> {
  const place = part.folder === '' ? 'the workspace' : part.folder;
  const name = part.folder === '' ? tool : `${tool} (${part.folder})`;
  const base = { area: 'tools', name } as const;
  const lacking: string[] = [];
  let found: string | undefined;
  for (const check of checks) {
    const place = await find(check, part, config, ports);
    if (place === undefined) lacking.push(check.name);
    found ??= place;
  }
  if (found === undefined) {
    return {
      ...base,
      status: 'notice',
      detail: `${tool} is not in ${place}: not checked is ${lacking.join(', ')}.`,
      suggestion: `Install what ${place} needs, or leave it.`,
    };
  }
  const without = lacking.length === 0 ? '' : `; not checked without one of its own is ${lacking.join(', ')}`;
  const state = await versionOf(tool, found, ports);
  return { ...base, ...state, detail: `${state.detail}${without}` };
}

function find(
  check: ToolCheck,
  part: Part,
  config: PartConfig,
  { processes, root }: ToolHealthPorts,
): Promise<string | undefined> {
  const folder = part.folder === '' ? root : `${root}/${part.folder}`;
  const folders = check.toolFolders.map((name) => `${folder}/${name}`);
  return check.fromPath(config) ? processes.find(check.tool, folders) : processes.findIn(check.tool, folders);
}

async function versionOf(
  tool: string,
  place: string,
  { processes, root, env }: ToolHealthPorts,
): Promise<Pick<HealthItem, 'status' | 'detail' | 'suggestion'>> {
  if (NOT_STARTED.has(tool)) return { status: 'good', detail: place, suggestion: null };
  const broken = (why: string) =>
    ({
      status: 'bad',
      detail: `${place} does not run: ${why}`,
      suggestion: 'Run it by hand to see why, or install it again.',
    }) as const;
  try {
    const request = { cwd: root, env, timeoutMs: TIMEOUT_MS };
    const { exitCode, stdout, stderr } = await processes.run({ ...request, argv: [place, '--version'] });
    const [line = ''] = `${stdout}\n${stderr}`.trim().split(/\r?\n/);
    if (exitCode !== 0) return broken(`it ended with ${String(exitCode)}: ${line}`);
    return { status: 'good', detail: `${line} (${place})`, suggestion: null };
  } catch (failure) {
    return broken(toAppError(failure).message);
  }
}
