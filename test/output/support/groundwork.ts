import { strict as assert } from 'node:assert';
import { z } from 'zod';
import { inRepo } from '../../../scripts/lib/paths.mjs';
import { tempFolder } from './folders';
import { runTool } from './runTool';

const resultSchema = z.object({
  kind: z.literal('result'),
  run: z.string(),
  status: z.string(),
  files: z.array(z.object({ path: z.string(), action: z.enum(['create', 'edit']), status: z.string() })),
  findings: z.array(
    z.object({
      message: z.string(),
      severity: z.string(),
      path: z.string().nullable(),
      line: z.number().nullable(),
    }),
  ),
  questions: z.array(z.object({ key: z.string(), options: z.array(z.object({ id: z.string() })) })),
});
export type CliResult = z.infer<typeof resultSchema>;

const errorSchema = z.object({ kind: z.literal('error'), code: z.string(), message: z.string() });
export type CliError = z.infer<typeof errorSchema>;

export interface CliOutcome {
  readonly code: number;
  readonly result: CliResult | undefined;
  readonly error: CliError | undefined;
  readonly output: string;
}

const storages = new Map<string, string>();

/** The run store of a workspace; a clone of it elsewhere has another one. */
function storageOf(workspace: string): string {
  const known = storages.get(workspace) ?? tempFolder('storage');
  storages.set(workspace, known);
  return known;
}

/** Runs the built command line on a workspace. */
export async function groundwork(workspace: string, ...args: readonly string[]): Promise<CliOutcome> {
  const argv = [process.execPath, inRepo('dist', 'cli.js'), ...args, '--workspace', workspace, '--json'];
  const home = storageOf(workspace);
  const env = { HOME: home, XDG_DATA_HOME: home, LOCALAPPDATA: home };
  const { code, output, stdout } = await runTool(argv, { cwd: workspace, env });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const values: unknown[] = lines.map((line): unknown => JSON.parse(line));
  const last = <T>(schema: z.ZodType<T>): T | undefined =>
    values.flatMap((value) => schema.safeParse(value).data ?? []).at(-1);
  return { code, output, result: last(resultSchema), error: last(errorSchema) };
}

/** Runs a command that must be done (exit code 0) and answers its result. */
export async function groundworkDone(workspace: string, ...args: readonly string[]): Promise<CliResult> {
  const { code, result, output } = await groundwork(workspace, ...args);
  assert.equal(code, 0, `groundwork ${args.join(' ')} ended with ${code}:\n${output.slice(-6_000)}`);
  assert.ok(result, `groundwork ${args.join(' ')} printed no result:\n${output.slice(-6_000)}`);
  return result;
}

const ACCEPT = ['--yes', '--no-verify'] as const;

/** Generates an entity and accepts all of it: the tests are the proof. */
export function generate(workspace: string, name: string, fields: string): Promise<CliResult> {
  return groundworkDone(workspace, 'generate', 'fullstack', name, '--fields', fields, ...ACCEPT);
}

/** The same from a YAML file, by default the one kept with the code. */
export function generateFrom(workspace: string, name: string, file?: string): Promise<CliResult> {
  const source = file === undefined ? [] : ['--spec', file];
  return groundworkDone(workspace, 'generate', 'fullstack', name, ...source, ...ACCEPT);
}

export function addField(workspace: string, entity: string, fields: string): Promise<CliResult> {
  return groundworkDone(workspace, 'add-field', entity, fields, ...ACCEPT);
}
