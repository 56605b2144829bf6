import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CvmatchError } from '../../errors.js';
import { openTracing } from './tracing.js';

interface Received {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** A collector on loopback: OTLP over HTTP, as JSON. */
let server: Server;
let spans: Received[];
let resources: { key: string; value: Record<string, unknown> }[];
let endpoint: string;

beforeEach(async () => {
  spans = [];
  resources = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (request.url === '/v1/traces') {
        const { resourceSpans } = JSON.parse(body) as {
          resourceSpans: { resource: { attributes: typeof resources }; scopeSpans: { spans: Received[] }[] }[];
        };
        for (const { resource, scopeSpans } of resourceSpans) {
          resources.push(...resource.attributes);
          spans.push(...scopeSpans.flatMap((scope) => scope.spans));
        }
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const named = (name: string): Received => spans.find((span) => span.name === name)!;

describe('tracing', () => {
  it('sends nested spans to the collector, under the caller who asked', async () => {
    const tracing = await openTracing(`${endpoint}/`, '1.2.3');
    const request = tracing.start(
      'POST /v1/match',
      { 'http.route': '/v1/match' },
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    );
    await request.run(() => tracing.span('match', { results: 3 }, () => Promise.resolve()));
    request.end();
    await tracing.close();
    expect(named('POST /v1/match')).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
    });
    expect(named('match')).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: named('POST /v1/match').spanId,
    });
    expect(resources).toContainEqual({ key: 'service.name', value: { stringValue: 'cvmatch' } });
  });

  it('sends the stages of a CV at the times when they were', async () => {
    const tracing = await openTracing(endpoint, '1.2.3');
    // OpenTelemetry would take a small number for a value of performance.now().
    const at = Date.UTC(2026, 0, 1);
    tracing.past({ name: 'cv', startedAt: at, endedAt: at + 500, code: 'embedding_failed' }, [
      { name: 'extract', startedAt: at, endedAt: at + 300 },
    ]);
    await tracing.close();
    expect(named('extract')).toMatchObject({
      parentSpanId: named('cv').spanId,
      startTimeUnixNano: `${at}000000`,
      endTimeUnixNano: `${at + 300}000000`,
    });
    expect(named('cv').status.code).toBe(2);
    expect(named('cv').attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'embedding_failed' } });
  });

  it('notes the code of an error, never its text', async () => {
    const tracing = await openTracing(endpoint, '1.2.3');
    await expect(
      tracing.span('match', {}, () => Promise.reject(new CvmatchError('jd_empty', 'ada-example'))),
    ).rejects.toThrow('ada-example');
    await tracing.close();
    expect(named('match').attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'jd_empty' } });
    expect(JSON.stringify(spans)).not.toContain('ada-example');
  });

  it('sends nothing where no collector is named', async () => {
    const tracing = await openTracing(null, '1.2.3');
    expect(await tracing.span('match', {}, () => Promise.resolve(7))).toBe(7);
    tracing.start('GET /', {}).end();
    await tracing.close();
    expect(spans).toEqual([]);
  });
});
