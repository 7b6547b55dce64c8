import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inCache, inRepo } from '../../scripts/lib/paths.mjs';
import { ensureVenv } from '../../scripts/lib/python.mjs';

export interface SmallModel {
  /** As `models.openaiEndpoint` wants it. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** A real model of 270 million parameters behind llama.cpp's server, installed once into the cache. */
export async function startSmallModel(): Promise<SmallModel> {
  const folder = inCache('small-model');
  const python = await ensureVenv({
    folder,
    requirements: [inRepo('scripts', 'soak', 'requirements.txt')],
    title: 'Install a small language model',
  });
  const weights = path.join(folder, 'gemma-3-270m.gguf');
  const server = spawn(python, [inRepo('scripts', 'soak', 'serveModel.py'), weights], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const address = await Promise.race([
    firstMatch(createInterface(server.stdout), /^READY (\S+)/),
    ended.then(() => Promise.reject(new Error('The server of the small model ended before it was ready.'))),
  ]);
  return {
    endpoint: `${address}/v1`,
    close: async () => {
      server.stdin.end();
      server.kill();
      await ended;
    },
  };
}

function firstMatch(lines: NodeJS.EventEmitter, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    lines.on('line', (line: string) => {
      const [, found] = pattern.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
}
