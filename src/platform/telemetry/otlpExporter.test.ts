import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '../../../test/fakes/silentLog';
import { runId } from '../../core/model/ids';
import type { Span } from '../../core/model/span';
import { otlpExporter, otlpHeaders } from './otlpExporter';

const SPAN: Span = {
  runId: runId('3f2504e04f8941d39a0c0305e82c3301'),
  spanId: '0123456789abcdef',
  parentId: 'fedcba9876543210',
  kind: 'model',
  name: 'chat small',
  startedAt: '2026-11-21T10:00:00.000Z',
  endedAt: '2026-11-21T10:00:01.500Z',
  error: 'rateLimited',
  attributes: {
    'gen_ai.usage.input_tokens': 12,
    'groundwork.cost': 0.25,
    'groundwork.cached': false,
    a: 'b',
  },
};

interface Taken {
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

describe('otlpExporter', () => {
  let server: Server;
  let endpoint = '';
  let taken: Taken[] = [];
  let answer: number | 'hang' | 'redirect' = 200;

  beforeEach(async () => {
    taken = [];
    answer = 200;
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => void (body += text));
      request.on('end', () => {
        taken.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(body) });
        if (answer === 'hang') return;
        if (answer === 'redirect') response.writeHead(307, { location: '/elsewhere' }).end();
        else response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function exporter(of: () => string | undefined = () => `${endpoint}/`) {
    const warnings: unknown[] = [];
    const log = { ...silentLog, warn: (...entry: unknown[]) => void warnings.push(entry) };
    const headers = otlpHeaders('x-tenant=shop, Authorization=Basic%20abc,nonsense');
    return { ...otlpExporter({ endpoint: of, headers, version: '1.2.3', log, timeoutMs: 300 }), warnings };
  }

  it('sends spans as a collector reads them', async () => {
    const { send, close } = exporter();
    send([SPAN, { ...SPAN, parentId: null, error: null, kind: 'launch', attributes: {} }]);
    await close();
    const [request] = taken;
    assert.equal(request?.url, '/v1/traces');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.equal(request.headers['x-tenant'], 'shop');
    assert.equal(request.headers['authorization'], 'Basic abc');
    const times = { startTimeUnixNano: '1795255200000000000', endTimeUnixNano: '1795255201500000000' };
    const ids = { traceId: SPAN.runId, spanId: SPAN.spanId };
    assert.deepEqual(request.body, {
      resourceSpans: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: { stringValue: 'groundwork' } },
              { key: 'service.version', value: { stringValue: '1.2.3' } },
            ],
          },
          scopeSpans: [
            {
              scope: { name: 'groundwork', version: '1.2.3' },
              spans: [
                {
                  ...ids,
                  parentSpanId: SPAN.parentId,
                  name: 'chat small',
                  kind: 3,
                  ...times,
                  attributes: [
                    { key: 'gen_ai.usage.input_tokens', value: { intValue: '12' } },
                    { key: 'groundwork.cost', value: { doubleValue: 0.25 } },
                    { key: 'groundwork.cached', value: { boolValue: false } },
                    { key: 'a', value: { stringValue: 'b' } },
                    { key: 'error.type', value: { stringValue: 'rateLimited' } },
                  ],
                  status: { code: 2 },
                },
                { ...ids, name: 'chat small', kind: 1, ...times, attributes: [], status: { code: 0 } },
              ],
            },
          ],
        },
      ],
    });
  });

  it('sends nothing until it is told where', async () => {
    const { send, close } = exporter(() => undefined);
    send([SPAN]);
    await close();
    assert.deepEqual(taken, []);
  });

  for (const how of [503, 'hang', 'redirect'] as const) {
    it(`says once that a collector takes nothing: ${String(how)}`, async () => {
      answer = how;
      const { send, close, warnings } = exporter();
      send([SPAN]);
      await close();
      send([SPAN]);
      await close();
      assert.equal(warnings.length, 1, JSON.stringify(warnings));
      assert.ok(taken.every(({ url }) => url === '/v1/traces'));
    });
  }

  it('disturbs nobody when none listens', async () => {
    const { send, close, warnings } = exporter(() => 'http://127.0.0.1:9');
    send([SPAN]);
    await close();
    assert.equal(warnings.length, 1);
  });
});
