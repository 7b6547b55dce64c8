import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a request. */
export type ModelAnswer =
  | {
      readonly kind: 'text';
      readonly pieces: readonly string[];
      readonly delayMs?: number;
      /** Why OpenAI's models say that they stopped. */
      readonly end?: 'stop' | 'length';
    }
  /** Closes the connection in the middle of the answer. */
  | { readonly kind: 'cut'; readonly pieces: readonly string[] }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly code?: string;
    }
  /** Accepts and says nothing. */
  | { readonly kind: 'hang' };

export type Wire = 'openai' | 'ollama' | 'anthropic';

export interface ModelServer {
  readonly address: string;
  /** Bodies of the requests so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A server on the loopback address that speaks the wire format of a provider; `answers` one after another, the last again and again. */
export async function startModelServer(wire: Wire, answers: readonly ModelAnswer[]): Promise<ModelServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      requests.push(body);
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (answer !== undefined) await reply(wire, answer, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const root = `http://127.0.0.1:${String(port)}`;
  return {
    address: wire === 'openai' ? `${root}/v1` : root,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function reply(wire: Wire, answer: ModelAnswer, response: ServerResponse): Promise<void> {
  switch (answer.kind) {
    case 'hang':
      return;
    case 'status':
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify({ error: { message: 'refused', code: answer.code ?? null } }));
      return;
    case 'text':
    case 'cut': {
      const format = FORMATS[wire];
      response.writeHead(200, { 'content-type': format.type });
      response.write(format.start);
      for (const piece of answer.pieces) {
        if (answer.kind === 'text' && answer.delayMs !== undefined) {
          await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
        }
        response.write(format.piece(piece));
      }
      if (answer.kind === 'cut') {
        await new Promise((resolve) => setTimeout(resolve, 50));
        response.destroy();
        return;
      }
      response.end(answer.end === 'length' ? OPENAI_TOO_LONG : format.end);
    }
  }
}

interface Format {
  readonly type: string;
  readonly start: string;
  piece(text: string): string;
  readonly end: string;
}

const event = (data: unknown, name?: string): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const openai = (delta: unknown, finish: string | null, usage?: unknown): unknown => ({
  id: 'answer',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'small',
  choices: usage === undefined ? [{ index: 0, delta, finish_reason: finish }] : [],
  ...(usage === undefined ? {} : { usage }),
});
const OPENAI_TOO_LONG = [event(openai({}, 'length')), event('[DONE]')].join('');
const ollama = (content: string, more: object): string =>
  `${JSON.stringify({ model: 'small', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content }, ...more })}\n`;

const FORMATS: Readonly<Record<Wire, Format>> = {
  openai: {
    type: 'text/event-stream',
    start: event(openai({ role: 'assistant', content: '' }, null)),
    piece: (text) => event(openai({ content: text }, null)),
    end: [
      event(openai({}, 'stop')),
      event(openai({}, null, { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 })),
      event('[DONE]'),
    ].join(''),
  },
  ollama: {
    type: 'application/x-ndjson',
    start: '',
    piece: (text) => ollama(text, { done: false }),
    end: ollama('', { done: true, done_reason: 'stop', prompt_eval_count: 11, eval_count: 7 }),
  },
  anthropic: {
    type: 'text/event-stream',
    start: [
      event(
        {
          type: 'message_start',
          message: {
            id: 'answer',
            type: 'message',
            role: 'assistant',
            model: 'small',
            content: [],
            stop_reason: null,
            stop_sequence: null,
            usage: { input_tokens: 11, output_tokens: 0 },
          },
        },
        'message_start',
      ),
      event(
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        'content_block_start',
      ),
    ].join(''),
    piece: (text) =>
      event(
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
        'content_block_delta',
      ),
    end: [
      event({ type: 'content_block_stop', index: 0 }, 'content_block_stop'),
      event(
        {
          type: 'message_delta',
          delta: { stop_reason: 'end_turn', stop_sequence: null },
          usage: { output_tokens: 7 },
        },
        'message_delta',
      ),
      event({ type: 'message_stop' }, 'message_stop'),
    ].join(''),
  },
};
