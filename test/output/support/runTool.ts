import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';

export interface ToolResult {
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
  readonly stdout: string;
}

export interface ToolOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end, as argv without a shell. */
export function runTool(argv: readonly string[], { cwd, env = {} }: ToolOptions): Promise<ToolResult> {
  const [command = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal !== null) output += `\nended by ${signal}`;
      resolve({ code: code ?? 1, output, stdout });
    });
  });
}

/** Runs a program that must succeed; the failure shows what it printed. */
export async function mustRun(argv: readonly string[], options: ToolOptions): Promise<ToolResult> {
  const result = await runTool(argv, options);
  assert.equal(
    result.code,
    0,
    `${argv.join(' ')} (in ${options.cwd}) ended with ${result.code}:\n${shorten(result.output)}`,
  );
  return result;
}

const SHOWN = 6_000;

function shorten(text: string): string {
  return text.length <= 2 * SHOWN ? text : `${text.slice(0, SHOWN)}\n...\n${text.slice(-SHOWN)}`;
}
